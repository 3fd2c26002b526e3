"""What an opportunity's page says of needs and offers, and what can be done there without JavaScript."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.offers.needs.actions import add_need
from tandem.office.accounts.models import User
from tandem.office.journal.models import JournalLine
from tandem.sales.hearing.actions import hear_need
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.matching.models import PickedOffer, ReadyIn
from tandem.sales.matching.slots import Board, board_of
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shelf import a_part, an_offer, the_kind
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db


def page(name: str, row: Any) -> str:
    return reverse(f"sales:{name}", args=[row.pk])


@pytest.fixture
def joe() -> User:
    a_business()
    return a_user("Joe", role="sales")


def heard(row: Opportunity, words: str, kind: str = "", **columns: Any) -> Need:
    known = the_kind(kind) if kind else None
    return hear_need(opportunity=row, words=words, kind=known, by=None, at=NOW, **columns)[0]


def board(row: Opportunity) -> Board:
    return board_of(row, list(needs_of(row)), NOW)


def shown(board: Board) -> list[tuple[str, str, str]]:
    """Each need, the offer that is shown for it, and why that one does not quite do."""
    return [
        (line.need.words, line.fit.ranked.offer.name if line.fit else "", line.late) for line in board.lines
    ]


def test_a_need_is_heard_in_one_line_and_shows_with_what_meets_it(joe: User) -> None:
    # given a shop, and somebody on the phone
    an_offer("Chair", "survives dogs", pounds=140, days=10)
    row, client = an_opportunity(), signed_in(joe)
    assert "Nothing was heard yet" in client.get(page("opportunity", row)).content.decode()

    # when the seller writes down what is said, in the words of a kind, and taps once
    answer = sent(client, page("needs", row), words="Survives dogs", weight="must", quantity="6")

    # then it is there, sorted, with an undo; and the page of the opportunity says what meets it
    assert (answer.status_code, answer["Location"]) == (303, page("needs", row))
    need = Need.objects.get()
    assert (need.words, need.weight, need.quantity, need.kind) == (
        "Survives dogs",
        "must",
        6,
        the_kind("survives dogs"),
    )
    html = client.get(page("met", row)).content.decode()
    assert "What Tom Ellery needs, and what meets it" in html
    assert "£840 (6 × £140)" in html
    assert "Meets it: Survives dogs." in html
    assert page("pick", row) in html


def test_after_the_currency_changed_pounds_are_not_held_against_euros(joe: User) -> None:
    # given what was heard in pounds, of a business that sells in euros now
    row = an_opportunity()
    heard(row, "Chairs", "", budget_minor=100_00)
    a_business(currency="EUR")
    an_offer("Chair", "chairs", pounds=140)
    need = heard(row, "Chairs", "chairs", quantity=Decimal(2), budget_minor=900_00)
    # when it is matched, then no price is told in pounds, and no budget is said to be kept or broken
    [fit] = board(row).fits
    assert (fit.cost, fit.ranked.over_minor, fit.ranked.price_open) == ("No price yet", 0, True)
    assert shown(board(row)) == [
        ("Chairs", "Chair", "it has no price yet"),
        ("Chairs", "Chair", ""),
    ]
    # and what opens in euros is matched in euros, without a budget in pounds
    new = an_opportunity(a_person("Ines"))
    Need.objects.filter(pk=need.pk).update(opportunity=new)
    [line] = board(new).lines
    assert (line.fit and line.fit.cost, line.fit and line.fit.ranked.budget_minor) == (
        "€280 (2 × €140)",
        None,
    )
    Need.objects.update(opportunity=new, kind=None)
    assert [line.is_unsorted for line in board(new).lines] == [True, True]


def test_sent_twice_it_is_heard_once(joe: User) -> None:
    row, client = an_opportunity(), signed_in(joe)
    for _time in range(2):
        answer = client.post(page("needs", row), {"once": "the-same-key-twice", "words": "A dog"})
        assert answer.status_code == 303
    assert [need.weight for need in Need.objects.all()] == ["should"]


def test_what_cannot_be_read_stays_in_the_form(joe: User) -> None:
    row, client = an_opportunity(), signed_in(joe)
    answer = sent(client, page("needs", row), words="A dog", budget="a lot", quantity="some", weight="must")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="A dog"' in html
    assert 'value="a lot"' in html
    assert not Need.objects.exists()
    assert sent(client, page("needs", row), words="", weight="must").status_code == 422
    assert sent(client, page("needs", row), words="A dog", wanted_on="2020-01-01").status_code == 422


@pytest.mark.parametrize("number", ["12345678901234567890", "100001", "0.0005"])
def test_a_number_that_is_too_long_leaves_the_opportunity_open_to_all(joe: User, number: str) -> None:
    row, client, chair = an_opportunity(), signed_in(joe), an_offer("Chair", "chairs")
    heard(row, "Chairs", "chairs")
    assert sent(client, page("needs", row), words="Chairs", quantity=number).status_code == 422
    assert sent(client, page("pick", row), offer=chair.pk, quantity=number).status_code == 422
    assert client.get(page("opportunity", row)).status_code == 200
    assert client.get(page("met", row)).status_code == 200


def test_a_need_is_sorted_with_one_tap_where_it_sounds_like_a_kind(joe: User) -> None:
    kind = add_need(words="Survives dogs", by=joe, at=NOW)
    row, client = an_opportunity(), signed_in(joe)
    need = heard(row, "It must survive the dog")
    html = client.get(page("met", row)).content.decode()
    assert "Sounds like “Survives dogs”" in html

    sent(client, page("need_sort", need), version=1, kind=kind.pk)
    need.refresh_from_db()
    assert need.kind == kind

    # the next one who says the same is offered the same, whatever it sounds like
    other = an_opportunity(a_person("Sue"))
    heard(other, "it must survive THE dog")
    [line] = board(other).lines
    assert line.suggested == kind


def test_marketing_is_told_with_one_tap_where_nothing_meets_it(joe: User) -> None:
    add_need(words="Survives cats", by=joe, at=NOW)
    row, client = an_opportunity(), signed_in(joe)
    need = heard(row, "Three cats", "survives cats", weight="must")
    html = client.get(page("met", row)).content.decode()
    assert "Nothing that we sell meets it" in html
    assert "Nothing that we sell fits" in html
    assert "Tell marketing" in html

    sent(client, page("need_sort", need), version=1, kind="unmet")
    assert [one.words for one in UnmetNeed.objects.all()] == ["Survives cats"]
    html = client.get(page("met", row)).content.decode()
    assert "Tell marketing" not in html
    # and undone from the toast, it is told no more
    line = JournalLine.objects.get(verb="sales.need.unmet")
    sent(client, reverse("office:undo", args=[line.pk]))
    assert not UnmetNeed.objects.exists()


def test_a_need_is_put_right_and_taken_away(joe: User) -> None:
    kind = add_need(words="Survives dogs", by=joe, at=NOW)
    row, client = an_opportunity(), signed_in(joe)
    need = heard(row, "A dog")
    on = timezone.localdate() + datetime.timedelta(days=20)
    told = {"words": "Two dogs", "weight": "must", "kind": kind.pk, "quantity": "2,5", "budget": "£1,200"}
    answer = sent(client, page("need", need), version=1, wanted_on=on.isoformat(), **told)
    need.refresh_from_db()
    assert answer.status_code == 303
    assert (need.words, need.weight, need.kind, need.quantity) == ("Two dogs", "must", kind, Decimal("2.5"))
    assert (need.wanted_on, need.budget_minor) == (on, 1_200_00)
    form = client.get(page("need", need)).content.decode()
    assert 'value="1200"' in form
    assert 'value="2.5"' in form

    # whoever saw an older version is told
    assert sent(client, page("need", need), version=1, **told).status_code == 409
    sent(client, page("need_remove", need), version=need.version)
    assert board(row).lines == []
    assert client.get(page("need", need)).status_code == 404


def test_offers_are_picked_from_the_page_and_put_back(joe: User) -> None:
    chair = an_offer("Chair", "survives dogs")
    row, client = an_opportunity(), signed_in(joe)
    heard(row, "A dog", "survives dogs")
    for _time in range(2):
        assert sent(client, page("pick", row), offer=chair.pk, quantity="6").status_code == 303
    assert [(one.offer, one.quantity) for one in PickedOffer.objects.all()] == [(chair, 6)]
    html = client.get(page("met", row)).content.decode()
    assert "Picked for them" in html
    assert "6 × Chair" in html
    sent(client, page("put_back", row), offer=chair.pk)
    assert not PickedOffer.objects.exists()
    # what is no number, or no offer, does no harm
    assert sent(client, page("pick", row), offer=chair.pk, quantity="NaN").status_code == 303
    assert PickedOffer.objects.get().quantity == 1
    assert sent(client, page("pick", row), offer="99").status_code == 404
    assert sent(client, page("put_back", row), offer="x").status_code == 404


def test_all_that_fits_stands_on_a_page_with_its_reasons(joe: User) -> None:
    an_offer("Chair", "chairs", pounds=140, days=40)
    an_offer("Quick chair", "chairs", pounds=190, days=2)
    an_offer("Lamp", "light")
    row, client = an_opportunity(), signed_in(joe)
    heard(row, "Chairs", "chairs", weight="must")
    heard(row, "Next week", wanted_on=timezone.localdate() + datetime.timedelta(days=7))
    html = client.get(page("matches", row)).content.decode()
    assert html.index("Quick chair") < html.index("Misses: Next week (33 days too late).")
    assert "Lamp" not in html


def test_the_offer_of_a_line_is_the_nearest_where_it_is_too_late(joe: User) -> None:
    an_offer("Sofa", "sofas", days=40)
    row = an_opportunity()
    heard(
        row, "The sofa by Friday", "sofas", weight="must", wanted_on=NOW.date() + datetime.timedelta(days=3)
    )
    heard(row, "A lamp")
    found = board(row)
    assert found.nothing_fits
    assert shown(found) == [
        ("The sofa by Friday", "Sofa", "37 days too late"),
        ("A lamp", "", ""),
    ]
    assert [line.is_unsorted for line in found.lines] == [False, True]


def test_a_day_and_a_budget_are_held_against_what_is_shown_for_the_thing(joe: User) -> None:
    an_offer("Sofa", "sofas", "wipes clean", pounds=840, days=40)
    an_offer("Cloth", "wipes clean", pounds=10, days=1)
    row = an_opportunity()
    heard(row, "A sofa", "sofas", weight="must")
    heard(row, "By Friday", wanted_on=NOW.date() + datetime.timedelta(days=3))
    heard(row, "About 600", weight="nice", budget_minor=600_00)
    heard(row, "A cloth", "wipes clean", weight="nice")
    assert shown(board(row)) == [
        ("A sofa", "Sofa", ""),
        ("By Friday", "Sofa", "37 days too late"),
        ("About 600", "Sofa", "£240 too much"),
        ("A cloth", "Sofa", ""),
    ]


def test_a_bundle_meets_what_its_parts_meet_and_takes_as_long_as_the_slowest(joe: User) -> None:
    chair, wool = an_offer("Chair", "chairs", days=14), an_offer("Wool", "survives dogs", days=5)
    foam = an_offer("Foam", "no sagging", pounds=35, days=20)
    bundle = an_offer("Six chairs", pounds=900, kind="bundle")
    a_part(bundle, chair, 6)
    a_part(bundle, wool, 5)
    a_part(bundle, foam, 6, optional=True)
    row = an_opportunity()
    heard(row, "Six chairs", "chairs", weight="must", quantity=Decimal(6))
    heard(row, "The dog", "survives dogs", weight="must")
    first = board(row).fits[0]
    assert (first.ranked.offer.name, first.cost, first.ranked.offer.days) == ("Six chairs", "£900", 14)
    heard(row, "They sag", "no sagging", weight="must")
    first = board(row).fits[0]
    assert (first.cost, first.extras, first.ranked.meets_all) == ("£1,110", "with Foam", True)
    assert first.ranked.ready_on == NOW.date() + datetime.timedelta(days=20)


def test_how_long_it_takes_is_said_on_a_page_of_its_own(joe: User) -> None:
    chair, client = an_offer(), signed_in(joe)
    assert "Nobody has said it yet" in client.get(reverse("offers:offer", args=[chair.pk])).content.decode()
    url = page("ready", chair)
    assert sent(client, url, version=1, days="14").status_code == 303
    assert ReadyIn.objects.get().days == 14
    assert sent(client, url, version=1, days="7").status_code == 409
    assert sent(client, url, version=2, days="-1").status_code == 422
    assert sent(client, url, version=2, days="").status_code == 303
    assert ReadyIn.objects.get().days is None


def test_whoever_only_reads_sees_it_all_and_changes_nothing(joe: User) -> None:
    chair, row = an_offer("Chair", "survives dogs"), an_opportunity()
    need = heard(row, "A dog", "survives dogs")
    client = signed_in(a_user("Max", role="read_only"))
    for name in ("opportunity", "needs", "matches"):
        html = client.get(page(name, row)).content.decode()
        assert "A dog" in html
        assert "Pick it" not in html
    assert "Nobody has said it yet" in client.get(page("ready", chair)).content.decode()
    for name, row_of in (
        ("needs", row),
        ("pick", row),
        ("put_back", row),
        ("need", need),
        ("need_sort", need),
        ("need_remove", need),
        ("ready", chair),
    ):
        assert sent(client, page(name, row_of), version=1).status_code == 403


def test_on_the_page_of_the_person_stands_what_they_needed(joe: User) -> None:
    row = an_opportunity()
    heard(row, "It survives the dog")
    html = signed_in(joe).get(reverse("people:person", args=[row.person_id])).content.decode()
    assert "It survives the dog" in html


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_page_asks_as_much_for_one_need_as_for_many(joe: User) -> None:
    client, row = signed_in(joe), an_opportunity()
    bundle = an_offer("Bundle", kind="bundle")
    a_part(bundle, an_offer("Chair 0", "kind 0", days=3))
    heard(row, "Need 0", "kind 0")
    heard(row, "Unsorted")
    client.get(page("opportunity", row))
    few = [queries_of(client, page(name, row)) for name in ("opportunity", "met")]
    for number in range(1, 12):
        a_part(bundle, an_offer(f"Chair {number}", f"kind {number}", days=number))
        heard(row, f"Need {number}", f"kind {number}")
        heard(row, f"Unsorted {number}")
    assert [queries_of(client, page(name, row)) for name in ("opportunity", "met")] == few
    assert max(few) <= 30
