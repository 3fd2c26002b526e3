import calendar
import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import Shown, sellers
from tandem.handover.passing.words import TickState
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.sales.needs.forms import NeedField
from tandem.sales.opportunities.forms import PipelineField, ask_where_needed
from tandem.sales.pipelines.models import Pipeline
from tandem.ui.moments import when_words

COME_BACK = {1: _("In a month"), 3: _("In three months"), 6: _("In half a year")}
USUAL_MONTHS = "3"


class TicksForm(forms.Form):
    """One question for each sentence of the agreement, and who takes it on."""

    owner = forms.ModelChoiceField(
        label=_("Who takes it on?"), queryset=User.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, ticks: list[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticks = ticks
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.filter(pk__in=[seller.pk for seller in sellers()]).order_by(
                "name", "pk"
            )
        for tick in ticks:
            self.fields[f"tick_{tick.criterion_id}"] = forms.ChoiceField(
                label=tick.words,
                choices=TickState.choices,
                initial=tick.state,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"known_{tick.criterion_id}"] = forms.CharField(
                label=_("What we know"), initial=tick.known, required=False, max_length=200
            )

    def questions(self) -> list[dict[str, Any]]:
        """Each sentence with its answer and what we know, for the template."""
        return [
            {
                "tick": tick,
                "state": self[f"tick_{tick.criterion_id}"],
                "known": self[f"known_{tick.criterion_id}"],
            }
            for tick in self.ticks
        ]

    def answers(self) -> dict[int, tuple[str, str]]:
        """As `save_ticks` takes them; a question that was not sent keeps its answer."""
        told = self.cleaned_data
        return {
            tick.criterion_id: (
                told.get(f"tick_{tick.criterion_id}") or tick.state,
                told.get(f"known_{tick.criterion_id}", tick.known),
            )
            for tick in self.ticks
            if f"tick_{tick.criterion_id}" in self.data
        }


class DeclineForm(forms.Form):
    """The reason, and when marketing comes back to them: in three months, unless something else is tapped."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick a reason: it is what marketing learns from.")},
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )
    unmet_need = NeedField()
    come_back = forms.ChoiceField(
        label=_("When may marketing come back to them?"), required=False, widget=forms.RadioSelect
    )
    nurture_until = forms.DateField(
        label=_("Another day"),
        required=False,
        help_text=_("A day here goes before the choice above."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, passing: Passing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = reasons_of(passing.agreement)
        choice = self.fields["reason"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(reason, reason) for reason in reasons]
        self.today = timezone.localdate(timezone=business_zone())
        when = self.fields["come_back"]
        if isinstance(when, forms.ChoiceField):
            when.choices = come_back_choices(self.today)
            when.initial = USUAL_MONTHS

    def clean_nurture_until(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["nurture_until"]
        if day and day <= self.today:
            raise forms.ValidationError(_("That day is over. Try one that is still to come."))
        return day

    def told(self) -> dict[str, Any]:
        """As `decline` takes it."""
        months = self.cleaned_data["come_back"]
        day = self.cleaned_data["nurture_until"] or (months and months_later(self.today, int(months))) or None
        return {
            "reason": self.cleaned_data["reason"],
            "words": self.cleaned_data["words"],
            "nurture_until": day,
            "unmet_need": self.cleaned_data["unmet_need"],
        }


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + year, month + 1, 1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def come_back_choices(today: datetime.date) -> list[tuple[str, str]]:
    said = [
        (str(months), gettext("%(time)s, on %(day)s") % {"time": words, "day": when_words(day)})
        for months, words in COME_BACK.items()
        for day in [months_later(today, months)]
    ]
    return [*said, ("", gettext("No good day"))]


def reasons_of(agreement: Agreement | None) -> list[str]:
    return list(agreement.decline_reasons) if agreement else []


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True))


class JoinForm(forms.Form):
    opportunity = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class PipelineForm(forms.Form):
    """Which way this sale goes; with one pipeline only nobody is asked, and nothing means the usual one."""

    pipeline = PipelineField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_where_needed(self)


def pipeline_picked(request: HttpRequest) -> Pipeline | None:
    form = PipelineForm(request.POST)
    if not form.is_valid():
        raise Refused(gettext("That pipeline takes in nothing new. Pick another."))
    picked: Pipeline | None = form.cleaned_data.get("pipeline")
    return picked
