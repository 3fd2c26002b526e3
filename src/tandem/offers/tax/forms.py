from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.offers.tax.words import LONGEST_NAME, LONGEST_SOURCE
from tandem.office.business.words import PRICES, ROUNDED_PER
from tandem.ui.fields import DateInput, NumberField


class RateForm(forms.Form):
    """A new rate of a code, from a day on."""

    percent = NumberField(label=_("Rate"), error_messages={"required": _("Type the rate, such as 20.")})
    valid_from = forms.DateField(
        label=_("From"),
        widget=DateInput(),
        error_messages={"required": _("From which day on?")},
    )
    source = forms.CharField(
        label=_("Where is it written?"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Such as: the tax office’s letter, or what your accountant said."),
    )


class CodeForm(RateForm):
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the rate a name, such as “Reduced rate”.")},
    )
    field_order = ["name", "percent", "valid_from", "source"]


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the rate a name, such as “Reduced rate”.")},
    )


class MethodForm(forms.Form):
    """How the business types its prices, and where tax is rounded."""

    prices = forms.ChoiceField(label=_("You type your prices"), choices=PRICES)
    rounded_per = forms.ChoiceField(label=_("Tax is rounded"), choices=ROUNDED_PER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prices"].help_text = _(
            "Prices that stand keep what they were typed as; new ones follow this."
        )
