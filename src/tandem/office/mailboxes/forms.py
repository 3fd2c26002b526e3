from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.mailboxes.models import Mailbox

HINTS = {
    "whose": _(
        "Everybody’s: what waits is seen at both desks. Somebody’s own: only by that person, "
        "not by owners either."
    ),
    "port": _("993 is usual; 143 with STARTTLS."),
    "user": _("Often the address itself."),
    "since": _("What came before stays unread here."),
    "opens_door": _(
        "For an address that customers write to. Without it, new messages wait for you to decide."
    ),
    "marks_read": _("Otherwise nothing in the mailbox is touched. Nothing is ever deleted there."),
    "forwarders": _(
        "Only where you forward mail by hand from addresses that nobody here signs in with. Who first wrote "
        "is read from what they forward."
    ),
}  # fmt: skip


class MailboxForm(forms.ModelForm[Mailbox]):
    """The password is never shown again: an empty field keeps the one that is there."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        required=False,
        max_length=1000,
        error_messages={"required": _("Type the password of the mailbox.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("address", "host", "port", "security", "user", "password", "folder")

    class Meta:
        model = Mailbox
        fields = [
            "address", "host", "port", "security", "user", "folder", "since", "whose", "opens_door",
            "marks_read", "forwarders",
        ]  # fmt: skip
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "forwarders": forms.Textarea(attrs={"rows": 2}),
            "host": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "user": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        }
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["whose"]
        whose.queryset = User.objects.filter(is_active=True)
        whose.empty_label = _("Everybody’s")
        self.fields["password"].required = self.instance.pk is None
        self.fields["password"].help_text = (
            _("Kept encrypted, and never shown again. Leave it empty to keep the one that is there.")
            if self.instance.pk
            else _("Kept encrypted, and never shown again. Many providers want an “app password” here.")
        )

    def clean_host(self) -> str:
        """Without what people copy with it."""
        host = (
            str(self.cleaned_data["host"])
            .strip()
            .removeprefix("imaps://")
            .removeprefix("imap://")
            .rstrip("/.")
        )
        if not host or any(letter in host for letter in " /@:") or not host.isprintable():
            raise forms.ValidationError(_("Only the name of the server, for example imap.example.org."))
        return host

    def clean_port(self) -> int:
        port = int(self.cleaned_data["port"])
        if not 1 <= port <= 65535:
            raise forms.ValidationError(_("A port is a number between 1 and 65,535; 993 is usual."))
        return port

    def validate_unique(self) -> None:
        """The action says it, in its own words."""

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
