import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.words import Hat
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.together.hats.models import Stretch
from tandem.together.hats.times import ONE_DAY, moment_of, today_at
from tandem.together.hats.words import EARLIEST, LATEST

HATS = [(Hat.MARKETING.value, _("Marketing hat")), (Hat.SALES.value, _("Sales hat"))]


def clock_field(label: Any, hint: Any = "", *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 9:30.")},
    )


@dataclass(frozen=True)
class Hours:
    """What was typed, as moments."""

    hat: str
    started_at: datetime.datetime
    ended_at: datetime.datetime | None


class HoursForm(forms.Form):
    """Day and times in the zone of the business; until an earlier time of day is the day after."""

    hat = forms.ChoiceField(label=_("Which hat?"), choices=HATS, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day.")},
    )
    since = clock_field(_("From"))
    until = clock_field(_("Until"), _("An earlier time than “From” is the day after."))

    def __init__(self, *args: Any, row: Stretch | None = None, until: Any = None, **kwargs: Any) -> None:
        """`until` is how far the row counts, where it is no more than asked about."""
        self.row = row
        self.ended_at = until if until is not None else row.ended_at if row else None
        if row is not None:
            kwargs["initial"] = {**shown(row, self.ended_at), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if row is not None and self.ended_at is None:
            self.fields["until"].required = False
            self.fields["until"].help_text = _("Leave it empty while the hat is on.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                given["hours"] = self._hours(given)
            except Refused as refused:
                self.refuse(refused)
        return given

    def clean_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["on"]
        if not EARLIEST <= day < LATEST:
            raise forms.ValidationError(_("Choose a day."))
        return day

    def _hours(self, given: dict[str, Any]) -> Hours:
        """What nobody touched stays to the second, and in an hour that comes twice in the right one."""
        kept = self.row if self.row and not {"on", "since"} & set(self.changed_data) else None
        started = kept.started_at if kept else moment_of(given["on"], given["since"], field="since")
        if given["until"] is None:
            return Hours(given["hat"], started, None)
        if kept and "until" not in self.changed_data:
            return Hours(given["hat"], started, self.ended_at)
        ended = moment_of(given["on"], given["until"], field="until")
        if ended <= started:
            ended = moment_of(given["on"] + ONE_DAY, given["until"], field="until")
        return Hours(given["hat"], started, ended)

    @property
    def hours(self) -> Hours:
        told: Hours = self.cleaned_data["hours"]
        return told

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


class CutForm(forms.Form):
    """Where a stretch changes its hat."""

    cut = clock_field(_("Another hat from"))

    def cut_at(self, row: Stretch) -> datetime.datetime:
        """The first such time of day after its beginning. Raises Refused where the clocks skip it."""
        day, clock = today_at(row.started_at), self.cleaned_data["cut"]
        moment = moment_of(day, clock, field="cut")
        return moment if moment > row.started_at else moment_of(day + ONE_DAY, clock, field="cut")


def shown(row: Stretch, until: datetime.datetime | None) -> dict[str, Any]:
    zone = business_zone()
    start = row.started_at.astimezone(zone)
    ended = until.astimezone(zone) if until else None
    return {
        "hat": row.hat,
        "on": start.date(),
        "since": start.time().replace(second=0, microsecond=0),
        "until": ended.time().replace(second=0, microsecond=0) if ended else None,
    }


def asked_for(told: Any) -> dict[str, Any]:
    """What an address puts into a new form, such as a guess that is nearly right."""
    given = HoursForm({"hat": Hat.MARKETING.value, **told})
    given.is_valid()
    known: dict[str, Any] = {name: given.cleaned_data.get(name) for name in ("hat", "on", "since", "until")}
    return {"on": today_at(timezone.now()), **{name: value for name, value in known.items() if value}}
