import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import Refused
from tandem.sales.needs.forms import NeedField
from tandem.sales.opportunities.queries import key_in
from tandem.sales.opportunities.words import LostReason, Step, StepKind
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


class AddForm(EditForm):
    """An opportunity that no enquiry opened: the person is named here."""

    name = forms.CharField(label=_("Who"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    owner = OwnerField()
    field_order = ["name", "email", "phone", "title", "amount", "owner"]


class AddForPersonForm(EditForm):
    owner = OwnerField()


class StepForm(forms.Form):
    words = forms.CharField(label=_("Next step"), max_length=200)
    kind = forms.ChoiceField(label=_("How"), choices=StepKind.choices, initial=StepKind.CALL)
    on = forms.DateField(label=_("On"), required=False, widget=DateInput())
    time = forms.TimeField(label=_("At"), required=False, widget=TimeInput())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("time") and not values.get("on"):
            self.add_error("on", __("Say the day too."))
        return values

    @property
    def step(self) -> Step:
        return Step(**{name: self.cleaned_data[name] for name in ("words", "kind", "on", "time")})


class DoneForm(StepForm):
    """What came of the step, and what comes next, in one go."""

    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), required=False, min_value=0, max_value=1440)
    field_order = ["outcome", "minutes", "words", "kind", "on", "time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The one after it may not be known yet; the board then says so until it is.
        self.fields["words"].required = False


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


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """A refused action becomes an error of the form, and nothing of it is kept."""
    try:
        with transaction.atomic():
            yield
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
