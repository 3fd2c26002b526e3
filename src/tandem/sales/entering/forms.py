from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.sales.checks.queries import Unmet
from tandem.sales.checks.words import CheckKind
from tandem.sales.entering.words import Answers
from tandem.sales.opportunities.forms import OwnerField, TimeInput
from tandem.sales.opportunities.words import Step, StepKind
from tandem.ui.fields import AmountField, CurrencyForm, DateInput


class EnterForm(CurrencyForm):
    """One question for each thing that is not true yet, and the way on without."""

    without = forms.CharField(
        label=_("Or go on without: why?"),
        help_text=_("The reason is kept in the journal."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, missing: list[Unmet], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, currency=currency, **kwargs)
        for one in missing:
            for name, field in questions(one, currency).items():
                self.fields[name] = field
        self.order_fields([*(name for name in self.fields if name != "without"), "without"])
        self.own = [f"own_{one.check.pk}" for one in missing if one.kind == CheckKind.OWN]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("time") and not values.get("on"):
            self.add_error("on", __("Say the day too."))
        return values

    @property
    def answers(self) -> Answers:
        told = self.cleaned_data
        owner = told.get("owner")
        return Answers(
            amount_minor=told.get("amount"),
            step=Step(**{name: told.get(name) or Step().__dict__[name] for name in Step().__dict__}),
            need=told.get("need", ""),
            owner_id=owner.pk if owner else None,
            ticked=frozenset(int(name.removeprefix("own_")) for name in self.own if told.get(name)),
        )


def questions(one: Unmet, currency: str) -> dict[str, forms.Field]:
    """The fields that answer one check; none of them is required, as one may go on without."""
    if one.kind == CheckKind.AMOUNT:
        label = _("Amount, without tax")
        return {"amount": AmountField(label=label, currency=currency, required=False)}
    if one.kind == CheckKind.NEXT_STEP:
        return {
            "words": forms.CharField(label=_("Next step"), max_length=200, required=False),
            "kind": forms.ChoiceField(label=_("How"), choices=StepKind.choices, required=False),
            "on": forms.DateField(label=_("On"), required=False, widget=DateInput()),
            "time": forms.TimeField(label=_("At"), required=False, widget=TimeInput()),
        }
    if one.kind == CheckKind.OWNER:
        return {"owner": OwnerField()}
    if one.kind == CheckKind.NEED:
        area = forms.Textarea(attrs={"rows": 2})
        label = _("What they need, in their words")
        return {"need": forms.CharField(label=label, required=False, max_length=1000, widget=area)}
    return {f"own_{one.check.pk}": forms.BooleanField(label=one.words, required=False)}
