"""What holds for every ranking, and the reasons that come with it."""

import datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.sales.hearing.words import Weight
from tandem.sales.matching.rules import counted, matches
from tandem.sales.matching.words import Asked, Matches, OnSale, Ranked, Why
from tests.pace import seconds_of

TODAY = datetime.date(2026, 11, 26)
DOGS, CHAIRS, SAGS, GRAND = 1, 2, 3, 4


def need(
    key: int, kind: int | None = None, weight: str = "must", *, in_days: int | None = None, **more: object
) -> Asked:
    wanted_on = None if in_days is None else TODAY + datetime.timedelta(days=in_days)
    return Asked(key=key, words=f"need {key}", kind=kind, weight=weight, wanted_on=wanted_on, **more)  # type: ignore[arg-type]


def offer(key: int, *kinds: int, price: int | None = 100_00, **more: object) -> OnSale:
    return OnSale(key=key, name=f"offer {key}", kinds=frozenset(kinds), price_minor=price, **more)  # type: ignore[arg-type]


def only(found: Matches) -> Ranked:
    [one] = found.ranked
    return one


def test_each_reason_is_named() -> None:
    # given an offer that is the right thing, too late, and too dear for six
    needs = [
        need(1, CHAIRS, budget_minor=720_00, quantity=Decimal(6)),
        need(2, DOGS),
        need(3, in_days=10, weight="should"),
    ]
    found = only(matches(needs, [offer(7, CHAIRS, price=140_00, days=22)], today=TODAY))

    # then it says what it meets and misses, by how many days and by how much money
    assert [one.key for one in found.met] == [1]
    assert [(miss.need.key, miss.why, miss.by) for miss in found.missed] == [
        (2, Why.NOT_THIS, 0),
        (3, Why.LATE, 12),
    ]
    assert (found.cost_minor, found.over_minor, found.quantity) == (840_00, 120_00, 6)
    assert found.ready_on == datetime.date(2026, 12, 18)


def test_what_cannot_be_told_is_neither_met_nor_missed() -> None:
    needs = [need(1, CHAIRS, budget_minor=100_00), need(2, in_days=3), need(3, budget_minor=50_00)]
    found = only(matches(needs, [offer(7, CHAIRS, price=None)], today=TODAY))
    assert [one.key for one in found.met] == [1]
    assert [(miss.need.key, miss.why) for miss in found.unsure] == [(2, Why.NO_DAYS), (3, Why.NO_PRICE)]
    assert found.price_open
    assert not found.missed


def test_a_kept_day_goes_before_an_unknown_one_and_that_before_a_late_one() -> None:
    needs = [need(1, CHAIRS), need(2, in_days=10)]
    offers = [
        offer(1, CHAIRS, price=1, days=30),
        offer(2, CHAIRS, price=2),
        offer(3, CHAIRS, price=3, days=5),
    ]
    assert [one.offer.key for one in matches(needs, offers, today=TODAY).ranked] == [3, 2, 1]


def test_an_optional_part_is_added_where_it_meets_what_is_missed() -> None:
    foam = offer(9, SAGS, price=35_00, of_each=Decimal(6))
    chairs = offer(7, CHAIRS, price=600_00, extras=(foam,))
    found = only(matches([need(1, CHAIRS), need(2, SAGS)], [chairs], today=TODAY))
    assert [extra.key for extra in found.extras] == [9]
    assert found.cost_minor == 600_00 + 6 * 35_00
    assert found.meets_all

    # as many as their own need asks for
    found = only(matches([need(1, CHAIRS), need(2, SAGS, quantity=Decimal(2))], [chairs], today=TODAY))
    assert found.cost_minor == 600_00 + 2 * 35_00


def test_for_a_wish_it_is_added_only_within_the_budget() -> None:
    foam = offer(9, SAGS, price=35_00)
    chairs = offer(7, CHAIRS, price=600_00, extras=(foam,))
    for budget, added in ((700_00, True), (620_00, False)):
        needs = [need(1, CHAIRS, budget_minor=budget), need(2, SAGS, "nice")]
        assert bool(only(matches(needs, [chairs], today=TODAY)).extras) is added


def test_one_bundle_of_six_is_enough_for_six_and_two_are_for_seven() -> None:
    six = offer(7, CHAIRS, price=900_00, gives={CHAIRS: Decimal(6)})
    for wanted, bundles in (("6", 1), ("7", 2), ("0.5", 1)):
        found = only(matches([need(1, CHAIRS, quantity=Decimal(wanted))], [six], today=TODAY))
        assert found.quantity == bundles
    cloth = only(
        matches([need(1, GRAND, quantity=Decimal("2.5"))], [offer(8, GRAND, price=62_01)], today=TODAY)
    )
    assert cloth.cost_minor == 155_03


def test_nothing_fits_where_a_must_is_met_by_none_and_the_nearest_is_still_named() -> None:
    found = matches([need(1, SAGS), need(2, DOGS, "nice")], [offer(7, DOGS)], today=TODAY)
    assert found.nothing_fits
    assert found.first is None
    assert [one.offer.key for one in found.ranked] == [7]
    assert found.together == ()


def test_before_anything_is_asked_nothing_is_said() -> None:
    assert matches([], [offer(7, DOGS)], today=TODAY) == Matches()
    unsorted = need(1)
    assert matches([unsorted], [offer(7, DOGS)], today=TODAY) == Matches(unsorted=(unsorted,))


def test_what_goes_together_meets_all_that_can_be_met_and_no_more_is_named() -> None:
    needs = [need(1, CHAIRS), need(2, DOGS, "should"), need(3, SAGS, "nice"), need(4, 99, "nice")]
    offers = [
        offer(1, CHAIRS),
        offer(2, DOGS, price=48_00),
        offer(3, DOGS, SAGS, price=80_00),
        offer(4, SAGS, price=1_00),
    ]
    assert [one.offer.key for one in matches(needs, offers, today=TODAY).together] == [1, 3]


def test_what_others_took_only_parts_those_that_are_alike() -> None:
    liked, less = {CHAIRS: counted(30, 40)}, {CHAIRS: counted(5, 40)}
    few = {CHAIRS: counted(18, 19)}
    needs = [need(1, CHAIRS), need(2, DOGS, "nice")]
    offers = [
        offer(1, CHAIRS, price=10, taken=less),
        offer(2, CHAIRS, price=90, taken=liked),
        offer(3, CHAIRS, DOGS, price=99),
        offer(4, CHAIRS, price=5, taken=few),
    ]
    ranked = matches(needs, offers, today=TODAY).ranked
    # all needs met goes first; then the most liked; of nineteen nothing is said
    assert [one.offer.key for one in ranked] == [3, 2, 1, 4]
    assert [one.taken is not None for one in ranked] == [False, True, True, False]


weights = st.sampled_from(Weight.values)
kinds = st.integers(1, 6)
some_needs = st.lists(
    st.builds(
        lambda kind, weight, in_days, budget, quantity: (kind, weight, in_days, budget, quantity),
        st.none() | kinds,
        weights,
        st.none() | st.integers(0, 40),
        st.none() | st.integers(1, 500_00),
        st.none() | st.integers(1, 9),
    ),
    max_size=8,
)
some_offers = st.lists(
    st.tuples(
        st.frozensets(kinds, max_size=4),
        st.none() | st.integers(0, 400_00),
        st.none() | st.integers(0, 50),
        st.frozensets(kinds, max_size=2),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(some_needs, some_offers, st.randoms(use_true_random=False))
def test_laws(told: list[tuple], shelf: list[tuple], chance: object) -> None:  # type: ignore[type-arg]
    needs = [
        need(
            key,
            kind,
            weight,
            in_days=in_days,
            budget_minor=budget,
            quantity=Decimal(many) if many else None,
        )
        for key, (kind, weight, in_days, budget, many) in enumerate(told, start=1)
    ]
    offers = [
        offer(key, *some, price=price, days=days, extras=(offer(100 + key, *more, price=9, days=1),))
        for key, (some, price, days, more) in enumerate(shelf, start=1)
    ]
    found = matches(needs, offers, today=TODAY)

    # every sorted need is in exactly one place of each ranked offer
    keys = sorted(one.key for one in needs if one.is_sorted)
    for one in found.ranked:
        told_of = [*(met.key for met in one.met), *(miss.need.key for miss in (*one.missed, *one.unsure))]
        assert sorted(told_of) == keys

    # an offer that misses a must is never above one that misses none
    missed = [any(miss.need.weight == Weight.MUST for miss in one.missed) for one in found.ranked]
    assert missed == sorted(missed)

    # the order of the shelf makes no difference
    mixed = list(offers)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert matches(needs, mixed, today=TODAY) == found

    # where it is said that nothing fits, no must is met (and nothing at all where there is no must)
    things = [one for one in needs if one.is_sorted and one.names_a_thing]
    musts = {one.key for one in things if one.weight == Weight.MUST}
    if found.nothing_fits and musts:
        assert not any(one.key in musts for ranked in found.ranked for one in ranked.met)


def test_two_hundred_offers_and_fifty_needs_take_less_than_fifty_milliseconds() -> None:
    offers = [
        offer(
            key,
            *((key * step) % 60 for step in range(1, 7)),
            price=10_00 + key * 97,
            days=key % 40,
            extras=(offer(1000 + key, key % 60, price=5_00, days=2),) if key % 4 == 0 else (),
        )
        for key in range(200)
    ]
    needs = [
        need(
            key,
            (key * 7) % 60 if key % 6 else None,
            Weight.values[key % 3],
            in_days=20 if key % 5 == 0 else None,
            budget_minor=300_00 if key % 6 == 0 else None,
        )
        for key in range(50)
    ]

    assert len(matches(needs, offers, today=TODAY).ranked) > 150
    assert seconds_of(lambda: matches(needs, offers, today=TODAY), times=5) < 0.05
