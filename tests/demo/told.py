"""The pages of Together on the sample, as somebody sees them who signs in at its moment."""

import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.demo.shop import ZONE
from tandem.office.accounts.models import User
from tandem.together.answers.answering import WorkedOut, own_answer
from tandem.together.evidence.actions import keep
from tandem.together.evidence.calling import Told
from tandem.together.evidence.words import Document, Question
from tandem.together.revenue.words import Period, shifted
from tandem.together.statistics.words import month_number
from tandem.together.verdict.forms import asked_for
from tandem.together.verdict.reading import days_of
from tests.sales.shop import signed_in

# Months of the story, counted from that of today.
Months = tuple[int, int]
_usual: Months = (-3, -1)


def day_of(at: datetime.datetime) -> datetime.date:
    return at.astimezone(ZoneInfo(ZONE)).date()


def work_out(question: Question, *, today: datetime.date) -> WorkedOut:
    return own_answer(question, as_of=today, today=today)


class Teller:
    """Works answers out as the worker would, keeps them, and looks at the pages that show them."""

    def __init__(self, at: datetime.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at, self.today = at, day_of(at)
        monkeypatch.setattr(timezone, "now", lambda: at)
        self.client = signed_in(User.objects.get(name="Maya Wren"))

    def period(self, months: Months) -> Period:
        first, last = (shifted(month_number(self.today), month) for month in months)
        return Period(first, last)

    def answer(self, after: Months = _usual, before: Months | None = None) -> Document:
        """Of these months beside `before`, or beside as many before them; without any the usual question."""
        question = Question()
        if (after, before) != (_usual, None):
            now = self.period(after)
            question = Question(days_of(self.period(before) if before else now.before), days_of(now))
        return self.keep(question, work_out(question, today=self.today))

    def keep(self, question: Question, worked_out: WorkedOut) -> Document:
        keep(question, Told(worked_out.answer, worked_out.version, 1.0), as_of=self.today, at=self.at)
        return worked_out.answer

    def home(self, after: Months = _usual) -> str:
        period = self.period(after)
        query = "" if after == _usual else f"?from={period.first}&to={period.last}"
        return self.page(reverse("home") + query)

    def changed(self, after: Months = _usual, before: Months | None = None) -> str:
        if (after, before) == (_usual, None):
            return self.page(reverse("together:changed"))
        now = self.period(after)
        then = self.period(before) if before else now.before
        return self.page(
            reverse("together:changed") + "?" + urlencode(asked_for(days_of(then), days_of(now)))
        )

    def page(self, address: str) -> str:
        response: Any = self.client.get(address)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())


def words_of(answer: Document) -> dict[str, str]:
    """The verdict of each driver and of each desk."""
    change = answer["change"]
    drivers = {one["driver"]: one["verdict"] for one in change["drivers"]}
    return drivers | {desk: told["verdict"] for desk, told in change["desks"].items()}
