"""The form that a stranger fills in, made from the fields that the business chose."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.marketing.forms.words import (
    FILE_KINDS,
    LARGEST_FILE,
    LONGEST_LINE,
    LONGEST_WORDS,
    FieldKind,
    FormField,
)
from tandem.office.files.content import kind_of
from tandem.office.mail.addresses import LONGEST_EMAIL
from tandem.people.persons.words import LONGEST_PHONE

REACHED_BY = (FieldKind.EMAIL, FieldKind.PHONE)
AUTOCOMPLETE: dict[str, str] = {
    FieldKind.NAME: "name",
    FieldKind.EMAIL: "email",
    FieldKind.PHONE: "tel",
    FieldKind.ORGANISATION: "organization",
    FieldKind.PLACE: "address-level2",
    FieldKind.POSTCODE: "postal-code",
}
LONGEST: dict[str, int] = {FieldKind.PHONE: LONGEST_PHONE, FieldKind.PLACE: 120, FieldKind.POSTCODE: 20}
REQUIRED = {"required": _("Please fill this in.")}


class FileField(forms.FileField):
    """A picture, text or document; what it is told by its bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload.size > LARGEST_FILE:
            sentence = _("This file is larger than %(megabytes)d MB. A smaller one will do.")
            raise ValidationError(sentence, params={"megabytes": LARGEST_FILE // (1024 * 1024)})
        if upload and kind_of(upload.file) not in FILE_KINDS:
            raise ValidationError(_("Send a picture, a PDF or a text document; other files are not taken."))
        return upload


class AskForm(forms.Form):
    """One public form. `asked` are its fields as the business put them."""

    asked: Sequence[FormField] = ()

    def __init__(self, asked: Sequence[FormField], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.label_suffix = ""
        for one in asked:
            self.fields[one.id] = field_for(one)
        optional = [one for one in asked if one.kind in REACHED_BY and not one.required and not one.hint]
        if len(optional) == len(REACHED_BY):
            self.fields[optional[0].id].help_text = _("An e-mail address or a phone number: one is enough.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        reachable = [one for one in self.asked if one.kind in REACHED_BY]
        if reachable and not any(one.id in self.errors or cleaned.get(one.id) for one in reachable):
            self.add_error(reachable[0].id, _("Please say how we can reach you."))
        return cleaned

    def answers(self) -> list[tuple[FormField, Any]]:
        """What was filled in, in the order of the fields."""
        given = [(one, self.cleaned_data.get(one.id)) for one in self.asked]
        return [(one, value) for one, value in given if value not in (None, "", False)]


def field_for(one: FormField) -> forms.Field:
    shared: dict[str, Any] = {
        "label": one.label,
        "required": one.required,
        "help_text": one.hint,
        "error_messages": REQUIRED,
    }
    if one.kind == FieldKind.CONSENT:
        return forms.BooleanField(
            **shared | {"error_messages": {"required": _("Please tick this to go on.")}}
        )
    if one.kind == FieldKind.FILE:
        return FileField(**shared, max_length=400)
    if one.choices:
        choices = [("", _("Please choose")), *((choice, choice) for choice in one.choices)]
        messages = {**REQUIRED, "invalid_choice": _("Please choose one of these.")}
        return forms.ChoiceField(**shared | {"error_messages": messages}, choices=choices)
    if one.kind == FieldKind.WORDS:
        box = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(**shared, max_length=LONGEST_WORDS, widget=box)
    return line_for(one, shared)


def line_for(one: FormField, shared: dict[str, Any]) -> forms.Field:
    attributes = {"autocomplete": AUTOCOMPLETE[one.kind]} if one.kind in AUTOCOMPLETE else {}
    if one.kind == FieldKind.EMAIL:
        messages = {**REQUIRED, "invalid": _("This is not a whole e-mail address, such as ann@example.org.")}
        return forms.EmailField(
            **shared | {"error_messages": messages},
            max_length=LONGEST_EMAIL,
            widget=forms.EmailInput(attrs=attributes),
        )
    kind = forms.TextInput(attrs=attributes | ({"inputmode": "tel"} if one.kind == FieldKind.PHONE else {}))
    return forms.CharField(**shared, max_length=LONGEST.get(one.kind, LONGEST_LINE), widget=kind)
