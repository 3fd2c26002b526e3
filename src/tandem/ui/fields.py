"""Fields that several desks ask for: amounts, percentages, days."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tandem.money.codes import digits_of
from tandem.money.reading import CannotRead, parsed


def amount_typed(minor: int | None, currency: str) -> str:
    """An amount as one would type it: “480”, “480.50”."""
    if minor is None:
        return ""
    digits = digits_of(currency)
    amount = Decimal(minor).scaleb(-digits)
    return f"{amount:f}" if minor % 10**digits else f"{amount.to_integral_value():f}"


class AmountField(forms.CharField):
    """An amount in the business's currency, typed as people do; the value is in minor units, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, currency: str = "GBP", **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            minor = parsed(typed, currency=self.currency).minor
        except CannotRead as cannot:
            raise ValidationError(str(cannot)) from None
        if minor < 0:
            raise ValidationError(_("An amount cannot be less than nought."))
        return minor


class CurrencyForm(forms.Form):
    """A form with an amount in it."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.currency = currency


class NumberField(forms.CharField):
    """A number as people type it, with a point or a comma: “2.5”, “2,5”, “20%”; the value is a Decimal."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, decimals: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.decimals = decimals

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).strip().removesuffix("%").strip()
        if not typed:
            return None
        try:
            number = Decimal(typed.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or "e" in typed.casefold():
            raise ValidationError(_("We can’t read that as a number. Try 2.5."))
        if number != round(number, self.decimals):
            raise ValidationError(
                _("That is finer than we keep: %(number)d decimals.") % {"number": self.decimals}
            )
        return number


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
