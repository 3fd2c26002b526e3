from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.sales.needs.queries import known_needs
from tandem.sales.needs.words import LONGEST_NEED
from tandem.ui.forms import SuggestingInput


class NeedField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("What did they want that we do not offer?"),
            help_text=_("A few words. Marketing sees how often it is asked for."),
            required=False,
            max_length=LONGEST_NEED,
            widget=SuggestingInput(known_needs),
            **kwargs,
        )
