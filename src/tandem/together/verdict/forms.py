import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.together.evidence.periods import Span

NAMES = ("then_from", "then_to", "now_from", "now_to")


class Day(forms.DateField):
    """The browser's own calendar; typed days are read too."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": gettext_lazy("We can’t read that date. Try 2026-08-01.")},
        )


class PeriodsForm(forms.Form):
    """Any two periods, to compare the later one with the earlier."""

    then_from = Day(gettext_lazy("Earlier: from"))
    then_to = Day(gettext_lazy("Earlier: to"))
    now_from = Day(gettext_lazy("Later: from"))
    now_to = Day(gettext_lazy("Later: to"))

    def __init__(self, data: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        days = super().clean() or {}
        if not all(days.get(name) for name in NAMES):
            return days
        spans = [ordered(days["then_from"], days["then_to"]), ordered(days["now_from"], days["now_to"])]
        earlier, later = sorted(spans, key=lambda span: (span.start, span.end))
        if later.start <= earlier.end:
            raise forms.ValidationError(_("The two periods overlap. Let one end before the other begins."))
        if later.start > self.today:
            raise forms.ValidationError(_("The later period has not begun yet. Choose days that were."))
        days["before"], days["after"] = earlier, Span(later.start, min(later.end, self.today))
        return days

    @property
    def periods(self) -> tuple[Span, Span] | None:
        """None where nothing was asked, or nothing that can be compared."""
        if not self.is_bound or not self.is_valid():
            return None
        return self.cleaned_data["before"], self.cleaned_data["after"]


def ordered(one: datetime.date, other: datetime.date) -> Span:
    return Span(min(one, other), max(one, other))


def asked_for(before: Span, after: Span) -> dict[str, datetime.date]:
    """The same two periods, to stand in the form."""
    return dict(zip(NAMES, (before.start, before.end, after.start, after.end), strict=True))
