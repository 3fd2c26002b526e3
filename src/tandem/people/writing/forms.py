from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.people.persons.models import Person
from tandem.people.timeline.forms import FilesField
from tandem.people.wordings.words import LONGEST_SUBJECT, LONGEST_TEXT
from tandem.people.writing.words import PURPOSES


class LetterForm(forms.Form):
    """A draft may be unfinished; what a letter needs is looked at when it is sent."""

    to = forms.ChoiceField(label=_("To"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    enclosed = FilesField(label=_("Files"), required=False)
    purpose = forms.ChoiceField(label=_("What is it for?"), choices=PURPOSES)

    def __init__(
        self, data: Any = None, files: Any = None, *, person: Person, initial: dict[str, Any] | None = None
    ) -> None:
        addresses = [email.address for email in person.emails.all()]
        usual = {"to": addresses[0] if addresses else "", "purpose": PURPOSES[0][0]}
        super().__init__(data, files, initial={**usual, **(initial or {})})
        self.fields["to"].choices = [(one, one) for one in addresses]  # type: ignore[attr-defined]

    def typed(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("to", "subject", "text", "purpose")}
