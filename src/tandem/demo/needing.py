"""What people at Wren & Rowe said that they need, what it was sorted to, and what was picked for them."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from tandem.demo.asking import ONE_DAY, Asking, dice
from tandem.demo.shop import Shop
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import name_key
from tandem.offers.needs.actions import needs_for_many, set_needs
from tandem.offers.needs.models import NeedKind
from tandem.offers.needs.queries import needs_of as needs_of_offers
from tandem.offers.needs.words import need_key
from tandem.office.accounts.models import User
from tandem.sales.hearing.actions import call_unmet, hear_need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.hearing.words import Weight
from tandem.sales.matching.actions import pick_offer, say_days
from tandem.sales.opportunities.models import Opportunity

MUST, SHOULD, NICE = Weight.MUST, Weight.SHOULD, Weight.NICE
# Since then each need is written down; before it only now and then.
WRITTEN_SINCE_DAYS = 70
NOW_AND_THEN, MOSTLY = 0.3, 0.8


@dataclass(frozen=True)
class Said:
    """In their words; what it is sorted to (or nothing yet), in how many days, how many, for what."""

    words: str
    kind: str = ""
    weight: str = SHOULD
    days: int = 0
    number: int = 0
    pounds: int = 0
    unmet: bool = False


DOG = Said("The dog sleeps on it", "Survives dogs", MUST)
CHILDREN = Said("Two children eat and draw there", "Survives children", MUST)
WIPES = Said("A cloth and it is clean again", "Wipes clean")
HEIRLOOM = Said("It was my grandmother’s", "Keeps an heirloom", MUST)
KNEES = Said("Easy on my knees", "Easy to get up from")
HONEST = Said("Horsehair, please, no foam", "No foam and no plastic", NICE)
ODD = Said("Nothing in that house is straight", "Fits an odd shape", MUST)
PARTY = Said("Back before the family comes", days=30)
TIRED = Said("They are tired, all of them", "Chairs good for another life", MUST)
SOFA = Said("A sofa that we are not ashamed of", "A sofa like new", MUST)
SAGS = Said("Two of them sag")
SUN = Said("It gets the sun all day, so it must not fade", weight=NICE)
POUNDS = Said("About 600 all in", weight=NICE, pounds=600)

NEEDS: dict[str, tuple[Said, ...]] = {
    "Chairs": (TIRED, CHILDREN, DOG, WIPES, HEIRLOOM, KNEES, PARTY, SAGS),
    "Sofas": (SOFA, CHILDREN, DOG, HEIRLOOM, WIPES, POUNDS),
    "Cushions": (WIPES, DOG, SUN, ODD),
    "Curtains": (ODD, PARTY, SUN),
    "Stools": (KNEES, WIPES, HONEST),
    "Window seats": (ODD, CHILDREN, SUN, PARTY),
    "Boats and caravans": (ODD, WIPES, DOG),
}
PICKS: dict[str, tuple[str, ...]] = {
    "Chairs": ("Dining chair, seat and back", "Stain-guarded wool", "Drop-in seat"),
    "Sofas": ("Three-seater, covered anew", "Two-seater, loose covers", "Stain-guarded wool"),
    "Cushions": ("Window seat cushion", "Stain-guarded wool"),
    "Curtains": ("Roman blind, lined", "Linen, natural"),
    "Stools": ("Drop-in seat", "Dining chair, seat and back"),
    "Window seats": ("Window seat cushion", "Stain-guarded wool"),
    "Boats and caravans": ("Caravan cushions, full set", "Stain-guarded wool"),
}
# Of the people of the pictures, by name.
CAST: dict[str, tuple[Said, ...]] = {
    "Tom Ellery": (
        Said("Six seats and backs, all tired", "Chairs good for another life", MUST, number=6),
        Said("Survive two children and a dog", "Survives children", MUST),
        Said("Back home by Christmas", days=28),
        SAGS,
        Said("A new table to go with them", weight=NICE, unmet=True),
    ),
}
# Kinds of need besides those of the trade, and what meets them.
MEETING: dict[str, tuple[str, ...]] = {
    "Chairs good for another life": ("Dining chair, seat and back", "Drop-in seat"),
    "A sofa like new": ("Three-seater, covered anew", "Two-seater, loose covers"),
    "Seats that sag": ("New webbing and foam", "Wingback, new springs"),
}
DAYS = {
    "Dining chair, seat and back": 18,
    "Drop-in seat": 7,
    "New webbing and foam": 14,
    "Three-seater, covered anew": 35,
    "Two-seater, loose covers": 28,
    "Roman blind, lined": 15,
    "Caravan cushions, full set": 24,
    "Stain-guarded wool": 5,
    "Collect and deliver": 3,
}


def begin_needs(shop: Shop, offers: dict[str, Offer], at: datetime.datetime) -> None:
    """What the shelf meets, as they learnt by listening; and how long each takes."""
    known = needs_of_offers(offer.pk for offer in offers.values())
    kinds = needs_for_many(words=MEETING, by=shop.joe, at=at)
    for name, offer in offers.items():
        more = [kinds[need_key(words)] for words, names in MEETING.items() if name in names]
        if more:
            set_needs(offer=offer, needs=[*known.get(offer.pk, ()), *more], by=shop.joe, at=at)
    for name, days in DAYS.items():
        say_days(offer=offers[name], expected_version=1, days=days, by=shop.joe, at=at)


def hear(
    shop: Shop, opportunity: Opportunity, said: tuple[Said, ...], *, by: User, at: datetime.datetime
) -> None:
    kinds = {kind.key: kind for kind in NeedKind.objects.all()}
    for one in said:
        need, _line = hear_need(
            opportunity=opportunity,
            words=one.words,
            weight=one.weight,
            kind=kinds[need_key(one.kind)] if one.kind else None,
            wanted_on=max(shop.day(at), shop.today) + one.days * ONE_DAY if one.days else None,
            quantity=Decimal(one.number) if one.number else None,
            budget_minor=one.pounds * 100 or None,
            by=by,
            at=at,
        )
        if one.unmet:
            call_unmet(need=need, expected_version=need.version, by=by, at=at)


def hear_some(
    shop: Shop, asking: Asking, opportunity: Opportunity, *, by: User, at: datetime.datetime
) -> None:
    """In the first talk. It has dice of its own, so that what becomes of the sale does not hang on it."""
    chance = dice("needs", opportunity.pk)
    lately = shop.day(at) >= shop.today - WRITTEN_SINCE_DAYS * ONE_DAY
    if chance.random() < (MOSTLY if lately else NOW_AND_THEN):
        every = NEEDS[asking.product.name]
        number = chance.randrange(2, 5) if lately else 2
        hear(shop, opportunity, tuple(chance.sample(every, min(number, len(every)))), by=by, at=at)


def pick_some(asking: Asking, opportunity: Opportunity, *, by: User, at: datetime.datetime) -> None:
    """With the quote, for those whose needs were heard."""
    if not needs_of(opportunity).exists():
        return
    chance = dice("picks", opportunity.pk)
    names = PICKS[asking.product.name]
    first = chance.choices(names, range(len(names), 0, -1))[0]
    pick_offer(opportunity=opportunity, offer=Offer.objects.get(key=name_key(first)), by=by, at=at)
