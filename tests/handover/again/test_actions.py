"""What comes of getting in touch with a customer whose usual time has passed."""

from typing import Any

import pytest

from tandem.handover.again.actions import came_again, leave, not_reached, put_off
from tandem.handover.again.queries import list_of
from tandem.handover.again.words import Talk
from tandem.handover.passing.models import Passing, Tick
from tandem.marketing.care.models import LeftInPeace
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.words import Step
from tests.handover.again.customers import NOW, a_day, purchase_of, regulars, won
from tests.handover.desks import days

TALK = Talk(kind="call", words="The wool has worn well.", minutes=4)


@pytest.fixture
def ada(joe: User) -> Person:
    regulars()
    return won("Ada Crane ada@x.example", ago=100, by=joe)


def due(user: User, ahead: float = 0) -> list[str]:
    found = list_of(user, NOW + days(ahead))
    assert found is not None
    return [str(row.person) for row in found.found]


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
    assert line is not None
    assert line.verb == "marketing.leftinpeace.begun"
    assert due(joe, 30) == []


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


def test_whoever_works_at_both_desks_passes_it_themselves(ada: Person, anna: User) -> None:
    made = came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=anna, at=NOW)
    assert Passing.objects.get(passed_at=NOW).passed_by == anna
    assert (made.title, made.next_step) == ("Ada Crane", "")


def test_what_was_known_of_them_is_known_again(joe: User, anna: User) -> None:
    # given somebody with two ticks when sales took them on
    regulars()
    ada = won("Ada ada@x.example", ago=100, by=anna)
    passing = Passing.objects.get()
    known = [
        {"words": tick["words"], "detail": "", "state": "yes" if place < 2 else "no", "known": f"{place}"}
        for place, tick in enumerate(passing.ticks)
    ]
    Passing.objects.update(ticks=known)

    # when she comes again, then marketing is not said to have passed on somebody of whom it knew nothing
    came_again(purchase=purchase_of(ada), wanted="", talk=TALK, by=joe, at=NOW)
    again = Passing.objects.get(passed_at=NOW)
    assert [(tick["state"], tick["known"]) for tick in again.ticks] == [
        (tick["state"], tick["known"]) for tick in known
    ]
    assert Tick.objects.filter(enquiry=again.enquiry).count() == len(known)


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
