from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.business.places import zones
from tandem.office.profile.words import Theme


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"),
            required=False,
            choices=[("", _("that of the business")), *((zone, zone.replace("_", " ")) for zone in zones())],
            help_text=_("Times are shown to you in it. Days and promises go by the business."),
        )


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Light or dark"), choices=Theme.choices, required=False, widget=forms.RadioSelect
    )
