import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.forms import CompetitorField
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.sales.needs.forms import NeedField
from tandem.sales.opportunities.queries import key_in
from tandem.sales.opportunities.words import LostReason
from tandem.sales.pipelines.models import Pipeline
from tandem.sales.pipelines.queries import standing_pipelines
from tandem.ui.fields import AmountField, CurrencyForm, DateInput

SELLERS = (Role.OWNER, Role.BOTH, Role.SALES)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def sellers() -> Any:
    return User.objects.filter(is_active=True, role__in=SELLERS)


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=sellers(),
            required=False,
            empty_label=_("Nobody yet"),
            label=_("Who sees to it"),
            **kwargs,
        )


class EditForm(CurrencyForm):
    title = forms.CharField(label=_("What it is about"), max_length=200)
    amount = AmountField(label=_("Amount, without tax"), required=False)


class PipelineField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Which way this sale goes. A form with one pipeline only does not ask (`ask_where_needed`)."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Pipeline.objects.filter(retired_at=None)
        super().__init__(queryset=rows, empty_label=None, label=_("Pipeline"), **kwargs)


def ask_where_needed(form: forms.Form) -> None:
    """Leaves the pipeline out where there is only one; else the usual one stands first picked."""
    standing = standing_pipelines()
    if len(standing) < 2:
        del form.fields["pipeline"]
        return
    form.fields["pipeline"].initial = next((one.pk for one in standing if one.is_default), None)


class OpeningForm(EditForm):
    """What is asked of every opportunity that somebody opens by hand."""

    owner = OwnerField()
    pipeline = PipelineField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_where_needed(self)


class AddForm(OpeningForm):
    """An opportunity that no enquiry opened: the person is named here."""

    name = forms.CharField(label=_("Who"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    field_order = ["name", "email", "phone", "title", "amount", "owner", "pipeline"]


class AddForPersonForm(OpeningForm):
    """For somebody we know: only what it is about."""


class WinForm(CurrencyForm):
    amount = AmountField(label=_("Sold for, without tax"))
    on = forms.DateField(label=_("When they said yes"), widget=DateInput())

    def clean_amount(self) -> int:
        """An import may tell of sales for nothing; by hand it is a slip, and would make a customer of it."""
        amount: int = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError(__("For nothing it is no sale yet. Say what it was sold for, without tax."))
        return amount


class LoseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=LostReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("In own words"), required=False, max_length=250)
    competitor = CompetitorField()
    unmet_need = NeedField()
    on = forms.DateField(label=_("When"), widget=DateInput())


class AssignForm(forms.Form):
    owner = OwnerField()


class StageForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)


def moment_of(day: datetime.date, now: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    """Today means now; an earlier day its noon, in the zone of the business."""
    if day == now.astimezone(zone).date():
        return now
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=zone)


def version_seen(request: HttpRequest) -> int:
    """The version that the form was made from. Nought, which no row has, where it was tampered with."""
    return key_in(request.POST.get("version", "")) or 0
