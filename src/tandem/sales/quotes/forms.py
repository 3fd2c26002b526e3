from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.money.reading import CannotRead, parsed
from tandem.office.languages.forms import LanguageField
from tandem.sales.paper.numbers import plain_number, written_percent
from tandem.sales.quotes.fields import QuantityField
from tandem.sales.quotes.models import QuoteVersion
from tandem.sales.quotes.words import (
    LARGEST_KEY,
    LONGEST_NAME,
    LONGEST_QUESTION,
    LONGEST_TEXT,
    LONGEST_WORDS,
    MOST_LINES,
    NOTHING_OFF,
    WHY_NOT,
    Letter,
    LineWritten,
    Off,
    SentBy,
)
from tandem.ui.fields import AmountField, DateInput, NumberField, amount_typed

LETTER = ("title", "intro", "closing", "valid_until", "ready_by")


class DiscountField(forms.CharField):
    """A share such as 10%, or an amount; `off_typed` reads it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": _("10% or 25"), "autocomplete": "off"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)


def off_typed(typed: str, currency: str) -> Off:
    if typed.endswith("%"):
        return Off(percent=percent_typed(typed))
    if not typed:
        return NOTHING_OFF
    try:
        minor = parsed(typed, currency=currency).minor
    except CannotRead as cannot:
        raise ValidationError(str(cannot)) from None
    if minor < 0:
        raise ValidationError(__("A discount is typed without a minus: 10% or 25."))
    return Off(minor=minor)


def off_written(off: Off, currency: str) -> str:
    """As one would type it."""
    if off.percent:
        return written_percent(off.percent)
    return amount_typed(off.minor, currency) if off.minor else ""


class LetterForm(forms.Form):
    """What stands around the lines."""

    title = forms.CharField(label=_("Headline"), max_length=200)
    intro = forms.CharField(
        label=_("Before the lines"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closing = forms.CharField(
        label=_("Below the total"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_until = forms.DateField(label=_("Good until"), widget=DateInput())
    ready_by = forms.DateField(label=_("Ready by"), required=False, widget=DateInput())
    language = LanguageField(label=_("Language"))
    discount = DiscountField(label=_("Off the whole"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.off = NOTHING_OFF

    def clean_discount(self) -> str:
        typed: str = self.cleaned_data["discount"]
        self.off = off_typed(typed, self.currency)
        return typed

    @property
    def letter(self) -> Letter:
        return Letter(**{name: self.cleaned_data[name] for name in LETTER}, off=self.off)


def letter_of(version: QuoteVersion, currency: str) -> dict[str, Any]:
    """A version as one would type it."""
    kept = {name: getattr(version, name) for name in LETTER}
    return {**kept, "discount": off_written(version.off, currency)}


class LineForm(forms.Form):
    """One line. A row in which nobody wrote anything is no line."""

    words = forms.CharField(
        label=_("What"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    quantity = QuantityField(label=_("How many"), required=False, max_length=20)
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": _("m, hours")}),
    )
    price = AmountField(label=_("Each"), required=False)
    tax = NumberField(label=_("Tax, in %"), required=False)
    discount = DiscountField(label=_("Discount"))
    optional = forms.BooleanField(label=_("They choose"), required=False)
    offer = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.off = NOTHING_OFF
        price = self.fields["price"]
        if isinstance(price, AmountField):
            price.currency = currency

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("words", "discount", "optional")) and (
            self.cleaned_data.get("price") is None
        )

    def clean_discount(self) -> str:
        typed: str = self.cleaned_data["discount"]
        self.off = off_typed(typed, self.currency)
        return typed

    def clean_tax(self) -> Decimal | None:
        tax: Decimal | None = self.cleaned_data["tax"]
        if tax is not None and not 0 <= tax <= 100:
            raise ValidationError(__("A tax lies between 0 and 100%."))
        return tax

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.is_blank and set(self.errors) == {"tax"}:
            # It stands in the row that one may go on in, and was typed by nobody.
            del self.errors["tax"]
        if self.errors or self.is_blank:
            return values
        if not values.get("words"):
            self.add_error("words", __("Say what it is."))
        if values.get("price") is None:
            self.add_error("price", __("Say what one costs; nought is fine."))
        return values

    @property
    def line(self) -> LineWritten:
        values = self.cleaned_data
        return LineWritten(
            words=values["words"],
            quantity=values["quantity"] or Decimal(1),
            unit=values["unit"],
            price_minor=values["price"],
            tax_percent=values["tax"] or Decimal(0),
            optional=values["optional"],
            offer_id=values["offer"],
            discount_percent=self.off.percent,
            discount_minor=self.off.minor,
        )


def percent_typed(typed: str) -> Decimal:
    """A discount such as 10% or 7,5 %."""
    percent = NumberField(decimals=2).clean(typed)
    if percent is None or not 0 <= percent <= 100:
        raise ValidationError(__("A discount lies between 0 and 100%."))
    return percent


def line_typed(line: LineWritten, currency: str) -> dict[str, Any]:
    """A line as one would type it."""
    off = Off(percent=line.discount_percent, minor=line.discount_minor)
    return {
        "words": line.words,
        "quantity": plain_number(line.quantity),
        "unit": line.unit,
        "price": amount_typed(line.price_minor, currency),
        "tax": plain_number(line.tax_percent),
        "discount": off_written(off, currency),
        "optional": line.optional,
        "offer": line.offer_id,
    }


class LinesForm(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The lines in their order, and one empty row to go on in."""

    @property
    def lines(self) -> list[LineWritten]:
        return [form.line for form in self.forms if not form.is_blank]

    @property
    def filled_places(self) -> list[int]:
        """Which rows hold a line: buttons name rows as they stand on the page."""
        return [place for place, form in enumerate(self.forms) if not form.is_blank]


def lines_form(
    *args: Any, currency: str, lines: list[LineWritten] | None = None, usual_tax: str = ""
) -> LinesForm:
    kind: Any = forms.formset_factory(
        LineForm, formset=LinesForm, extra=0, max_num=MOST_LINES + 1, absolute_max=MOST_LINES + 1
    )
    initial = [line_typed(line, currency) for line in lines or ()]
    # One empty row to go on in.
    made: LinesForm = kind(
        *args,
        initial=[*initial, {"tax": usual_tax}],
        prefix="line",
        form_kwargs={"currency": currency},
    )
    return made


def moved(lines: list[LineWritten], places: list[int], do: str) -> list[LineWritten]:
    """The lines after a button beside one of them: “up-2”, “down-0”, “remove-1”. Others change nothing."""
    verb, _dash, row = do.partition("-")
    if row not in map(str, places):
        return lines
    place, result = places.index(int(row)), list(lines)
    if verb == "remove":
        del result[place]
    elif verb in ("up", "down"):
        other = place + (-1 if verb == "up" else 1)
        if 0 <= other < len(result):
            result[place], result[other] = result[other], result[place]
    return result


class SendForm(forms.Form):
    how = forms.ChoiceField(label=_("How"), choices=SentBy.choices, widget=forms.RadioSelect)
    to = forms.EmailField(label=_("To"), required=False, max_length=254)
    message = forms.CharField(
        label=_("What you write with it"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("how") == SentBy.MAIL and not values.get("to") and "to" not in self.errors:
            self.add_error("to", __("Say to which address, or hand it over yourself."))
        return values


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"), max_length=LONGEST_QUESTION, widget=forms.Textarea(attrs={"rows": 3})
    )


class SaidYesForm(forms.Form):
    """What the customer said to the seller: who it was, and what they want of what is left to them."""

    name = forms.CharField(label=_("Who said yes"), max_length=LONGEST_NAME)
    chosen = forms.MultipleChoiceField(
        label=_("What they want besides"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, wishes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = wishes
        if not wishes:
            del self.fields["chosen"]


class LikeForm(forms.Form):
    """Another quote to begin with, by its number."""

    number = forms.CharField(label=_("Number of the quote"), required=False, max_length=12)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(choices=WHY_NOT, widget=forms.RadioSelect)
    words = forms.CharField(
        required=False, max_length=LONGEST_QUESTION, widget=forms.Textarea(attrs={"rows": 3})
    )
