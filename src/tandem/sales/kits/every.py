"""The kits by their trades, and the moments that stages stand for."""

from collections.abc import Sequence

from tandem.sales.kits import (
    accountancy,
    bakery,
    consulting,
    cycling,
    garden,
    health,
    it_services,
    joinery,
    photography,
    upholstery,
)
from tandem.sales.kits.kit import Kit, Moment

KITS: dict[str, Kit] = {
    "upholstery": upholstery.KIT,
    "joinery": joinery.KIT,
    "it_services": it_services.KIT,
    "photography": photography.KIT,
    "health": health.KIT,
    "garden": garden.KIT,
    "bakery": bakery.KIT,
    "consulting": consulting.KIT,
    "cycling": cycling.KIT,
    "accountancy": accountancy.KIT,
}
# Trades of a business (office/business/words.py) that have no kit of their own, and the one that is nearest.
NEAREST = {"electrician": "joinery", "web_design": "it_services", "language_school": "consulting"}
# How the words of a name begin. The first that is found counts, so what is told most surely stands first.
TOLD_BY = (
    (Moment.QUOTE, ("quote", "offer", "proposal", "estimate")),
    (Moment.READY, ("ready", "order", "sign", "agree", "contract", "decid")),
    (Moment.NEED, ("visit", "need", "measur", "survey", "look", "test", "sample", "try")),
    (Moment.FIRST_TALK, ("first", "talk", "call", "new", "contact", "ring")),
)


def kit_for(trade: str) -> str:
    """The key of the kit for a trade; empty where none is near."""
    return trade if trade in KITS else NEAREST.get(trade, "")


def moments_of(names: Sequence[str]) -> list[Moment]:
    """What each of the open stages stands for: by its name, else by its place on the way."""
    return [told_by(name) or placed(place, len(names)) for place, name in enumerate(names)]


def told_by(name: str) -> Moment | None:
    words = name.casefold().split()
    return next(
        (moment for moment, begins in TOLD_BY if any(word.startswith(begins) for word in words)), None
    )


def placed(place: int, whole: int) -> Moment:
    """The first is the first talk and the last the order; those between are shared out in turn."""
    moments = list(Moment)
    if whole < 2:
        return moments[0]
    return moments[round(place * (len(moments) - 1) / (whole - 1))]
