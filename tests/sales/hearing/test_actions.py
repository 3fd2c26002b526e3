"""Needs as they are heard: kept in their words, sorted, told to marketing, taken away, and that undone."""

import datetime
from decimal import Decimal

import pytest

from tandem.offers.needs.actions import add_need
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.privacy.queries import registered, rows_of
from tandem.sales.hearing import actions
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.queries import kind_said, needs_of
from tandem.sales.hearing.words import MOST_NEEDS
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.needs.queries import wanted_between
from tandem.sales.opportunities.actions import lose, reopen
from tandem.sales.opportunities.models import Opportunity
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> User:
    a_business()
    return a_user("Joe", role="sales")


def heard(words: str = "The dog sleeps on it", *, on: Opportunity | None = None, **columns: object) -> Need:
    row = on or an_opportunity()
    return actions.hear_need(opportunity=row, words=words, by=None, at=NOW, **columns)[0]  # type: ignore[arg-type]


def undone(line: JournalLine | None, by: User) -> None:
    assert line is not None
    undo(line_id=line.pk, by=by, at=NOW)


def test_a_need_is_kept_as_it_was_said(joe: User) -> None:
    need, line = actions.hear_need(
        opportunity=an_opportunity(),
        words="  Six seats,  all tired. ",
        weight="must",
        quantity=Decimal(6),
        wanted_on=datetime.date(2026, 12, 24),
        budget_minor=900_00,
        by=joe,
        at=NOW,
    )
    need.refresh_from_db()
    assert (need.words, need.key) == ("Six seats, all tired", "six seats, all tired")
    assert (need.weight, need.quantity, need.budget_minor, need.currency) == ("must", 6, 900_00, "GBP")
    assert (need.heard_at, need.by, need.unmet, need.kind) == (NOW, joe, False, None)
    assert (line.verb, line.title) == ("sales.need.heard", "Six seats, all tired")
    undone(line, joe)
    assert not needs_of(need.opportunity).exists()


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"words": " . "}, "words"),
        ({"weight": "always"}, "weight"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"quantity": Decimal("100000.001")}, "quantity"),
        ({"quantity": Decimal(12345678901234567890)}, "quantity"),
        ({"quantity": Decimal("2.0005")}, "quantity"),
        ({"budget_minor": 0}, "budget"),
        ({"wanted_on": NOW.date() - datetime.timedelta(days=1)}, "wanted_on"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    joe: User, columns: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        heard(**{"words": "The dog", **columns})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Need.objects.exists()


def test_fifty_are_enough(joe: User) -> None:
    row = an_opportunity()
    for number in range(MOST_NEEDS):
        heard(f"Need {number}", on=row)
    with pytest.raises(Refused, match="very much already"):
        heard("One more", on=row)


def test_a_day_that_is_over_by_now_does_not_stand_in_the_way_of_another_change(joe: User) -> None:
    need = heard(wanted_on=NOW.date())
    later = NOW + days(9)
    actions.change_need(
        need=need, expected_version=1, words="Two dogs", wanted_on=NOW.date(), by=joe, at=later
    )
    assert need.words == "Two dogs"


def test_two_who_change_it_at_once_are_told(joe: User) -> None:
    need = heard()
    actions.change_need(need=need, expected_version=1, weight="must", by=joe, at=NOW)
    with pytest.raises(Stale):
        actions.change_need(need=need, expected_version=1, weight="nice", by=joe, at=NOW)


def test_who_does_not_sell_changes_nothing(joe: User) -> None:
    need, maya = heard(), a_user("Maya", role="marketing")
    kind = add_need(words="Survives dogs", by=None, at=NOW)
    with pytest.raises(NotAllowed):
        actions.hear_need(opportunity=need.opportunity, words="A cat", by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.change_need(need=need, expected_version=1, words="A cat", by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.sort_need(need=need, expected_version=1, kind=kind, by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.call_unmet(need=need, expected_version=1, by=maya, at=NOW)
    with pytest.raises(NotAllowed):
        actions.take_away(need=need, expected_version=1, by=maya, at=NOW)


def test_it_is_sorted_by_a_person_and_that_can_be_undone(joe: User) -> None:
    kind = add_need(words="Survives dogs", by=joe, at=NOW)
    need = heard()
    line = actions.sort_need(need=need, expected_version=1, kind=kind, by=joe, at=NOW)
    assert line is not None
    assert (need.kind, line.note) == (kind, "Survives dogs")
    undone(line, joe)
    need.refresh_from_db()
    assert need.kind is None


def test_the_words_of_a_kind_are_sorted_already(joe: User) -> None:
    kind = add_need(words="Survives dogs", by=joe, at=NOW)
    assert kind_said(" survives  DOGS. ") == kind
    assert kind_said("The dog") is None


def told_to_marketing() -> list[tuple[str, int]]:
    return [(one.words, one.number) for one in wanted_between(NOW - days(1), NOW + days(1), at_most=9)]


def test_marketing_hears_of_what_we_do_not_offer_while_it_stands(joe: User) -> None:
    need = heard("A table to go with them")
    line = actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW)
    assert told_to_marketing() == [("A table to go with them", 1)]

    # taken away it is told no more, and told again when that is undone
    away = actions.take_away(need=need, expected_version=need.version, by=joe, at=NOW)
    assert told_to_marketing() == []
    undone(away, joe)
    assert told_to_marketing() == [("A table to go with them", 1)]
    undone(line, joe)
    assert told_to_marketing() == []


def test_a_kind_that_nothing_meets_is_told_in_the_words_of_the_kind(joe: User) -> None:
    kind = add_need(words="Survives cats", by=joe, at=NOW)
    for words in ("Three cats live here", "My cat is called Claw"):
        need = heard(words, kind=kind)
        actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW)
    assert told_to_marketing() == [("Survives cats", 2)]

    # sorted anew, it may well be offered
    other = add_need(words="Survives dogs", by=joe, at=NOW)
    actions.sort_need(need=need, expected_version=need.version, kind=other, by=joe, at=NOW)
    assert told_to_marketing() == [("Survives cats", 1)]
    assert not need.unmet


def test_said_twice_it_counts_until_both_are_gone(joe: User) -> None:
    row = an_opportunity()
    first, second = heard("Beds", on=row), heard("beds", on=row)
    lines = []
    for need in (first, second):
        actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW)
        assert told_to_marketing() == [("Beds", 1)]
    lines.append(actions.take_away(need=first, expected_version=2, by=joe, at=NOW))
    assert told_to_marketing() == [("beds", 1)]
    lines.append(actions.take_away(need=second, expected_version=2, by=joe, at=NOW))
    assert told_to_marketing() == []
    undone(lines[0], joe)
    assert told_to_marketing() == [("Beds", 1)]


def test_the_same_need_counts_once_though_it_was_lost_for_it(joe: User) -> None:
    row = an_opportunity()
    need = heard("Beds", on=row)
    actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW)
    lose(opportunity=row, expected_version=1, reason="other", unmet_need="beds", by=joe, at=NOW)
    assert told_to_marketing() == [("Beds", 1)]

    # opened again, what was heard stands
    row.refresh_from_db()
    reopen(opportunity=row, expected_version=row.version, by=joe, at=NOW)
    assert told_to_marketing() == [("Beds", 1)]
    # another thing that it was lost for counts for itself
    lose(opportunity=row, expected_version=row.version, reason="other", unmet_need="Lamps", by=joe, at=NOW)
    assert told_to_marketing() == [("Beds", 1), ("Lamps", 1)]


def counted() -> list[tuple[str, str]]:
    """What marketing sees, and whether a need that was heard or the loss tells it."""
    return sorted(UnmetNeed.objects.values_list("words", "origin"))


def test_what_a_loss_told_counts_again_when_the_heard_one_goes(joe: User) -> None:
    # given a need that was heard, we do not offer, and that the loss told of too
    row = an_opportunity()
    need = heard("Beds", on=row)
    actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW)
    lose(opportunity=row, expected_version=1, reason="other", unmet_need=" beds. ", by=joe, at=NOW + days(1))
    assert counted() == [("Beds", "sales.need")]

    # when the heard one is taken away, then the loss still tells it; and put back, the heard one does not
    line = actions.take_away(need=need, expected_version=need.version, by=joe, at=NOW + days(2))
    assert counted() == [("beds", "sales.opportunity")]
    assert UnmetNeed.objects.get().told_at == NOW + days(1)
    undone(line, joe)
    assert len(counted()) == 1

    # when it is sorted as something that we do offer, then the loss still tells it too
    need.refresh_from_db()
    kind = add_need(words="Somewhere to sleep", by=joe, at=NOW)
    actions.sort_need(need=need, expected_version=need.version, kind=kind, by=joe, at=NOW + days(2))
    assert counted() == [("beds", "sales.opportunity")]

    # and opened again, nobody tells it any more
    row.refresh_from_db()
    reopen(opportunity=row, expected_version=row.version, by=joe, at=NOW + days(3))
    assert (counted(), row.lost_need) == ([], "")


def test_what_was_heard_counts_again_when_the_loss_is_taken_back(joe: User) -> None:
    # given a loss that told of a need, which was heard on the same opportunity afterwards
    row = an_opportunity()
    line = lose(opportunity=row, expected_version=1, reason="other", unmet_need="Beds", by=joe, at=NOW)
    need = heard("Beds", on=row)
    actions.call_unmet(need=need, expected_version=1, by=joe, at=NOW + days(1))
    assert counted() == [("Beds", "sales.opportunity")]

    # when the loss is undone, then the heard one counts; and taken away, none does
    undone(line, joe)
    assert counted() == [("Beds", "sales.need")]
    actions.take_away(need=need, expected_version=need.version, by=joe, at=NOW + days(2))
    assert counted() == []


def test_an_undo_that_comes_too_late_changes_nothing(joe: User) -> None:
    need = heard()
    line = actions.change_need(need=need, expected_version=1, weight="must", by=joe, at=NOW)
    actions.change_need(need=need, expected_version=2, weight="nice", by=joe, at=NOW)
    with pytest.raises(Refused, match="changed again since"):
        undone(line, joe)
    need.refresh_from_db()
    assert need.weight == "nice"


def test_it_goes_with_its_person_and_is_erased_with_them(joe: User) -> None:
    need = heard(on=an_opportunity(a_person("Tom")))
    kept = a_person("Thomas")
    merge(kept=kept, gone=need.opportunity.person, by=a_user("Ada", role="owner"), at=NOW)
    data = registered()["sales.need"]
    assert [row.pk for row in rows_of(data.model, data.path, [kept.pk])] == [need.pk]
    assert data.export([kept.pk])[0]["words"] == "The dog sleeps on it"  # type: ignore[misc]
    assert data.erase([kept.pk], NOW) == 1
    assert not Need.objects.exists()
    assert not UnmetNeed.objects.exists()
