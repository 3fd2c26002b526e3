from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.queries import known_names, standing_competitors
from tandem.offers.competitors.words import LONGEST_NAME
from tandem.ui.forms import SuggestingInput


class CompetitorField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Who do they buy from instead?"),
            help_text=_("A name, where you know it."),
            required=False,
            max_length=LONGEST_NAME,
            widget=SuggestingInput(known_names),
            **kwargs,
        )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)


class SameForm(forms.Form):
    """Which other one this is."""

    kept = forms.ModelChoiceField(
        label=_("The same as"), queryset=Competitor.objects.none(), empty_label=_("Pick one")
    )

    def __init__(self, *args: Any, gone: Competitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = standing_competitors().exclude(pk=gone.pk)  # type: ignore[attr-defined]
