from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.languages.words import CHOICES
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    emails = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "email", "autocapitalize": "off"}),
    )
    phones = forms.CharField(
        label=_("Phone numbers"),
        help_text=_("One a line, as you would dial it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "tel"}),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    language = forms.ChoiceField(
        label=_("Language of what they get"),
        help_text=_("Quotes and what goes with them."),
        choices=[("", _("As usual")), *CHOICES],
        required=False,
    )
    about = forms.CharField(
        label=_("About"),
        help_text=_("What is good to know: two children, one dog."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]

    def contact(self) -> Contact:
        given = self.cleaned_data
        return Contact(
            name=given["name"],
            emails=tuple(self.lines("emails")),
            phones=tuple(self.lines("phones")),
            organisation=given["organisation"],
            place=given["place"],
            postcode=given["postcode"],
        )

    def columns(self) -> dict[str, Any]:
        names = ("name", "place", "postcode", "language", "about")
        columns = {name: self.cleaned_data[name] for name in names}
        return {**columns, "emails": self.lines("emails"), "phones": self.lines("phones")}


def as_it_stands(person: Person) -> dict[str, str]:
    """What the form shows at first."""
    return {
        "name": person.name,
        "emails": "\n".join(email.address for email in person.emails.all()),
        "phones": "\n".join(phone.typed for phone in person.phones.all()),
        "organisation": person.organisation.name if person.organisation else "",
        "place": person.place,
        "postcode": person.postcode,
        "language": person.language,
        "about": person.about,
    }
