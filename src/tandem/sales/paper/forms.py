from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.office.languages.forms import LanguageField
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.numbers import plain_number
from tandem.sales.paper.queries import language_of_paper
from tandem.sales.paper.words import LONGEST_DAYS
from tandem.ui.fields import NumberField


class PaperForm(forms.Form):
    language = LanguageField(label=_("Language of your documents"))
    tagline = forms.CharField(label=_("A line below your name"), required=False, max_length=120)
    address = forms.CharField(
        label=_("Address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    website = forms.CharField(label=_("Website"), required=False, max_length=120)
    foot = forms.CharField(
        label=_("At the foot of each page"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    colour = forms.CharField(label=_("Colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"}))
    logo = forms.FileField(label=_("Logo"), required=False)
    without_logo = forms.BooleanField(label=_("Without the logo"), required=False)
    intro = forms.CharField(
        label=_("Before the lines"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    closing = forms.CharField(
        label=_("Below the total"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tax_name = forms.CharField(label=_("What the tax is called"), max_length=20)
    usual_tax = NumberField(label=_("Tax on a new line, in %"))
    good_for_days = forms.IntegerField(label=_("A quote is good for"), min_value=1, max_value=LONGEST_DAYS)
    remind_days = forms.IntegerField(label=_("Remind before it ends"), min_value=0, max_value=LONGEST_DAYS)
    remind_customer = forms.BooleanField(label=_("Remind the customer too, by e-mail"), required=False)
    note_opened = forms.BooleanField(label=_("Note when a quote is opened"), required=False)

    def clean_usual_tax(self) -> Decimal | None:
        tax: Decimal | None = self.cleaned_data["usual_tax"]
        if tax is not None and not 0 <= tax <= 100:
            raise ValidationError(__("A tax lies between 0 and 100%."))
        return tax

    @property
    def columns(self) -> dict[str, Any]:
        """What is kept, but for the logo. The language stays where a form does not ask for it."""
        values = dict(self.cleaned_data)
        values["language"] = values["language"] or self.initial["language"]
        values["usual_tax_percent"] = values.pop("usual_tax")
        return {name: value for name, value in values.items() if name not in ("logo", "without_logo")}


def paper_typed(paper: OurPaper) -> dict[str, Any]:
    names = (
        "language", "tagline", "address", "phone", "email", "website", "foot", "colour", "intro", "closing",
        "tax_name", "good_for_days", "remind_days", "remind_customer", "note_opened",
    )  # fmt: skip
    usual = plain_number(paper.usual_tax_percent)
    typed = {name: getattr(paper, name) for name in names}
    return typed | {"usual_tax": usual, "language": language_of_paper(paper)}


class WordsForm(forms.Form):
    """Our own texts in one more language. Blank is taken from the paper."""

    tagline = forms.CharField(label=_("A line below your name"), required=False, max_length=120)
    intro = forms.CharField(
        label=_("Before the lines"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    closing = forms.CharField(
        label=_("Below the total"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    foot = forms.CharField(
        label=_("At the foot of each page"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    tax_name = forms.CharField(label=_("What the tax is called"), required=False, max_length=20)


def words_typed(row: PaperWords) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WordsForm.base_fields}
