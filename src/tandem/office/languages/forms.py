from typing import Any

from django import forms

from tandem.office.languages.words import CHOICES


class LanguageField(forms.ChoiceField):
    """One of ours, always chosen. Blank is what a form sends that does not ask for it: then it stays."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=CHOICES, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) if value else ""
