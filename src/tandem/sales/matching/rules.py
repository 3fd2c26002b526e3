"""Which offer fits best, and why: no more than a good shopkeeper could say aloud (docs/method.md)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from tandem.maths.shares import share_range
from tandem.sales.hearing.words import Weight
from tandem.sales.matching.words import ONE, Asked, Matches, Miss, OnSale, Ranked, Taken, Why
from tandem.ui.figures import LEAST_FOR_A_SHARE

# How much a miss counts. A must has no points: it goes before all of them.
MISSED: dict[str, int] = {Weight.MUST: 0, Weight.SHOULD: 4, Weight.NICE: 2}
# What cannot be told counts half: what is met goes before it, and it goes before a miss.
UNSURE: dict[str, int] = {Weight.MUST: 0, Weight.SHOULD: 2, Weight.NICE: 1}
# Over the budget by up to a tenth is worth asking about, like one wish less; up to a half is like three of
# them; beyond that like six.
OVER_BY = ((Decimal("0.1"), 2), (Decimal("0.5"), 6))
FAR_OVER = 12

Key = tuple[int, int, int, float, bool, int, str, int]


def matches(needs: Sequence[Asked], offers: Iterable[OnSale], *, today: datetime.date) -> Matches:
    """Ranks what has to do with the needs. The order of offers handed in makes no difference."""
    asked = [need for need in needs if need.is_sorted]
    unsorted = tuple(need for need in needs if not need.is_sorted)
    kinds = {need.kind for need in asked if need.kind is not None}
    by_thing = any(need.names_a_thing for need in asked)
    found = [
        against(offer, asked, today)
        for offer in offers
        if asked and (not by_thing or meets_some(offer, kinds))
    ]
    ranked = tuple(sorted(found, key=order))
    fits = any(may_meet(one, deciding(asked)) for one in ranked)
    return Matches(ranked, bool(asked) and not fits, cover(ranked) if fits else (), unsorted)


def meets_some(offer: OnSale, kinds: set[int]) -> bool:
    return not kinds.isdisjoint(offer.kinds) or any(not kinds.isdisjoint(one.kinds) for one in offer.extras)


def deciding(asked: Sequence[Asked]) -> set[int]:
    """The needs of which one has to be met, or nothing fits: musts for a thing, else musts, else all.

    That a thing is there in time and in the budget is no help to somebody who must have another.
    """
    things = [need for need in asked if need.names_a_thing]
    for some in (things, list(asked)):
        if musts := {need.key for need in some if need.weight == Weight.MUST}:
            return musts
    return {need.key for need in things or asked}


def may_meet(one: Ranked, needs: set[int]) -> bool:
    return any(need.key in needs for need in one.met) or any(miss.need.key in needs for miss in one.unsure)


def against(offer: OnSale, asked: Sequence[Asked], today: datetime.date) -> Ranked:
    """One offer against all needs: with such extras as meet a need that it does not meet itself."""
    quantity = how_many(offer, asked)
    extras: tuple[OnSale, ...] = ()
    told = weighed(offer, extras, asked, quantity, today)
    for extra in offer.extras:
        wanted = {miss.need.kind: miss.need for miss in told.missed if miss.why == Why.NOT_THIS}
        meant = [need for kind, need in wanted.items() if kind in extra.kinds]
        if not meant:
            continue
        with_it = weighed(offer, (*extras, extra), asked, quantity, today)
        only_nice = all(need.weight == Weight.NICE for need in meant)
        if not only_nice or (with_it.over_minor <= told.over_minor and penalty(with_it) < penalty(told)):
            extras, told = (*extras, extra), with_it
    return told


def how_many(offer: OnSale, asked: Sequence[Asked]) -> Decimal:
    """As many as are asked for; of a bundle with six in it, one for six and two for seven."""
    numbers = [ONE]
    for need in asked:
        if need.quantity and need.kind in offer.kinds:
            each = offer.gives.get(need.kind or 0, ONE)
            wanted = need.quantity / each
            numbers.append(wanted if each == ONE else wanted.to_integral_value(ROUND_CEILING))
    # Half a metre is fewer than one, where nothing else asks for more.
    return max(numbers[1:] or numbers)


def weighed(
    offer: OnSale, extras: tuple[OnSale, ...], asked: Sequence[Asked], quantity: Decimal, today: datetime.date
) -> Ranked:
    kinds = offer.kinds.union(*(extra.kinds for extra in extras))
    cost = cost_of(offer, extras, asked, quantity)
    ready = ready_on((offer, *extras), today)
    met: list[Asked] = []
    missed: list[Miss] = []
    unsure: list[Miss] = []
    for need in asked:
        miss = what_is_wrong(need, kinds, cost, ready)
        if miss is None:
            met.append(need)
        else:
            (unsure if miss.why in (Why.NO_DAYS, Why.NO_PRICE) else missed).append(miss)
    budget = budget_for(kinds, asked)
    taken_for, taken = most_telling(offer, met)
    return Ranked(
        offer=offer,
        extras=extras,
        quantity=quantity,
        cost_minor=cost,
        ready_on=ready,
        met=tuple(met),
        missed=tuple(missed),
        unsure=tuple(unsure),
        over_minor=max(0, cost - budget) if cost is not None and budget is not None else 0,
        budget_minor=budget,
        price_open=cost is None and budget is not None,
        taken=taken,
        taken_for=taken_for,
    )


def what_is_wrong(
    need: Asked, kinds: frozenset[int], cost: int | None, ready: datetime.date | None
) -> Miss | None:
    """Why this need is not met: it is another thing, too late, or a budget that stands alone is broken."""
    if need.names_a_thing and need.kind not in kinds:
        return Miss(need, Why.NOT_THIS)
    if need.wanted_on is not None:
        if ready is None:
            return Miss(need, Why.NO_DAYS)
        if ready > need.wanted_on:
            return Miss(need, Why.LATE, (ready - need.wanted_on).days)
    if need.kind is None and need.budget_minor is not None:
        if cost is None:
            return Miss(need, Why.NO_PRICE)
        if cost > need.budget_minor:
            return Miss(need, Why.OVER, cost - need.budget_minor)
    return None


def cost_of(
    offer: OnSale, extras: tuple[OnSale, ...], asked: Sequence[Asked], quantity: Decimal
) -> int | None:
    """Price by quantity, with the extras: as many as their own need asks for, else as of the offer."""
    if offer.price_minor is None or any(extra.price_minor is None for extra in extras):
        return None
    whole = offer.price_minor * quantity
    for extra in extras:
        own = [need.quantity for need in asked if need.kind in extra.kinds and need.quantity]
        whole += (extra.price_minor or 0) * (max(own) if own else quantity * extra.of_each)
    return int(whole.quantize(ONE, rounding=ROUND_HALF_UP))


def ready_on(offers: Sequence[OnSale], today: datetime.date) -> datetime.date | None:
    """All is ready when the slowest is; not known where nobody has said it of one of them."""
    days = [offer.days for offer in offers]
    if any(one is None for one in days):
        return None
    return today + datetime.timedelta(days=max(one or 0 for one in days))


def budget_for(kinds: frozenset[int], asked: Sequence[Asked]) -> int | None:
    """The narrowest of the budgets that were said for what it meets, or for no thing in particular."""
    said = [
        need.budget_minor
        for need in asked
        if need.budget_minor is not None and (not need.names_a_thing or need.kind in kinds)
    ]
    return min(said, default=None)


def most_telling(offer: OnSale, met: Sequence[Asked]) -> tuple[Asked | None, Taken | None]:
    """What those with a need that it meets took before: of the need that most people had, where they are
    enough.
    """
    told = [
        (need, taken)
        for need in met
        if need.kind is not None
        and (taken := offer.taken.get(need.kind)) is not None
        and taken.people >= LEAST_FOR_A_SHARE
    ]
    return max(told, key=lambda one: (one[1].people, -one[0].key), default=(None, None))


def counted(took: int, people: int) -> Taken:
    """With its range; `people` is at least one."""
    share = share_range(took, people)
    return Taken(took, people, share.low, share.high)


def penalty(one: Ranked) -> int:
    points = sum(MISSED[miss.need.weight] for miss in one.missed)
    points += sum(UNSURE[miss.need.weight] for miss in one.unsure)
    return points + points_over(one)


def points_over(one: Ranked) -> int:
    """A budget that stands alone is a need of its own and counts there."""
    alone = {miss.need.budget_minor for miss in one.missed if miss.why == Why.OVER}
    if not one.over_minor or one.budget_minor in alone:
        return 0
    for share, points in OVER_BY:
        if one.over_minor <= share * (one.budget_minor or 0):
            return points
    return FAR_OVER


def order(one: Ranked) -> Key:
    """Musts missed, musts unsure, points: the fewest first. Then what others took, the price, the name."""
    liked = one.taken.low if one.taken else 0.0
    return (
        musts(one.missed),
        musts(one.unsure),
        penalty(one),
        -liked,
        one.cost_minor is None,
        one.cost_minor or 0,
        one.offer.name.casefold(),
        one.offer.key,
    )


def musts(misses: Iterable[Miss]) -> int:
    return sum(miss.need.weight == Weight.MUST for miss in misses)


def cover(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The first offer, and for what it is not, the one that meets most of the rest, until none adds anything.

    A must counts for more than any number of lesser needs; of two that add as much, the higher ranked comes.
    """
    taken = [ranked[0]]
    left = {miss.need.key: miss.need for miss in ranked[0].missed if miss.why == Why.NOT_THIS}
    meets = [(one, frozenset(need.key for need in one.met) & left.keys()) for one in ranked[1:]]
    while left:
        best, met = max(meets, key=lambda one: adds(one[1], left), default=(ranked[0], frozenset[int]()))
        if not met & left.keys():
            break
        taken.append(best)
        left = {key: need for key, need in left.items() if key not in met}
    return tuple(taken)


def adds(met: frozenset[int], left: Mapping[int, Asked]) -> tuple[int, int]:
    """How many musts, and how many points of lesser needs, come to what is there."""
    new = [left[key].weight for key in met if key in left]
    return new.count(Weight.MUST), sum(MISSED[weight] for weight in new)
