"""Needs in a few words, and which offers meet them."""

import pytest

from tandem.offers.catalogue.actions import retire
from tandem.offers.catalogue.models import Offer
from tandem.offers.needs.actions import (
    add_need,
    begin_with_trade,
    needs_for_many,
    reword_need,
    set_needs,
    switch_need,
)
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import counted_needs, need_kinds, needs_of, offers_meeting
from tandem.offers.needs.starter import BY_TRADE
from tandem.offers.needs.words import LONGEST_NEED, need_key
from tandem.office.business.words import TRADES
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import undo
from tests.offers.shop import NOW, a_business, an_offer

pytestmark = pytest.mark.django_db


def needs(*words: str) -> list[NeedKind]:
    made = needs_for_many(words=words, by=None, at=NOW)
    return [made[need_key(one)] for one in words]


def test_the_offer_that_meets_most_comes_first_and_retired_ones_do_not() -> None:
    # given three offers that meet some of three needs
    dogs, clean, heirloom = needs("survives dogs", "wipes clean", "keeps an heirloom")
    wool, linen, gone = an_offer("Wool"), an_offer("Linen"), an_offer("Vinyl")
    set_needs(offer=wool, needs=[dogs, clean], by=None, at=NOW)
    set_needs(offer=linen, needs=[heirloom, clean], by=None, at=NOW)
    set_needs(offer=gone, needs=[dogs, clean], by=None, at=NOW)
    retire(offer=gone, expected_version=gone.version, by=None, at=NOW)

    # when it is asked what meets two of them
    found = offers_meeting([dogs.pk, clean.pk])

    # then each says which it meets
    assert [(one.offer, one.met) for one in found] == [(wool, {dogs.pk, clean.pk}), (linen, {clean.pk})]
    assert {row.words: row.offers for row in counted_needs()} == {
        "survives dogs": 1,
        "wipes clean": 2,
        "keeps an heirloom": 1,
    }


def test_the_same_words_are_the_same_need() -> None:
    [dogs] = needs("Survives dogs.")
    assert needs("survives  DOGS") == [dogs]
    with pytest.raises(Refused, match="in the list already"):
        add_need(words="survives dogs", by=None, at=NOW)
    with pytest.raises(Refused, match="in a few words"):
        add_need(words=" . ", by=None, at=NOW)


def test_a_retired_need_comes_back_when_it_is_named_again() -> None:
    [dogs] = needs("survives dogs")
    offer = an_offer()
    set_needs(offer=offer, needs=[dogs], by=None, at=NOW)
    switch_need(need=dogs, expected_version=1, on=False, by=None, at=NOW)
    assert needs_of([offer.pk]) == {}
    add_need(words="Survives dogs", by=None, at=NOW)
    assert needs_of([offer.pk]) == {offer.pk: [dogs]}


def test_needs_of_an_offer_are_undone() -> None:
    dogs, clean = needs("survives dogs", "wipes clean")
    offer = an_offer()
    set_needs(offer=offer, needs=[dogs], by=None, at=NOW)
    line = set_needs(offer=offer, needs=[clean], by=None, at=NOW)
    assert line is not None
    assert set_needs(offer=offer, needs=[clean], by=None, at=NOW) is None
    undo(line_id=line.pk, by=None, at=NOW)
    assert needs_of([offer.pk]) == {offer.pk: [dogs]}


def test_needs_alone_are_a_change_that_whoever_saw_the_older_ones_is_told_of() -> None:
    dogs, clean = needs("survives dogs", "wipes clean")
    offer = an_offer()
    stale = Offer.objects.get()
    line = set_needs(offer=offer, needs=[dogs], by=None, at=NOW)
    assert set_needs(offer=offer, needs=[dogs], by=None, at=NOW) is None
    assert (offer.version, Offer.objects.get().version) == (2, 2)
    with pytest.raises(Stale):
        set_needs(offer=stale, needs=[clean], by=None, at=NOW)
    assert needs_of([offer.pk]) == {offer.pk: [dogs]}
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW)
    assert Offer.objects.get().version == 3


def test_words_are_changed_but_not_to_those_of_another() -> None:
    dogs, _clean = needs("survives dogs", "wipes clean")
    reword_need(need=dogs, expected_version=1, words="Survives two dogs", by=None, at=NOW)
    assert list(need_kinds().values_list("words", flat=True)) == ["Survives two dogs", "wipes clean"]
    with pytest.raises(Refused, match="in the list already"):
        reword_need(need=dogs, expected_version=2, words="Wipes clean", by=None, at=NOW)


@pytest.mark.parametrize("trade", sorted(set(TRADES) - {"other"}))
def test_every_trade_has_needs_to_begin_with(trade: str) -> None:
    a_business(trade=trade)
    made = begin_with_trade(by=None, at=NOW)
    assert len(made) == len(BY_TRADE[trade]) >= 6
    assert all(len(need.words) <= LONGEST_NEED for need in made)


def test_a_trade_that_we_do_not_know_is_told_so() -> None:
    a_business(trade="other")
    with pytest.raises(Refused, match="no needs of your trade"):
        begin_with_trade(by=None, at=NOW)
