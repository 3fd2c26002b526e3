"""Of an odd list: a sentence, never a trace, never a confident number; in the command and in the pages."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.together.answers.answering import own_answer
from tandem.together.evidence.actions import keep
from tandem.together.evidence.calling import Told
from tandem.together.evidence.words import Document, Question
from tests.exchange.analyse.asking import Analyst
from tests.exchange.analyse.odd_lists import ODD, written
from tests.exchange.analyse.report.making import seen
from tests.exchange.imports.lists import in_by
from tests.sales.shop import a_business, a_user, signed_in
from tests.together.evidence.wholeness import assert_sound

AT_ONCE = 4
# What nobody says: of nothing as if it were much, of one as if it were many, of what is no number.
NEVER = re.compile(
    r"\babout 0\b|\b1 (enquiries|customers|people|rows|weeks)\b|\bnan\b|\bNone\b(?! of the)|\binf\b"
)
LISTS = [
    pytest.param(name, marks=() if place < AT_ONCE else pytest.mark.long) for place, name in enumerate(ODD)
]


@pytest.mark.parametrize("name", LISTS)
def test_a_report_of_an_odd_list_is_no_surer_than_it_may_be(analyst: Analyst, name: str) -> None:
    # given a list, when it is analysed
    page, paper = analyst.folder / "report.html", analyst.folder / "report.pdf"
    answer = analyst.ask(analyst.list_of(written(ODD[name]())), "--html", page, "--pdf", paper)

    # then there is a whole answer, and a report that says nothing odd
    assert_sound(answer)
    words = seen(page.read_text("utf-8")).words
    assert [words[max(one.start() - 40, 0) : one.end() + 40] for one in NEVER.finditer(words)] == []
    assert paper.read_bytes().startswith(b"%PDF-")
    assert_no_surer_than_it_may_be(answer, words)


def assert_no_surer_than_it_may_be(answer: Document, words: str) -> None:
    change, whole = answer["change"], answer["enquiries"]
    asked = min(change[period]["enquiries"] for period in ("before", "after"))
    if asked < 30 or whole["won"] < 5:
        assert change["verdict"]["desk"] == "not_enough_data"
        assert "in 10 sure" not in words
    if not whole["won"]:
        assert answer["forecast"][0]["customers"]["estimate"] is None
        assert "will buy" not in words
        assert "not enough to say so" not in words
    if answer["more"]["days_seen"] < 28:
        assert answer["forecast"][1]["enquiries"]["estimate"] is None
    if whole["total"] < 20:
        # The axes of no chart, and no sentence, has one.
        assert "%" not in words


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_an_odd_list_say_nothing_odd(
    name: str, analyst: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a list that was brought in, and worked out the day after its last line
    a_business(zone="UTC")
    a_user("Maya", "owner")
    rows = ODD[name]()
    assert in_by(analyst.list_of(written(rows))).read == len(rows)
    today = max(row["heard_at"] for row in rows) + datetime.timedelta(days=1)
    worked_out = own_answer(Question(), as_of=today, today=today)
    at = datetime.datetime.combine(today, datetime.time(10), tzinfo=datetime.UTC)
    keep(Question(), Told(worked_out.answer, worked_out.version, 1.0), as_of=today, at=at)
    monkeypatch.setattr(timezone, "now", lambda: at)

    # when the pages of Together are looked at, then each is there
    client: Any = signed_in(User.objects.get(name="Maya"))
    for view in ("home", "together:changed", "together:quality", "together:forecast", "together:months"):
        response = client.get(reverse(view))
        assert response.status_code == 200
        said = seen(response.content.decode()).words
        assert [said[max(one.start() - 40, 0) : one.end() + 40] for one in NEVER.finditer(said)] == []
