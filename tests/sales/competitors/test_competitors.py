"""Whom somebody bought from instead: named in a loss, told apart by name, counted by month."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tandem.offers.competitors.actions import competitor_named, join_competitor, rename_competitor
from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.queries import known_names
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.sales.competitors.queries import board
from tandem.sales.opportunities.actions import lose, reopen
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def lost_to(name: str, *, at: datetime.datetime = NOW, person: str = "Tom Ellery") -> Opportunity:
    row = an_opportunity(a_person(person), at=at)
    lose(opportunity=row, expected_version=1, reason="competitor", competitor=name, by=None, at=at)
    return row


def test_one_competitor_however_it_is_typed_and_none_where_nothing_is_written() -> None:
    rows = [lost_to(name, person=name or "Nobody") for name in ("Sofa Yard", " SOFA  yard. ", "", " – ")]
    assert [str(row.competitor) for row in rows] == ["Sofa Yard", "Sofa Yard", "None", "None"]
    assert Competitor.objects.count() == 1


def test_a_loss_that_is_taken_back_names_nobody_any_more() -> None:
    row = lost_to("Sofa Yard")
    reopen(opportunity=row, expected_version=2, by=None, at=NOW + days(1))
    row.refresh_from_db()
    assert (row.competitor, row.lost_reason) == (None, "")


def test_counted_by_month_in_the_zone_of_the_business_the_most_named_first() -> None:
    # given losses around the end of the summer time, one of them long ago
    last_of_october = datetime.datetime(2026, 10, 31, 23, 30, tzinfo=datetime.UTC)
    first_of_july = datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)
    for number, (name, at) in enumerate(
        [
            ("Oak & Ash", NOW),
            ("Sofa Yard", last_of_october),
            ("Sofa Yard", first_of_july),
            ("Sofa Yard", NOW - days(400)),
        ]
    ):
        lost_to(name, at=at, person=f"Person {number}")

    # when they are counted in November
    counted = board(now=NOW, zone=LONDON)

    # then half past eleven at night in summer belongs to the next month
    assert [month.month for month in counted.months] == [6, 7, 8, 9, 10, 11]
    assert [(str(one.competitor), one.number, [n for _month, n in one.months]) for one in counted.named] == [
        ("Sofa Yard", 3, [0, 1, 0, 0, 1, 0]),
        ("Oak & Ash", 1, [0, 0, 0, 0, 0, 1]),
    ]
    assert counted.lost == 4


def test_a_name_is_corrected_and_back() -> None:
    made = competitor_named(name="Soffa Yard", by=None, at=NOW)
    competitor_named(name="Oak & Ash", by=None, at=NOW)
    assert made is not None
    with pytest.raises(Refused, match="of that name already"):
        rename_competitor(competitor=made, expected_version=1, name="OAK & ASH", by=None, at=NOW)
    line = rename_competitor(competitor=made, expected_version=1, name="Sofa Yard", by=None, at=NOW)
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW)
    made.refresh_from_db()
    assert (made.name, made.key) == ("Soffa Yard", "soffa yard")
    with pytest.raises(NotAllowed):
        competitor_named(name="X", by=a_user("Rita", role="read_only"), at=NOW)


def test_the_pages_name_show_and_correct_one() -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    url = reverse("sales:competitors")
    assert "Nobody has been named yet." in client.get(url).content.decode()
    row = an_opportunity()
    today = NOW.date().isoformat()
    told = {"reason": "competitor", "competitor": "Sofa <Yard>", "on": today, "version": 1}
    assert sent(client, reverse("sales:lose", args=[row.pk]), **told).status_code == 303
    assert (
        "bought from Sofa &lt;Yard&gt;"
        in client.get(reverse("sales:opportunity", args=[row.pk])).content.decode()
    )
    html = client.get(url).content.decode()
    assert ("1 person bought elsewhere" in html, "Sofa &lt;Yard&gt;" in html) == (True, True)
    competitor = Competitor.objects.get()
    page = reverse("sales:competitor", args=[competitor.pk])
    assert sent(client, page, name=" ", version=1).status_code == 422
    assert sent(client, page, name="Sofa Yard", version=1).status_code == 303
    assert signed_in(a_user("Rita", role="read_only")).get(page).status_code == 403


def called(name: str) -> Competitor:
    return Competitor.objects.get(name=name)


def test_two_names_of_one_are_counted_as_one_and_as_two_again() -> None:
    # given losses to one by three names, and to another
    for number, (name, at) in enumerate(
        [("Smith", NOW), ("Smith Ltd", NOW - days(40)), ("Smiths", NOW), ("Smith", NOW), ("Oak & Ash", NOW)]
    ):
        lost_to(name, at=at, person=f"Person {number}")
    row = Opportunity.objects.filter(competitor=called("Smith")).first()
    assert row is not None

    # when two are joined into the third, one by way of the other
    join_competitor(gone=called("Smiths"), kept=called("Smith"), expected_version=1, by=None, at=NOW)
    line = join_competitor(
        gone=called("Smith"), kept=called("Smith Ltd"), expected_version=1, by=None, at=NOW
    )

    # then they count as one, the last and the months too, and are offered by one name
    counted = board(now=NOW, zone=LONDON)
    assert [(str(one.competitor), one.number, one.also) for one in counted.named] == [
        ("Smith Ltd", 4, ["Smith", "Smiths"]),
        ("Oak & Ash", 1, []),
    ]
    assert [number for _month, number in counted.named[0].months] == [0, 0, 0, 1, 0, 3]
    assert (counted.named[0].last, counted.lost) == (NOW, 5)
    assert known_names() == ["Oak & Ash", "Smith Ltd"]
    row.refresh_from_db()
    assert row.competitor is not None
    assert (row.competitor.name, row.competitor.known_as) == ("Smith", "Smith Ltd")

    # and who is named so next is that one, whose name nobody else may take
    assert lost_to("SMITH.", person="Person 9").competitor == called("Smith Ltd")
    with pytest.raises(Refused, match="of that name already"):
        rename_competitor(competitor=called("Oak & Ash"), expected_version=1, name="smith", by=None, at=NOW)

    # and undone, they are two again, the first with its other name
    undo(line_id=line.pk, by=None, at=NOW)
    counted = board(now=NOW, zone=LONDON)
    assert [(str(one.competitor), one.number, one.also) for one in counted.named] == [
        ("Smith", 3, ["Smiths"]),
        ("Smith Ltd", 2, []),
        ("Oak & Ash", 1, []),
    ]


def test_what_cannot_be_joined() -> None:
    for name in ("Smith", "Smith Ltd", "Oak & Ash"):
        lost_to(name, person=name)
    smith, limited, oak = called("Smith"), called("Smith Ltd"), called("Oak & Ash")
    rita = a_user("Rita", role="read_only")
    with pytest.raises(NotAllowed):
        join_competitor(gone=smith, kept=limited, expected_version=1, by=rita, at=NOW)
    with pytest.raises(Refused, match="Pick another one"):
        join_competitor(gone=smith, kept=smith, expected_version=1, by=None, at=NOW)
    with pytest.raises(Stale):
        join_competitor(gone=smith, kept=limited, expected_version=7, by=None, at=NOW)

    # given one that was joined already, then it is neither joined again nor joined into
    line = join_competitor(gone=smith, kept=limited, expected_version=1, by=None, at=NOW)
    for gone, kept in ((called("Smith"), oak), (oak, called("Smith"))):
        with pytest.raises(Refused, match="joined with another already"):
            join_competitor(gone=gone, kept=kept, expected_version=gone.version, by=None, at=NOW)

    # and what went on since is not undone
    join_competitor(gone=called("Smith Ltd"), kept=oak, expected_version=1, by=None, at=NOW)
    with pytest.raises(Refused, match="changed again since"):
        undo(line_id=line.pk, by=None, at=NOW)


def test_the_page_of_one_joins_it_with_another() -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    for name in ("Smith", "Smith Ltd"):
        lost_to(name, person=name)
    smith, limited = called("Smith"), called("Smith Ltd")
    page, url = (reverse(f"sales:{name}", args=[smith.pk]) for name in ("competitor", "competitor_same"))
    assert "Is it one of the others?" in client.get(page).content.decode()
    assert sent(client, url, kept=smith.pk, version=1).status_code == 422
    assert sent(client, url, kept="", version=1).status_code == 422
    for _again in range(2):
        once = {"once": "k" * 20, "kept": limited.pk, "version": 1}
        assert sent(client, url, **once)["Location"] == reverse("sales:competitors")
    html = client.get(reverse("sales:competitors")).content.decode()
    assert ("also called: Smith" in html, "2 people bought elsewhere" in html) == (True, True)
    assert "“Smith” counts as “Smith Ltd” from now on." in html
    assert client.get(page).status_code == 404
    html = client.get(reverse("sales:competitor", args=[limited.pk])).content.decode()
    assert ("Also called: Smith" in html, "Is it one of the others?" in html) == (True, False)
    assert sent(signed_in(a_user("Rita", role="read_only")), url, kept=limited.pk).status_code == 403


def test_one_may_go_by_the_other_name_that_was_joined_into_it() -> None:
    # given two names of one competitor
    short, long = (competitor_named(name=name, by=None, at=NOW) for name in ("Aaa", "Aaa Ltd"))
    assert short is not None
    assert long is not None
    join_competitor(gone=short, kept=long, expected_version=1, by=None, at=NOW)

    def stands() -> list[tuple[str, str]]:
        return sorted((row.name, row.known_as) for row in Competitor.objects.select_related("joined_into"))

    # when it is to go by the short one, then the long one is its other name
    line = rename_competitor(competitor=long, expected_version=1, name="Aaa", by=None, at=NOW)
    assert stands() == [("Aaa", "Aaa"), ("Aaa Ltd", "Aaa")]
    assert competitor_named(name="aaa ltd", by=None, at=NOW) == long

    # and back
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW)
    assert stands() == [("Aaa", "Aaa Ltd"), ("Aaa Ltd", "Aaa Ltd")]
