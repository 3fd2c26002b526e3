"""Two minutes a month: facts by rule, a question for each desk, and what was decided."""

import datetime
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.handover.agreement.models import Agreement
from tandem.handover.conversation.actions import write_down
from tandem.handover.conversation.facts import Heard, sheet_of
from tandem.handover.conversation.models import Conversation
from tandem.handover.conversation.queries import is_early, is_time_to_talk, sheet_now
from tandem.handover.conversation.slots import talk_today
from tandem.handover.conversation.words import QUESTIONS, USUAL_QUESTIONS, Sheet
from tandem.handover.passing.models import Passing
from tandem.handover.promises.findings import Row, rows_of
from tandem.handover.promises.monthly import Told
from tandem.handover.promises.words import Month, Promised, month_of
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone, calendar
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tests.handover.desks import NOW, an_enquiry, days, hours, sent, signed_in

LONDON = ZoneInfo("Europe/London")
NOVEMBER = Month(datetime.date(2026, 11, 1), LONDON)
OCTOBER = NOVEMBER.before()
URL = "/handover/conversation/"


# Which facts


def rows(whole: int = 40, **kept: tuple[int, int]) -> list[Row]:
    """Every promise 38 of 40 in both months, but for those named: in September and in October."""
    told = []
    for promised in Promised:
        before, after = kept.get(promised.value, (38, 38))
        told.append(Told(promised, OCTOBER.before(), before, whole))
        told.append(Told(promised, OCTOBER, after, whole))
    return rows_of(told)


def sheet(rows: list[Row], reason: Heard | None = None, need: Heard | None = None) -> Sheet:
    return sheet_of(rows, reason=reason, need=need, accepted=30, decided=40)


def rules(told: Sheet) -> list[str]:
    return [fact.rule for fact in told.facts]


def test_the_miss_the_improvement_and_the_reason() -> None:
    told = sheet(
        rows(answered=(30, 12), reasons=(38, 25), decided=(20, 39), passed=(30, 39)),
        Heard("Too far away", 6),
        Heard("Beds", 5),
    )
    assert [(fact.rule, fact.words, fact.desk) for fact in told.facts] == [
        ("The largest miss", "First answers in time: 12 of 40 in October.", "sales"),
        (
            "The largest improvement",
            "Decisions in time: 20 of 40 in September, 39 of 40 in October.",
            "sales",
        ),
        ("The most frequent reason", "Sales said no 6 times with the reason “Too far away”.", "marketing"),
    ]
    assert (told.marketing, told.sales) == QUESTIONS[Promised.ANSWERED]


def test_a_need_that_was_heard_more_often_than_any_reason() -> None:
    assert rules(sheet(rows(), Heard("Too far away", 5), Heard("Beds", 6)))[0] == (
        "The most frequent need that we do not meet"
    )
    assert rules(sheet(rows(), Heard("Too far away", 5), Heard("Beds", 5)))[0] == "The most frequent reason"


def test_where_one_is_missing_the_next_is_taken() -> None:
    # nothing was missed, nothing rose, nothing was declined, and one fell by more than chance
    told = sheet(rows(passed=(40, 33)))
    assert rules(told) == ["The largest fall", "What was kept most often", "How many came"]
    assert told.facts[1].words == "Enquiries that fit: 38 of 40 in October."
    assert (told.marketing, told.sales) == USUAL_QUESTIONS


def test_a_promise_is_told_once() -> None:
    # the largest miss rose most as well: the improvement is that of another
    told = sheet(rows(answered=(2, 20), decided=(30, 39)))
    assert [fact.words.partition(":")[0] for fact in told.facts[:2]] == [
        "First answers in time",
        "Decisions in time",
    ]


def test_of_few_nothing_is_concluded() -> None:
    told = sheet(rows(whole=19, answered=(19, 0)), Heard("Too far away", 2))
    assert "The largest miss" not in rules(told)
    assert rules(told)[0] == "The most frequent reason"


def test_it_is_the_same_each_time() -> None:
    same = rows(answered=(38, 20), decided=(38, 20))
    assert sheet(same) == sheet(same)
    assert sheet(same).facts[0].words.startswith("Decisions in time")


# What was decided


def hold(by: User, **more: Any) -> JournalLine | None:
    values: dict[str, Any] = {
        "month": NOVEMBER,
        "decided": "Joe rings on the same day.",
        "expected_version": 0,
        "at": NOW,
        **more,
    }
    return write_down(by=by, **values)


def test_either_desk_writes_it_down_with_the_facts_of_then(maya: User, joe: User) -> None:
    line = hold(joe, who=joe, due_on=datetime.date(2026, 11, 9))
    row = Conversation.objects.get()
    assert (row.month, row.decided, row.who, row.held_by) == (
        NOVEMBER.first, "Joe rings on the same day.", joe, joe
    )  # fmt: skip
    assert set(row.sheet) == {"facts", "marketing", "sales"}
    assert line is not None
    assert (line.verb, line.by) == ("handover.conversation.held", joe)
    # and the other desk puts it right; the facts stay
    before = row.sheet
    line = hold(maya, decided="Joe rings by noon.", who=joe, expected_version=1, at=NOW + days(1))
    row.refresh_from_db()
    assert (row.decided, row.version, row.held_by, row.sheet) == ("Joe rings by noon.", 2, joe, before)
    assert line is not None
    assert line.verb == "handover.conversation.changed"


def test_the_second_of_two_is_told(maya: User, joe: User) -> None:
    hold(joe)
    with pytest.raises(Stale):
        hold(maya, decided="Something else")
    hold(maya, decided="Put right", expected_version=1)
    with pytest.raises(Stale):
        hold(joe, decided="Put right otherwise", expected_version=1)
    assert Conversation.objects.get().decided == "Put right"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"decided": "  "}, "decided"),
        ({"decided": "x" * 1001}, "decided"),
        ({"due_on": datetime.date(2026, 11, 9)}, "who"),
        ({"due_on": datetime.date(2026, 10, 31), "joe": True}, "due_on"),
    ],
)
def test_what_is_no_decision_is_refused(more: dict[str, Any], field: str, joe: User) -> None:
    who = joe if more.pop("joe", False) else None
    with pytest.raises(Refused) as refused:
        hold(joe, **{"who": who, **more})
    assert refused.value.field == field
    assert Conversation.objects.count() == 0


def test_who_left_does_nothing_any_more(joe: User, maya: User) -> None:
    maya.is_active = False
    maya.save()
    with pytest.raises(Refused):
        hold(joe, who=maya)


def test_who_only_reads_does_not_write(ann: User) -> None:
    with pytest.raises(NotAllowed):
        hold(ann)


# When


@pytest.mark.parametrize(
    ("day", "early"),
    [
        # 1 November 2026 is a Sunday: Monday the 2nd is the first working day, Friday the 6th the fifth
        ((2026, 11, 1), False),
        ((2026, 11, 2), True),
        ((2026, 11, 6), True),
        ((2026, 11, 8), True),
        ((2026, 11, 9), False),
        # 1 January is a holiday
        ((2027, 1, 1), False),
        ((2027, 1, 4), True),
        ((2027, 1, 8), True),
        ((2027, 1, 11), False),
    ],
)
def test_the_first_five_working_days(day: tuple[int, int, int], early: bool, maya: User) -> None:
    now = datetime.datetime(*day, 12, 0, tzinfo=LONDON)
    assert is_early(month_of(now, LONDON), now, calendar()) is early


def passed(at: datetime.datetime, **columns: Any) -> None:
    number = Passing.objects.count()
    enquiry = an_enquiry(f"N{number} n{number}@x.example", at=at, heard_at=at)
    values = {"passed_at": at, "recorded_at": at, "decision": "accepted", "decided_at": at, **columns}
    Passing.objects.create(enquiry=enquiry, **values)


def test_today_says_so_until_it_was_held(joe: User) -> None:
    # NOW is the second working day of November; there is nothing to talk about yet
    assert not is_time_to_talk(now=NOW)
    passed(NOW - days(10))
    assert is_time_to_talk(now=NOW)
    assert not is_time_to_talk(now=NOW + days(6))
    hold(joe)
    assert not is_time_to_talk(now=NOW)


def test_an_import_is_nothing_to_talk_about(joe: User) -> None:
    passed(NOW - days(10), import_id=3)
    assert not is_time_to_talk(now=NOW)


def test_without_a_person_there_is_no_item() -> None:
    assert talk_today(None) == []


# The page


def this_month() -> Month:
    return month_of(timezone.now(), business_zone())


def page(user: User, url: str = URL) -> str:
    answer = signed_in(user).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_form_by_both_desks(maya: User, joe: User) -> None:
    told = page(joe)
    assert f"Two minutes for {this_month().full_name}" in told
    assert 'name="once"' in told
    assert 'name="version" value="0"' in told
    first = {"decided": "Joe rings by noon.", "who": joe.pk, "version": 0}
    assert sent(signed_in(joe), URL, **first).status_code == 303
    assert sent(signed_in(joe), URL, **first).status_code == 303
    assert Conversation.objects.count() == 1
    # whoever had the empty page open is told
    late = {"decided": "All stays as it is.", "version": 0}
    assert sent(signed_in(maya), URL, **late).status_code == 409
    assert 'name="version" value="1"' in page(maya)
    assert sent(signed_in(maya), URL, **{**late, "version": 1}).status_code == 303
    assert "All stays as it is." in page(joe)


def test_bad_input_gets_a_sentence_and_loses_nothing(joe: User) -> None:
    answer = sent(signed_in(joe), URL, decided="Ring", due_on="2099-12-01", version=0)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Say who does it too." in told
    assert ">\nRing</textarea>" in told
    assert sent(signed_in(joe), URL, decided="", version=0).status_code == 422
    assert Conversation.objects.count() == 0


def test_the_last_decision_stands_first(joe: User) -> None:
    hold(joe, month=this_month().before(), at=timezone.now() - days(31))
    told = page(joe)
    assert told.index("What we decided last time") < told.index("Three facts")
    assert "Joe rings on the same day." in told
    month = this_month().before().first
    earlier = page(joe, f"{URL}{month.year}/{month.month}/")
    assert "as they stood then" in earlier
    assert 'name="decided"' not in earlier


@pytest.mark.parametrize("path", ["2019/1/", "2026/13/", "0/1/", "2026/0/"])
def test_a_month_in_which_nobody_talked_is_not_there(path: str, joe: User) -> None:
    assert signed_in(joe).get(URL + path).status_code == 404


def test_read_only_reads_and_does_not_write(ann: User) -> None:
    assert "Nothing is written down yet." in page(ann)
    assert 'name="decided"' not in page(ann)
    assert sent(signed_in(ann), URL, decided="x", version=0).status_code == 403


def test_what_was_typed_stays_words(joe: User) -> None:
    sent(signed_in(joe), URL, decided="<script>1</script>\nand a second line", version=0)
    assert "&lt;script&gt;1&lt;/script&gt;<br>and a second line" in page(joe)


def test_as_many_queries_for_many_as_for_few(joe: User, maya: User) -> None:
    Agreement.objects.create(number=1, enquiries_a_month=20, agreed_at=timezone.now() - days(300))
    before = this_month().before().starts_at + days(10)

    def fill(number: int) -> None:
        for place in range(number):
            due = {"pass_due_at": before, "decide_due_at": before, "answer_due_at": before + hours(1)}
            said = {"decision": "declined", "declined_reason": f"Reason {place}"} if place % 2 else {}
            passed(before, fits=True, **due, **said)

    def asked(url: str) -> int:
        client = signed_in(joe)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = (URL, "/handover/promises/")
    fill(3)
    few = [asked(url) for url in urls]
    fill(30)
    assert [asked(url) for url in urls] == few
    assert max(few) <= 30


def test_the_page_of_promises_has_its_tables_and_no_script(joe: User) -> None:
    assert "Nothing was passed yet." in page(joe, "/handover/promises/")
    passed(timezone.now() - hours(1), pass_due_at=timezone.now())
    told = page(joe, "/handover/promises/")
    assert told.count("Show as table") == 7
    assert "Marketing promised sales" in told
    assert "Sales promised marketing" in told
    assert re.findall(r"<script(?![^>]*(?:src|type=\"application/json\"))", told) == []
    assert len(told.encode()) < 60_000


def test_the_sheet_of_an_empty_business_says_what_there_is(maya: User) -> None:
    assert [fact.words for fact in sheet_now(now=NOW).facts] == ["Marketing passed 0 enquiries in October."]


def test_a_year_that_no_calendar_has_is_not_there(joe: User) -> None:
    assert signed_in(joe).get("/handover/conversation/99999999999999999999/1/").status_code == 404
