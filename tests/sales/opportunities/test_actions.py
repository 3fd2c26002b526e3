"""From the first talk to the sale: each action with its logs, its journal line and its limits."""

import datetime

import pytest

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import (
    assign,
    edit_opportunity,
    lose,
    move,
    open_opportunity,
    plan_step,
    reopen,
    step_done,
    value_by_lines,
    win,
)
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import LostReason, Step, StepKind
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


def stage(name: str) -> Stage:
    ensure_stages()
    return Stage.objects.get(name=name)


def verbs() -> list[str]:
    lines = JournalLine.objects.filter(verb__startswith="sales.").order_by("id")
    return list(lines.values_list("verb", flat=True))


def test_the_first_stages_are_made_once() -> None:
    # when somebody asks for them twice
    ensure_stages()
    stages = ensure_stages()

    # then there are six, in their order
    assert [(one.name, one.kind) for one in stages] == [
        ("First talk", "open"),
        ("Visit", "open"),
        ("Quote sent", "open"),
        ("Ready to order", "open"),
        ("Won", "won"),
        ("Lost", "lost"),
    ]


def test_an_opportunity_opens_in_the_first_stage_with_both_logs() -> None:
    # given a business in euros and a seller
    a_business(currency="EUR")
    joe, tom = a_user(), a_person()

    # when an opportunity is opened for something that happened an hour ago
    since = NOW - datetime.timedelta(hours=1)
    row = open_opportunity(
        person=tom, title="  Six chairs ", owner=joe, amount_minor=136800, by=joe, at=NOW, happened_at=since
    )

    # then it stands in the first stage since then, and both logs say who and when
    row.refresh_from_db()
    assert (row.title, row.stage.name, row.currency, row.version) == ("Six chairs", "First talk", "EUR", 1)
    assert (row.opened_at, row.stage_since, row.recorded_at) == (since, since, NOW)
    assert [(log.stage.name, log.at, log.recorded_at, log.by) for log in row.stage_log.all()] == [
        ("First talk", since, NOW, joe)
    ]
    assert [(log.owner, log.at) for log in row.owner_log.all()] == [(joe, since)]
    assert verbs() == ["sales.opportunity.opened"]
    found = SearchDocument.objects.get(kind="sales.opportunity")
    assert (found.title, found.detail) == ("Six chairs", "Tom Ellery")


def test_moving_writes_the_stage_log_and_can_be_undone() -> None:
    # given an opportunity opened three days ago
    row = an_opportunity(at=NOW - days(3))

    # when it is moved, and the move is undone an hour later
    line = move(opportunity=row, expected_version=1, stage=stage("Visit"), by=None, at=NOW)
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW + datetime.timedelta(hours=1))

    # then it stands where and since when it stood, and the log has every move
    row.refresh_from_db()
    assert (row.stage.name, row.stage_since) == ("First talk", NOW - days(3))
    assert [log.stage.name for log in row.stage_log.all()] == ["First talk", "Visit", "First talk"]


def test_an_undo_is_refused_once_somebody_moved_it_on() -> None:
    # given a move, and another after it
    row = an_opportunity()
    line = move(opportunity=row, expected_version=1, stage=stage("Visit"), by=None, at=NOW)
    move(opportunity=row, expected_version=2, stage=stage("Quote sent"), by=None, at=NOW)

    # when the first is undone, then it is refused and nothing moves
    assert line is not None
    with pytest.raises(Refused, match="changed again"):
        undo(line_id=line.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert row.stage.name == "Quote sent"


def test_moving_to_an_end_is_refused() -> None:
    row = an_opportunity()
    with pytest.raises(Refused, match="what it was sold for"):
        move(opportunity=row, expected_version=1, stage=stage("Won"), by=None, at=NOW)
    assert row.stage_log.count() == 1


def test_two_who_move_at_once_are_told() -> None:
    # given two who saw the same version
    row = an_opportunity()
    other = Opportunity.objects.get(pk=row.pk)
    move(opportunity=row, expected_version=1, stage=stage("Visit"), by=None, at=NOW)

    # when the second moves it too, then they are told what stands now
    with pytest.raises(Stale) as told:
        move(opportunity=other, expected_version=1, stage=stage("Quote sent"), by=None, at=NOW)
    assert told.value.current.stage.name == "Visit"


def test_a_step_that_is_done_stands_on_the_timeline_and_the_next_is_planned() -> None:
    # given a call that is planned
    joe = a_user()
    row = an_opportunity(owner=joe)
    on = NOW.date()
    half_past = datetime.time(11, 30)
    plan_step(
        opportunity=row,
        expected_version=1,
        words="Ring about the wool",
        kind="call",
        on=on,
        time=half_past,
        by=joe,
        at=NOW,
    )
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind, row.next_step_on, row.next_step_time) == (
        "Ring about the wool",
        "call",
        on,
        half_past,
    )

    # when it is done, and a visit planned in the same motion
    visit = Step(words="Measure up", kind=StepKind.VISIT, on=on + days(2))
    step_done(
        opportunity=row,
        expected_version=2,
        words="Likes the green",
        minutes=12,
        next_step=visit,
        by=joe,
        at=NOW,
    )

    # then the call is a selling entry that counts as an answer, and the visit is next
    entry = Entry.objects.get(origin="sales.opportunity")
    assert (entry.title, entry.words, entry.minutes) == ("Ring about the wool", "Likes the green", 12)
    assert (entry.purpose, entry.direction, entry.kind, entry.automatic, entry.by) == (
        "selling",
        "outgoing",
        "call",
        False,
        joe,
    )
    row.refresh_from_db()
    assert (row.next_step, row.next_step_on, row.next_step_time) == ("Measure up", on + days(2), None)


def test_a_step_may_be_done_without_knowing_the_next() -> None:
    row = an_opportunity()
    plan_step(opportunity=row, expected_version=1, words="Ring", kind="call", on=None, by=None, at=NOW)
    step_done(opportunity=row, expected_version=2, by=None, at=NOW)
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind, row.next_step_on) == ("", "", None)


@pytest.mark.parametrize(
    ("words", "kind", "on", "time", "sentence"),
    [
        ("", "", None, None, "Say what comes next"),
        ("Ring", "shout", None, None, "how you will do it"),
        ("Ring", "call", None, datetime.time(9), "Say the day"),
    ],
)
def test_a_step_says_what_and_when(
    words: str, kind: str, on: datetime.date | None, time: datetime.time | None, sentence: str
) -> None:
    row = an_opportunity()
    with pytest.raises(Refused, match=sentence):
        plan_step(
            opportunity=row, expected_version=1, words=words, kind=kind, on=on, time=time, by=None, at=NOW
        )
    row.refresh_from_db()
    assert (row.next_step, row.version) == ("", 1)


def test_a_step_is_at_most_ten_years_ahead() -> None:
    row = an_opportunity()
    planned = {"words": "Ring", "kind": "call", "by": None, "at": NOW}
    for day in (datetime.date(9999, 12, 31), NOW.date() + days(3654)):
        with pytest.raises(Refused, match="more than ten years from now"):
            plan_step(opportunity=row, expected_version=1, on=day, **planned)  # type: ignore[arg-type]
    plan_step(opportunity=row, expected_version=1, on=NOW.date() + days(3653), **planned)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="more than ten years from now"):
        step_done(
            opportunity=row, expected_version=2, by=None, at=NOW,
            next_step=Step(words="Ring", on=datetime.date(9999, 12, 31)),
        )  # fmt: skip


def test_winning_makes_one_order_of_one_line() -> None:
    # given an opportunity with a next step
    joe = a_user()
    row = an_opportunity(owner=joe, at=NOW - days(9), amount_minor=100000)
    plan_step(opportunity=row, expected_version=1, words="Ring", kind="call", on=None, by=joe, at=NOW)

    # when they said yes yesterday
    yesterday = NOW - days(1)
    order = win(
        opportunity=row, expected_version=2, amount_minor=136800, by=joe, at=NOW, happened_at=yesterday
    )

    # then there is one accepted order of one line, and the opportunity is won since then
    row.refresh_from_db()
    assert (row.stage.name, row.won_at, row.lost_at, row.amount_minor, row.next_step) == (
        "Won",
        yesterday,
        None,
        136800,
        "",
    )
    assert (order.net_minor, order.revenue_minor, order.currency) == (136800, 136800, "GBP")
    assert (order.accepted_at, order.recorded_at, order.person_id) == (yesterday, NOW, row.person_id)
    assert [(line.words, line.net_minor) for line in order.lines.all()] == [("Six dining chairs", 136800)]
    assert verbs()[-2:] == ["sales.opportunity.won", "sales.order.accepted"]
    assert Entry.objects.get(origin="sales.opportunity").title == "Bought: Six dining chairs"


def test_a_second_win_makes_no_second_order() -> None:
    # given one that was won, and somebody who still sees it open
    row = an_opportunity()
    seen = Opportunity.objects.get(pk=row.pk)
    win(opportunity=row, expected_version=1, amount_minor=100, by=None, at=NOW)

    # when they win it again, then they are told and there is one order
    with pytest.raises(Stale):
        win(opportunity=seen, expected_version=1, amount_minor=999, by=None, at=NOW)
    with pytest.raises(Refused, match="was won"):
        win(opportunity=row, expected_version=2, amount_minor=999, by=None, at=NOW)
    assert [order.net_minor for order in Order.objects.all()] == [100]


def test_losing_needs_a_reason() -> None:
    row = an_opportunity()
    with pytest.raises(Refused, match="Say why"):
        lose(opportunity=row, expected_version=1, reason="", words="", by=None, at=NOW)
    lose(opportunity=row, expected_version=1, reason=LostReason.PRICE, words=" Too dear ", by=None, at=NOW)
    row.refresh_from_db()
    assert (row.stage.name, row.lost_at, row.lost_reason, row.lost_words) == (
        "Lost",
        NOW,
        "price",
        "Too dear",
    )
    assert Order.objects.count() == 0


def test_what_is_still_to_come_cannot_have_happened() -> None:
    row = an_opportunity()
    tomorrow = NOW + days(1)
    with pytest.raises(Refused, match="still to come"):
        win(opportunity=row, expected_version=1, amount_minor=1, by=None, at=NOW, happened_at=tomorrow)
    with pytest.raises(Refused, match="less than nought"):
        win(opportunity=row, expected_version=1, amount_minor=-1, by=None, at=NOW)
    row.refresh_from_db()
    assert (row.won_at, row.version, Order.objects.count()) == (None, 1, 0)


def test_reopening_takes_the_order_back_and_stands_where_it_stood() -> None:
    # given one that was won from “Visit”
    row = an_opportunity()
    move(opportunity=row, expected_version=1, stage=stage("Visit"), by=None, at=NOW)
    order = win(opportunity=row, expected_version=2, amount_minor=100, by=None, at=NOW)

    # when it is opened again
    later = NOW + days(2)
    reopen(opportunity=row, expected_version=3, by=None, at=later)

    # then the order keeps its row and no longer counts
    row.refresh_from_db()
    order.refresh_from_db()
    assert (row.stage.name, row.won_at, row.stage_since) == ("Visit", None, later)
    assert order.taken_back_at == later

    # and it can be won again, with another amount
    win(opportunity=row, expected_version=4, amount_minor=200, by=None, at=later)
    assert [(one.net_minor, one.taken_back_at) for one in Order.objects.order_by("id")] == [
        (100, later),
        (200, None),
    ]


def test_the_undo_of_a_win_brings_the_next_step_back() -> None:
    # given a planned step, and a win
    row = an_opportunity()
    plan_step(
        opportunity=row,
        expected_version=1,
        words="Ring",
        kind="call",
        on=NOW.date(),
        time=datetime.time(9, 30),
        by=None,
        at=NOW,
    )
    win(opportunity=row, expected_version=2, amount_minor=100, by=None, at=NOW)
    line = JournalLine.objects.get(verb="sales.opportunity.won")

    # when the win is undone
    undo(line_id=line.pk, by=None, at=NOW)

    # then it is open with its step, and no order stands
    row.refresh_from_db()
    assert (row.won_at, row.next_step, row.next_step_on, row.next_step_time) == (
        None,
        "Ring",
        NOW.date(),
        datetime.time(9, 30),
    )
    assert Order.objects.filter(taken_back_at=None).count() == 0


def test_every_owner_is_kept() -> None:
    joe, ines = a_user("Joe"), a_user("Ines")
    row = an_opportunity(owner=joe)
    assign(opportunity=row, expected_version=1, owner=ines, by=joe, at=NOW + days(1))
    assert [(log.owner, log.at, log.by) for log in row.owner_log.all()] == [
        (joe, NOW, None),
        (ines, NOW + days(1), joe),
    ]
    gone = a_user("Max", is_active=False)
    with pytest.raises(Refused, match="no longer works here"):
        assign(opportunity=row, expected_version=2, owner=gone, by=joe, at=NOW)


def test_title_and_amount_can_be_put_right_and_back() -> None:
    row = an_opportunity(amount_minor=500)
    line = edit_opportunity(
        opportunity=row, expected_version=1, title="Eight chairs", amount_minor=None, by=None, at=NOW
    )
    assert line is not None
    assert (line.before, line.after) == (
        {"title": "Six dining chairs", "amount_minor": 500},
        {"title": "Eight chairs", "amount_minor": None},
    )
    undo(line_id=line.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert (row.title, row.amount_minor) == ("Six dining chairs", 500)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_who_does_not_sell_changes_nothing(role: str) -> None:
    somebody = a_user("Max", role=role)
    row = an_opportunity()
    first = stage("Visit")
    for act in (
        lambda: open_opportunity(person=row.person, title="x", owner=None, by=somebody, at=NOW),
        lambda: move(opportunity=row, expected_version=1, stage=first, by=somebody, at=NOW),
        lambda: win(opportunity=row, expected_version=1, amount_minor=1, by=somebody, at=NOW),
        lambda: lose(opportunity=row, expected_version=1, reason="price", by=somebody, at=NOW),
        lambda: reopen(opportunity=row, expected_version=1, by=somebody, at=NOW),
        lambda: assign(opportunity=row, expected_version=1, owner=None, by=somebody, at=NOW),
        lambda: step_done(opportunity=row, expected_version=1, by=somebody, at=NOW),
        lambda: edit_opportunity(opportunity=row, expected_version=1, title="y", by=somebody, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    row.refresh_from_db()
    assert (row.version, Opportunity.objects.count(), Order.objects.count()) == (1, 1, 0)


def test_an_amount_comes_from_lines_until_somebody_types_one() -> None:
    # given an opportunity whose quote adds up to an amount
    row = an_opportunity(amount_minor=10000)
    line = value_by_lines(opportunity=row, amount_minor=136800, by=None, at=NOW)
    assert (row.amount_minor, row.valued_by, row.version) == (136800, "lines", 2)

    # when the title is put right, it still comes from the lines; when an amount is typed, not any more
    edit_opportunity(
        opportunity=row, expected_version=2, title="Chairs", amount_minor=136800, by=None, at=NOW
    )
    assert row.valued_by == "lines"
    edit_opportunity(opportunity=row, expected_version=3, amount_minor=140000, by=None, at=NOW)
    assert (row.amount_minor, row.valued_by) == (140000, "hand")

    # and the undo of that says again where it came from, as the one of the lines would not any more
    typed = JournalLine.objects.filter(verb="sales.opportunity.edited").latest("pk")
    undo(line_id=typed.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert (row.amount_minor, row.valued_by) == (136800, "lines")
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert (row.amount_minor, row.valued_by) == (10000, "hand")


def test_lines_do_not_value_what_has_ended() -> None:
    row = an_opportunity()
    lose(opportunity=row, expected_version=1, reason="price", by=None, at=NOW)
    with pytest.raises(Refused, match="was lost"):
        value_by_lines(opportunity=row, amount_minor=1, by=None, at=NOW)
    with pytest.raises(Refused, match="less than nought"):
        value_by_lines(opportunity=an_opportunity(), amount_minor=-1, by=None, at=NOW)
