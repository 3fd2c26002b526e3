from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import need_kinds
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.words import LONGEST_SAID, Weight
from tandem.ui.fields import AmountField, CurrencyForm, DateInput, NumberField, amount_typed


class HearForm(CurrencyForm):
    """One field; which of the buttons was pressed tells how much it matters."""

    words = forms.CharField(
        label=_("What do they need? In their words"),
        max_length=LONGEST_SAID,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "list": "need-kinds"}),
    )
    quantity = NumberField(label=_("How many"), required=False)
    wanted_on = forms.DateField(label=_("By"), required=False, widget=DateInput())
    budget = AmountField(label=_("For at most"), required=False)
    weight = forms.ChoiceField(
        choices=Weight.choices, required=False, initial=Weight.SHOULD, widget=forms.HiddenInput()
    )

    def clean_weight(self) -> str:
        return self.cleaned_data["weight"] or Weight.SHOULD

    def columns(self) -> dict[str, Any]:
        values = self.cleaned_data
        names = {"words", "weight", "wanted_on", "quantity", "kind"} & values.keys()
        return {**{name: values[name] for name in names}, "budget_minor": values["budget"]}


class KindField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=NeedKind.objects.none(),
            required=False,
            label=_("What kind of need it is"),
            empty_label=_("Not sorted yet"),
            **kwargs,
        )


class ChangeForm(HearForm):
    """Everything about a need that was heard."""

    weight = forms.ChoiceField(label=_("How much it matters"), choices=Weight.choices)
    kind = KindField()
    field_order = ["words", "weight", "kind", "quantity", "wanted_on", "budget"]

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        initial = {name: getattr(need, name) for name in ("words", "weight", "kind", "wanted_on")}
        initial["quantity"] = f"{need.quantity.normalize():f}" if need.quantity else ""
        initial["budget"] = amount_typed(need.budget_minor, need.currency)
        super().__init__(*args, currency=need.currency, initial=initial, **kwargs)
        self.fields["words"].widget.attrs.pop("autofocus")
        rows = need_kinds()
        # One that is used no more stays where it is.
        self.fields["kind"].queryset = rows | NeedKind.objects.filter(pk=need.kind_id or 0)  # type: ignore[attr-defined]
