from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.people.persons.models import Person
from tandem.people.timeline.forms import FilesField
from tandem.people.wordings.words import LONGEST_SUBJECT, LONGEST_TEXT
from tandem.people.writing.words import PURPOSES


class Unfinished:
    """A field that a letter needs when it is sent. Of a draft it may be empty."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class Line(Unfinished, forms.CharField):
    pass


class Choice(Unfinished, forms.ChoiceField):
    pass


class LetterForm(forms.Form):
    """What is typed of a letter. What it needs is looked at when it is sent."""

    use_required_attribute = False

    to = Choice(label=_("To"))
    subject = Line(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = Line(label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 14}))
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
