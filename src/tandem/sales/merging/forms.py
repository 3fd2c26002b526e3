from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.sales.merging.rules import which_stays
from tandem.sales.merging.words import Worth
from tandem.sales.opportunities.models import Opportunity
from tandem.ui.figures import money_words


class MergeForm(forms.Form):
    """What the one that stays is worth; asked only where both have an amount and nothing was sold."""

    worth = forms.ChoiceField(label=_("What is it worth together?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, here: Opportunity, other: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept, gone = which_stays(here, other)
        if kept.won_at or kept.amount_minor is None or gone.amount_minor is None:
            del self.fields["worth"]
            return
        one = money_words(kept.amount_minor, kept.currency)
        both = money_words(kept.amount_minor + gone.amount_minor, kept.currency)
        worth = self.fields["worth"]
        worth.choices = [  # type: ignore[attr-defined]
            (Worth.KEPT.value, _("%(amount)s, as now") % {"amount": one}),
            (Worth.BOTH.value, _("%(amount)s, both amounts together") % {"amount": both}),
        ]
        worth.initial = Worth.KEPT.value
