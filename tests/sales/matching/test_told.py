"""The sentences that go with a ranked offer."""

import datetime
from decimal import Decimal

from tandem.sales.matching.rules import counted, matches
from tandem.sales.matching.told import cost_words, together_words, told, with_words
from tandem.sales.matching.words import Asked, OnSale

TODAY = datetime.date(2026, 11, 26)
CHRISTMAS = datetime.date(2026, 12, 24)
CHAIRS, DOGS, SAGS = 1, 2, 3
NEEDS = [
    Asked(
        key=1,
        words="Six chairs, tired",
        kind=CHAIRS,
        weight="must",
        quantity=Decimal(6),
        budget_minor=720_00,
    ),
    Asked(key=2, words="The dog", kind=DOGS, weight="must"),
    Asked(key=3, words="Back by Christmas", wanted_on=CHRISTMAS),
]


def on_sale(**columns: object) -> OnSale:
    told_of = {
        "key": 7,
        "name": "Chair",
        "kinds": frozenset({CHAIRS, DOGS}),
        "price_minor": 140_00,
        "days": 40,
    }
    return OnSale(**{**told_of, **columns})  # type: ignore[arg-type]


def sentences(offer: OnSale, needs: list[Asked] = NEEDS) -> list[str]:
    [one] = matches(needs, [offer], today=TODAY).ranked
    return [sentence.words for sentence in told(one, "GBP")]


def test_it_says_what_it_meets_misses_and_costs_too_much() -> None:
    assert sentences(on_sale()) == [
        "Meets 2 of 3: Six chairs, tired; The dog.",
        "Misses: Back by Christmas (12 days too late).",
        "£120 over the £720 that they said.",
    ]


def test_it_says_when_it_meets_all() -> None:
    assert sentences(on_sale(days=1, price_minor=120_00)) == [
        "Meets all 3: Six chairs, tired; The dog; Back by Christmas."
    ]
    assert sentences(on_sale(), [NEEDS[1]]) == ["Meets it: The dog."]


def test_it_says_what_it_cannot_know() -> None:
    assert sentences(on_sale(days=None, price_minor=None)) == [
        "Meets 2 of 3: Six chairs, tired; The dog.",
        "Not sure: Back by Christmas (nobody has said how long it takes).",
        "It has no price yet, so the budget cannot be held against it.",
    ]


def test_a_budget_that_stands_alone_is_told_once() -> None:
    budget = Asked(key=4, words="Not more than 100", weight="must", budget_minor=100_00)
    assert sentences(on_sale(), [NEEDS[1], budget]) == [
        "Meets 1 of 2: The dog.",
        "Misses: Not more than 100 (£40 too much).",
    ]


def test_it_says_what_others_took_with_number_and_range() -> None:
    offer = on_sale(taken={DOGS: counted(21, 34)})
    assert sentences(offer, [NEEDS[1]])[1] == "Of 34 who needed “The dog” and bought, 21 took it (48 to 74%)."
    assert len(sentences(on_sale(taken={DOGS: counted(19, 19)}), [NEEDS[1]])) == 1


def test_what_it_costs_and_comes_with() -> None:
    foam = OnSale(key=9, name="Foam", kinds=frozenset({SAGS}), price_minor=35_00)
    sags = Asked(key=5, words="Sags", kind=SAGS)
    [plain] = matches(NEEDS, [on_sale()], today=TODAY).ranked
    [extra] = matches([*NEEDS, sags], [on_sale(extras=(foam,))], today=TODAY).ranked
    [priceless] = matches(NEEDS, [on_sale(price_minor=None)], today=TODAY).ranked
    assert (cost_words(plain, "GBP"), with_words(plain)) == ("£840 (6 × £140)", "")
    assert (cost_words(extra, "GBP"), with_words(extra)) == ("£1,050", "with Foam")
    assert cost_words(priceless, "GBP") == "No price yet"


def test_what_goes_together_is_said_where_it_takes_more_than_one() -> None:
    offers = [on_sale(kinds=frozenset({CHAIRS})), on_sale(key=8, name="Wool", kinds=frozenset({DOGS}))]
    found = matches(NEEDS, offers, today=TODAY)
    assert together_words(found.together, "GBP") == "To meet what we can: Wool + Chair; £980 together."
    assert together_words(found.together[:1], "GBP") == ""
