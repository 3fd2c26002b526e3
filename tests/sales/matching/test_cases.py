"""The forty cases, held against the rules."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from tandem.sales.matching.rules import counted, matches
from tandem.sales.matching.words import Asked, Matches, OnSale
from tests.sales.matching.cases import CASES, TODAY, Case, Sells, Wants


def numbered(kinds: Iterable[str]) -> dict[str, int]:
    return {kind: key for key, kind in enumerate(sorted(set(kinds)), start=1)}


def asked(needs: Iterable[Wants], kinds: dict[str, int]) -> list[Asked]:
    return [
        Asked(
            key=key,
            words=need.kind or "the day or the money",
            weight=need.weight,
            kind=kinds.get(need.kind),
            wanted_on=need.by,
            budget_minor=None if need.up_to is None else need.up_to * 100,
            quantity=Decimal(need.many),
            unmet=bool(need.kind) and need.kind not in kinds,
        )
        for key, need in enumerate(needs, start=1)
    ]


def on_sale(shop: Iterable[Sells], kinds: dict[str, int]) -> list[OnSale]:
    rows = {
        one.name: OnSale(
            key=key,
            name=one.name,
            kinds=frozenset(kinds[kind] for kind in one.kinds),
            price_minor=None if one.price is None else one.price * 100,
            days=one.days,
            taken={kinds[kind]: counted(*counts) for kind, counts in one.took.items()},
        )
        for key, one in enumerate(shop, start=1)
    }
    with_extras = {one.name: tuple(rows[name] for name in one.extras) for one in shop}
    return [OnSale(**{**vars(row), "extras": with_extras[row.name]}) for row in rows.values()]


def answer_to(case: Case) -> Matches:
    kinds = numbered(kind for one in case.shop for kind in one.kinds)
    return matches(asked(case.needs, kinds), on_sale(case.shop, kinds), today=TODAY)


def test_there_are_forty() -> None:
    assert len(CASES) == len({case.asked for case in CASES}) == 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.asked)
def test_the_first_offer_is_the_one_that_a_good_shopkeeper_names(case: Case) -> None:
    first = answer_to(case).first
    assert (first.offer.name if first else None) == case.first
