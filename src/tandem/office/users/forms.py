from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import Invitation, User
from tandem.office.accounts.words import Role

ROLE_HINTS = {
    Role.OWNER: _("everything, also users, settings and export"),
    Role.BOTH: _("changes marketing and sales"),
    Role.MARKETING: _("changes marketing and passes enquiries"),
    Role.SALES: _("accepts, declines and changes sales"),
    Role.READ_ONLY: _("reads everything, changes nothing"),
}


class RoleChoices(forms.ChoiceField):
    """The roles, each with what it may change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Role"),
            choices=lambda: [(role.value, _said(role)) for role in Role],
            **kwargs,
        )


def _said(role: Role) -> str:
    return _("%(role)s: %(what)s") % {"role": role.label, "what": ROLE_HINTS[role]}


class InvitationForm(forms.ModelForm[Invitation]):
    role = RoleChoices(initial=Role.BOTH)

    class Meta:
        model = Invitation
        fields = ["email", "name", "role"]


class UserForm(forms.ModelForm[User]):
    role = RoleChoices()

    class Meta:
        model = User
        fields = ["name", "role"]


class JoinForm(forms.Form):
    """A name and a password, for who was invited and for the first owner."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        help_text=_("Ten signs at least. A few words in a row are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def __init__(self, *args: Any, invited: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = invited

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        person = User(email=data.get("email") or self.invited, name=data.get("name", ""))
        try:
            validate_password(data.get("password", ""), person)
        except ValidationError as error:
            if data.get("password"):
                self.add_error("password", error)
        return data
