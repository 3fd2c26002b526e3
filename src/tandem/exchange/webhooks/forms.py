from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.exchange.webhooks.words import Fact


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Which program"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where that program listens; it begins with https://"),
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    facts = forms.MultipleChoiceField(
        label=_("Tell it when"), choices=Fact.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, refusal: str = "", **kwargs: Any) -> None:
        """`refusal`: why nothing is sent to the address that was typed, looked up before."""
        super().__init__(*args, **kwargs)
        self.refusal = refusal

    def clean_address(self) -> str:
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return str(self.cleaned_data["address"])
