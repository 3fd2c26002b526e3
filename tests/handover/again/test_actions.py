"""What comes of getting in touch with a customer whose usual time has passed."""

import datetime
from typing import Any

import pytest

from tandem.handover.again.actions import came_again, leave, not_reached, put_off
from tandem.handover.again.queries import list_of
from tandem.handover.again.words import Talk
from tandem.handover.agreement.models import Criterion
from tandem.handover.agreement.queries import agreement_now
from tandem.handover.passing.models import Passing, Tick
from tandem.handover.passing.queries import bar_of
from tandem.handover.promises.monthly import told_by_month
from tandem.handover.promises.queries import board
from tandem.handover.promises.words import Month
from tandem.marketing.care.actions import end_peace
from tandem.marketing.care.models import LeftInPeace
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.business.queries import calendar
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import plan_step, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import Step
from tests.handover.again.customers import NOW, a_day, purchase_of, regulars, won
from tests.handover.desks import days

TALK = Talk(kind="call", words="The wool has worn well.", minutes=4)


@pytest.fixture
def ada(joe: User) -> Person:
    regulars()
    return won("Ada Crane ada@x.example", ago=100, by=joe)


def due(user: User, ahead: float = 0) -> list[str]:
    return [str(row.person) for row in list_of(user, NOW + days(ahead)).found]


def entry() -> Entry:
    return Entry.objects.get(origin="handover.again")


def test_not_now_but_on_a_day(ada: Person, joe: User) -> None:
    # given somebody who is due, when they would rather be asked in twenty days
    line = put_off(purchase=purchase_of(ada), on=a_day(20), talk=TALK, by=joe, at=NOW)

    # then they are not due before that day, and it stands on the timeline
    assert (due(joe), due(joe, 19), due(joe, 21)) == ([], [], ["Ada Crane"])
    noted = entry()
    assert (noted.kind, noted.purpose, noted.direction) == ("call", "care", "two_way")
    assert (noted.words, noted.minutes, noted.by) == ("The wool has worn well.", 4, joe)

    # when it is undone, then it is as before
    undo(line_id=line.pk, by=joe, at=NOW)
    assert due(joe) == ["Ada Crane"]
    assert not Entry.objects.filter(origin="handover.again").exists()
    assert purchase_of(ada).ask_again_at is None


def test_put_off_once_more_and_back(ada: Person, joe: User) -> None:
    put_off(purchase=purchase_of(ada), on=a_day(20), talk=TALK, by=joe, at=NOW)
    first = purchase_of(ada).ask_again_at
    later = put_off(purchase=purchase_of(ada), on=a_day(60), talk=TALK, by=joe, at=NOW + days(21))
    undo(line_id=later.pk, by=joe, at=NOW + days(21))
    assert purchase_of(ada).ask_again_at == first


@pytest.mark.parametrize(
    ("ahead", "sentence"), [(None, "Say when"), (0, "is over"), (-3, "is over"), (1200, "very far away")]
)
def test_a_day_that_will_not_do(ada: Person, joe: User, ahead: int | None, sentence: str) -> None:
    day = None if ahead is None else a_day(ahead)
    with pytest.raises(Refused, match=sentence) as refused:
        put_off(purchase=purchase_of(ada), on=day, talk=TALK, by=joe, at=NOW)
    assert refused.value.field == "ask_on"


def test_not_reached(ada: Person, joe: User) -> None:
    line = not_reached(purchase=purchase_of(ada), talk=TALK, by=joe, at=NOW)
    assert (entry().direction, entry().outcome) == ("outgoing", "nobody")
    assert due(joe) == []
    # four days on there was a working day in between
    assert due(joe, 4) == ["Ada Crane"]
    undo(line_id=line.pk, by=joe, at=NOW)
    assert due(joe) == ["Ada Crane"]


def test_left_in_peace(ada: Person, joe: User) -> None:
    line = leave(purchase=purchase_of(ada), talk=TALK, by=joe, at=NOW)
    assert LeftInPeace.objects.get().person == ada
    assert line.verb == "handover.again.left"
    assert due(joe, 30) == []

    # when it is undone, then nothing of it is left, and they are due as before
    undo(line_id=line.pk, by=joe, at=NOW)
    assert LeftInPeace.objects.count() == Entry.objects.filter(origin="handover.again").count() == 0
    assert due(joe) == ["Ada Crane"]


def test_peace_that_was_ended_since_is_not_taken_back(ada: Person, joe: User, maya: User) -> None:
    line = leave(purchase=purchase_of(ada), talk=TALK, by=joe, at=NOW)
    end_peace(row=LeftInPeace.objects.get(), expected_version=1, by=maya, at=NOW)
    with pytest.raises(Refused, match="ended already"):
        undo(line_id=line.pk, by=joe, at=NOW)
    assert entry().title == "Would rather be left in peace"


def test_they_would_like_something(ada: Person, joe: User) -> None:
    # given Ada, whom Joe rang, when she would like cushions
    step = Step(words="Show her the fabrics", kind="visit", on=a_day(3), time=None)
    made = came_again(
        purchase=purchase_of(ada), wanted="Six cushions", talk=TALK, next_step=step, by=joe, at=NOW
    )

    # then it is an enquiry of hers, of whom we know that she came again, and Joe has it with a next step
    enquiry = Enquiry.objects.select_related("channel").get(heard_at=NOW)
    assert (enquiry.person, enquiry.state, enquiry.door) == (ada, "accepted", "phone")
    assert (enquiry.channel.name, enquiry.interest) == ("Customers who came again", "Six cushions")
    made.refresh_from_db()
    assert (made.title, made.owner, made.next_step) == ("Six cushions", joe, "Show her the fabrics")
    passing = Passing.objects.get(enquiry=enquiry)
    # who does not work for marketing passes nothing in their own name, and answered in the same moment
    assert (passing.passed_by, passing.owner, passing.first_answered_at) == (None, joe, NOW)
    noted = entry()
    assert (noted.purpose, noted.about, noted.about_id) == ("selling", "sales.opportunity", made.pk)
    assert due(joe) == []


def told_of(person: Person) -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(person=person, at=NOW).order_by("pk")
    return list(rows.values_list("origin", "kind", "title"))


def test_the_timeline_says_what_happened(ada: Person, joe: User) -> None:
    # given that Joe visited her, when she would like something, then she did not walk in and ask
    talk = Talk(kind="visit", words="The wool has worn well.")
    came_again(purchase=purchase_of(ada), wanted="Six cushions", talk=talk, by=joe, at=NOW)
    assert told_of(ada) == [
        ("marketing.enquiry", "enquiry", "Would like something again"),
        ("handover.passing", "step", "Passed to sales"),
        ("handover.again", "visit", ""),
    ]


def test_nobody_rang_who_wrote(ada: Person, joe: User) -> None:
    talk = Talk(kind="message", words="Are the cushions still soft?")
    came_again(purchase=purchase_of(ada), wanted="Six cushions", talk=talk, by=joe, at=NOW)
    assert Enquiry.objects.get(heard_at=NOW).door == "email"


STEP = Step(words="Show her the fabrics", kind="visit", on=a_day(3), time=None)


def line() -> JournalLine:
    return JournalLine.objects.get(verb="handover.again.came_again")


@pytest.mark.parametrize("step", [STEP, None])
def test_it_is_taken_back_whole(ada: Person, joe: User, step: Step | None) -> None:
    # given somebody who would like something, by a slip of the finger
    before = Entry.objects.count()
    came_again(purchase=purchase_of(ada), wanted="Cushions", talk=TALK, next_step=step, by=joe, at=NOW)
    assert due(joe) == []

    # when it is undone, then nothing of it is left, and she is due as before
    undo(line_id=line().pk, by=joe, at=NOW)
    assert not Enquiry.objects.filter(heard_at=NOW).exists()
    assert not Passing.objects.filter(passed_at=NOW).exists()
    assert not Opportunity.objects.filter(opened_at=NOW).exists()
    assert Entry.objects.count() == before
    assert due(joe) == ["Ada Crane"]
    with pytest.raises(Refused, match="no longer be undone"):
        undo(line_id=line().pk, by=joe, at=NOW)


def speak(made: Opportunity, by: User) -> None:
    note(
        person=made.person, by=by, at=NOW, happened_at=NOW, purpose="selling", direction="two_way",
        kind="call", about="sales.opportunity", about_id=made.pk,
    )  # fmt: skip


def plan(made: Opportunity, by: User) -> None:
    plan_step(
        opportunity=made, expected_version=made.version, words="Ring", kind="call", on=None, by=by, at=NOW
    )


def sell(made: Opportunity, by: User) -> None:
    win(opportunity=made, expected_version=made.version, amount_minor=100, by=by, at=NOW)


@pytest.mark.parametrize("worked", [speak, plan, sell])
def test_what_sales_has_worked_on_stays(ada: Person, joe: User, worked: Any) -> None:
    made = came_again(purchase=purchase_of(ada), wanted="", talk=TALK, next_step=STEP, by=joe, at=NOW)
    worked(made, joe)
    with pytest.raises(Refused, match="begun to work on this one"):
        undo(line_id=line().pk, by=joe, at=NOW)
    assert (Opportunity.objects.filter(pk=made.pk).count(), entry().about_id) == (1, made.pk)


def test_whoever_does_not_sell_takes_nothing_back(ada: Person, joe: User, maya: User) -> None:
    came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=joe, at=NOW)
    with pytest.raises(NotAllowed):
        undo(line_id=line().pk, by=maya, at=NOW)


def test_whoever_works_at_both_desks_passes_it_themselves(ada: Person, anna: User) -> None:
    made = came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=anna, at=NOW)
    assert Passing.objects.get(passed_at=NOW).passed_by == anna
    assert (made.title, made.next_step) == ("Ada Crane", "")


def test_of_what_they_would_like_now_nobody_asked_anything_yet(joe: User, anna: User) -> None:
    # given somebody of whom everything was ticked when sales took them on
    regulars()
    ada = won("Ada ada@x.example", ago=100, by=anna)
    ticked = [{**tick, "state": "yes", "known": "Then"} for tick in Passing.objects.get().ticks]
    Passing.objects.update(ticks=ticked)
    Tick.objects.bulk_create(
        Tick(enquiry=Enquiry.objects.get(), criterion=one, state="yes", known="Then", at=NOW)
        for one in Criterion.objects.all()
    )

    # when she comes again, then that says nothing of what she would like now
    made = came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=joe, at=NOW)
    assert {(tick["state"], tick["known"]) for tick in made.brief["ticks"]} == {("not_asked", "")}
    again = Passing.objects.get(passed_at=NOW)
    assert not Tick.objects.filter(enquiry=again.enquiry).exists()
    assert bar_of(again).below == ""


def test_it_keeps_no_promise_and_hides_none(ada: Person, joe: User) -> None:
    # given the word that both desks gave, as it was kept so far
    month = Month(NOW.date().replace(day=1), zone=datetime.UTC)
    said = {"now": NOW + days(0.01)}

    def kept() -> list[tuple[int, int]]:
        counted = board(agreement_now(), **said)
        told = told_by_month([month], working=calendar(), **said)
        return [*((one.kept, one.whole) for one in (*counted.promises, *told)), (counted.passed, 0)]

    before = kept()
    # when Joe rings somebody who bought, then nobody kept or broke anything by that
    came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=joe, at=NOW)
    passing = Passing.objects.get(passed_at=NOW)
    assert (passing.pass_due_at, passing.decide_due_at, passing.answer_due_at) == (None, None, None)
    assert (passing.fits, passing.agreement) == (None, None)
    assert kept() == before


def test_of_two_who_ring_one_is_told(ada: Person, joe: User, anna: User) -> None:
    row = purchase_of(ada)
    put_off(purchase=row, on=a_day(20), talk=TALK, by=joe, at=NOW)
    for action, more in ((not_reached, {}), (leave, {}), (came_again, {"wanted": ""})):
        with pytest.raises(Refused, match="spoken with them meanwhile"):
            action(purchase=purchase_of(ada), talk=TALK, by=anna, at=NOW, **more)  # type: ignore[operator]
    assert Enquiry.objects.filter(heard_at=NOW).count() == LeftInPeace.objects.count() == 0


def test_whoever_does_not_sell_does_not(ada: Person, maya: User, ann: User) -> None:
    row, before = purchase_of(ada), JournalLine.objects.count()
    actions: dict[Any, dict[str, Any]] = {
        put_off: {"on": a_day(20)}, not_reached: {}, leave: {}, came_again: {"wanted": ""}
    }  # fmt: skip
    for who in (maya, ann):
        for action, more in actions.items():
            with pytest.raises(NotAllowed):
                action(purchase=row, talk=TALK, by=who, at=NOW, **more)
    assert JournalLine.objects.count() == before


def test_how_must_be_one_of_the_ways(ada: Person, joe: User) -> None:
    with pytest.raises(Refused, match="Say how"):
        not_reached(purchase=purchase_of(ada), talk=Talk(kind="shout"), by=joe, at=NOW)


def test_nothing_is_undone_after_it_was_said_otherwise(ada: Person, joe: User) -> None:
    line = put_off(purchase=purchase_of(ada), on=a_day(20), talk=TALK, by=joe, at=NOW)
    put_off(purchase=purchase_of(ada), on=a_day(60), talk=TALK, by=joe, at=NOW + days(21))
    with pytest.raises(Refused, match="changed again"):
        undo(line_id=line.pk, by=joe, at=NOW)
    assert Entry.objects.filter(origin="handover.again").count() == 2
