"""One's own month in piles: typed or known already, one tap each, changed later, seen by nobody else."""

import datetime

import pytest

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.debrief.actions import tell
from tandem.marketing.piles.actions import add_lines, put_known_on_pile, put_on_pile, take_out
from tandem.marketing.piles.finding import finding_of, picture_of
from tandem.marketing.piles.models import Activity
from tandem.marketing.piles.queries import month_of
from tandem.marketing.piles.words import Typed, month_before
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.people.privacy.actions import erase
from tandem.people.timeline.actions import note
from tests.handover.desks import NOW, an_enquiry, days, sent, signed_in

OCTOBER = datetime.date(2026, 10, 1)
PAGE = "/marketing/last-month/"


def added(by: User, *lines: tuple[str, int | None], pile: str = "") -> list[Activity]:
    rows = add_lines(month=OCTOBER, lines=[Typed(*line) for line in lines], by=by, at=NOW)
    for row in rows if pile else []:
        put_on_pile(row=row, expected_version=1, purpose=pile, by=by, at=NOW)
    return rows


def a_fair(maya: User) -> None:
    first, last = datetime.date(2026, 10, 10), datetime.date(2026, 10, 11)
    fair = add_campaign(name="Home Fair", kind="event", starts_on=first, ends_on=last, by=maya, at=NOW)
    tell(campaign=fair, talked=20, minutes=600, by=maya, at=NOW)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (datetime.date(2026, 11, 26), OCTOBER),
        (datetime.date(2026, 11, 1), OCTOBER),
        (datetime.date(2027, 1, 31), datetime.date(2026, 12, 1)),
    ],
)
def test_last_month(day: datetime.date, first: datetime.date) -> None:
    assert month_before(day) == first


def test_what_is_known_already_is_there(maya: User, joe: User) -> None:
    # given a fair of that month, one of another month, and calls of both
    a_fair(maya)
    add_campaign(
        name="Spring Fair", starts_on=datetime.date(2026, 3, 1), ends_on=OCTOBER - days(1), by=maya, at=NOW
    )
    add_campaign(name="Next Fair", starts_on=datetime.date(2026, 11, 1), by=maya, at=NOW)
    person = an_enquiry().person
    for by, purpose, ago, minutes in (
        (maya, "care", 20, 10),
        (maya, "care", 9, 15),
        (maya, "care", 1, 50),
        (maya, "selling", 9, None),
        (joe, "care", 9, 99),
    ):
        columns = {"direction": "two_way", "kind": "call", "purpose": purpose, "minutes": minutes}
        note(person=person, by=by, at=NOW, happened_at=NOW - days(ago), **columns)
    lines = month_of(maya, OCTOBER).to_sort
    assert [(line.words, line.minutes, line.suggestion.purpose) for line in lines] == [
        ("Home Fair", 600, "marketing"),
        ("2 calls on timelines", 25, "care"),
        ("1 call on timelines", None, "selling"),
    ]

    # when one is put on a pile, then it is kept as it stands, and offered no more
    row = put_known_on_pile(month=OCTOBER, origin=lines[1].origin, purpose="care", by=maya, at=NOW)
    assert (row.words, row.minutes, row.purpose) == ("2 calls on timelines", 25, "care")
    assert [line.words for line in month_of(maya, OCTOBER).to_sort] == ["Home Fair", "1 call on timelines"]
    with pytest.raises(Stale):
        put_known_on_pile(month=OCTOBER, origin=lines[1].origin, purpose="selling", by=maya, at=NOW)
    with pytest.raises(Refused, match="not there any more"):
        put_known_on_pile(month=OCTOBER, origin="marketing.campaign:0", purpose="care", by=maya, at=NOW)

    # and put back it is sorted once more
    put_on_pile(row=row, expected_version=1, purpose="", by=maya, at=NOW)
    [line] = [line for line in month_of(maya, OCTOBER).to_sort if line.pk]
    assert (line.words, line.pk, line.version) == ("2 calls on timelines", row.pk, 2)


def test_a_line_goes_from_pile_to_pile(maya: User, joe: User, ann: User) -> None:
    [row] = added(maya, (" Networking   breakfast ", 90))
    assert (row.words, row.minutes, row.purpose) == ("Networking breakfast", 90, "")
    put_on_pile(row=row, expected_version=1, purpose="marketing", by=maya, at=NOW)
    with pytest.raises(Stale):
        put_on_pile(row=row, expected_version=1, purpose="selling", by=maya, at=NOW)
    with pytest.raises(Refused, match="one of the piles"):
        put_on_pile(row=row, expected_version=2, purpose="fun", by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        put_on_pile(row=row, expected_version=2, purpose="selling", by=joe, at=NOW)
    put_on_pile(row=row, expected_version=2, purpose="selling", by=maya, at=NOW)
    assert [one.words for one in month_of(maya, OCTOBER).pile("selling").rows] == ["Networking breakfast"]
    take_out(row=row, expected_version=3, by=maya, at=NOW)
    assert not Activity.objects.exists()

    # the journal, which everybody reads, tells nothing of what it said
    lines = JournalLine.objects.filter(verb__startswith="marketing.activity")
    assert set(lines.values_list("title", "note")) == {("", "")}
    with pytest.raises(NotAllowed):
        added(ann, ("Something", None))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "one thing at least"),
        ([Typed("x" * 121)], "120 letters"),
        ([Typed("x")] * 61, "more than 60"),
        ([Typed("x", 50_000)], "longer than the month"),
    ],
)
def test_what_is_no_line(maya: User, lines: list[Typed], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        add_lines(month=OCTOBER, lines=lines, by=maya, at=NOW)


def test_a_month_is_sorted_once_it_is_over(maya: User) -> None:
    for month in (datetime.date(2026, 11, 1), datetime.date(2026, 10, 2)):
        with pytest.raises(Refused, match="once it is over"):
            add_lines(month=month, lines=[Typed("x")], by=maya, at=NOW)


@pytest.mark.parametrize(
    ("marketing", "selling", "care", "sentence"),
    [
        ([60], [], [], "All of it was so that people ask."),
        ([], [60], [30], "All of it was for people who had asked already."),
        ([], [], [30], "All of it was for those who bought already"),
        ([90, 60], [100], [], "More went into being asked than into helping one person to buy."),
        ([60], [100], [], "More went into helping one person to buy than into being asked."),
        ([60], [80], [], "About as much time went into either."),
        ([None], [80], [], "About as many things were for either."),
        ([600], [80, None], [], "More went into helping one person to buy"),
    ],
)
def test_one_sentence_without_blame(
    maya: User,
    marketing: list[int | None],
    selling: list[int | None],
    care: list[int | None],
    sentence: str,
) -> None:
    for pile, times in (("marketing", marketing), ("selling", selling), ("care", care)):
        if times:
            added(maya, *((f"{pile} {number}", time) for number, time in enumerate(times)), pile=pile)
    month = month_of(maya, OCTOBER)
    assert month.is_sorted
    assert finding_of(month).startswith(sentence)


def test_the_picture_tells_things_and_time(maya: User) -> None:
    added(maya, ("Fair", 600), ("Leaflets", 45), pile="marketing")
    added(maya, ("Rang back Mr Hill", 15), ("A quote", None), pile="selling")
    picture = picture_of(month_of(maya, OCTOBER))
    assert picture.rows == (("people ask", "2 things", "10 h"), ("one buys", "2 things", "at least 15 min"))


def test_a_name_in_a_line_is_forgotten_with_the_person(maya: User, anna: User) -> None:
    person = an_enquiry("Priya Shah priya@cafe.example").person
    added(maya, ("Rang back Priya Shah", 15), ("Fair", None))
    erase(person=person, by=anna, at=NOW)
    assert list(Activity.objects.values_list("words", flat=True)) == ["", "Fair"]


def test_the_page_from_the_first_line_to_the_picture(maya: User, joe: User, ann: User) -> None:
    client = signed_in(maya)
    assert sent(signed_in(ann), PAGE, lines="x").status_code == 403
    assert signed_in(ann).get(PAGE).status_code == 403
    assert sent(client, PAGE, lines=" ").status_code == 422
    assert client.get(PAGE + "?month=2026-99").status_code == 404
    assert client.get(PAGE + "?month=9999-12").status_code == 404

    # when two lines are typed, twice by a double click, then they are offered with a reason
    for _twice in range(2):
        answer = sent(client, PAGE, month="2026-10", lines="Networking breakfast, 90 min\nrang back Mr Hill")
        assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?month=2026-10&on=1")
    page = client.get(PAGE + "?month=2026-10&on=1").content.decode()
    assert "Many may see or meet you by it" in page
    assert "It was for one person who had asked." in page
    assert page.count("autofocus") == 1

    # and each goes onto its pile by one tap
    breakfast, hill = Activity.objects.order_by("pk")
    put = "/marketing/last-month/put/"
    fields = {"month": "2026-10", "version": 1, "pile": "marketing", "row": breakfast.pk}
    assert sent(client, put, **fields)["Location"] == f"{PAGE}?month=2026-10&on=1"
    assert sent(signed_in(joe), put, **fields, once="a key of joe, long enough").status_code == 404
    fields |= {"pile": "selling", "row": hill.pk}
    answer = sent(client, put, **fields, once="another key, long enough")
    assert answer["Location"] == f"{PAGE}?month=2026-10&on=1#picture"
    assert sent(client, put, **fields, once="a third key, long enough").status_code == 409
    page = client.get(PAGE + "?month=2026-10").content.decode()
    assert "About as many things were for either." in page
    assert "/marketing/campaigns/add/?name=Networking+breakfast&amp;kind=networking" in page

    # nobody else sees them
    assert "Hill" not in signed_in(joe).get(PAGE + "?month=2026-10").content.decode()
    out = f"/marketing/last-month/{hill.pk}/take-out/"
    assert sent(signed_in(joe), out, version=2, once="joe once more, long enough").status_code == 404
    assert sent(client, out, version=2, once="a fourth key, long enough").status_code == 303


def test_what_is_known_is_sorted_on_the_page(maya: User) -> None:
    a_fair(maya)
    client, put = signed_in(maya), "/marketing/last-month/put/"
    origin = month_of(maya, OCTOBER).to_sort[0].origin
    fields = {"month": "2026-10", "origin": origin, "pile": "marketing"}
    assert sent(client, put, **fields).status_code == 303
    assert sent(client, put, **fields, once="another key, long enough").status_code == 409
    assert (
        sent(client, put, month="2026-10", origin="x", pile="care", once="long enough, too").status_code
        == 422
    )
    assert (
        sent(client, put, month="2026-10", row="9" * 30, pile="care", once="and one more key").status_code
        == 404
    )
    plan = client.get("/marketing/campaigns/add/?name=Open+day&kind=event&goal=20").content.decode()
    assert 'value="Open day"' in plan
    assert 'value="20"' in plan


def test_the_desk_leads_there(maya: User, ann: User) -> None:
    assert "Sort last month" in signed_in(maya).get("/marketing/").content.decode()
    assert "Sort last month" not in signed_in(ann).get("/marketing/").content.decode()
