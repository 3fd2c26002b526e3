"""Forty small cases of matching, written before the code: what a good shopkeeper would put first.

Plain rows and no imports of ours: what somebody needs, what the shop sells, and the offer that is named
first, or None where an honest shopkeeper says “we have nothing that fits”. Today is TODAY in each. Amounts
are in whole pounds. A need names its kind, as the shop sorts needs; without one it is a wish about the day or
the money. `took` is how many took the offer, of how many with that need who bought.
"""

import datetime
from dataclasses import dataclass, field

TODAY = datetime.date(2026, 11, 26)
TOMORROW = datetime.date(2026, 11, 27)
SATURDAY = datetime.date(2026, 11, 28)
SUNDAY = datetime.date(2026, 11, 29)
CHRISTMAS = datetime.date(2026, 12, 24)


def december(day: int) -> datetime.date:
    return datetime.date(2026, 12, day)


@dataclass(frozen=True)
class Wants:
    weight: str
    kind: str
    by: datetime.date | None = None
    up_to: int | None = None
    many: int = 1


@dataclass(frozen=True)
class Sells:
    """`days`: from yes to ready. `extras`: what may be added to it, by the names of offers of the shop."""

    name: str
    price: int | None
    kinds: tuple[str, ...]
    days: int = 0
    extras: tuple[str, ...] = ()
    took: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    asked: str
    shop: tuple[Sells, ...]
    needs: tuple[Wants, ...]
    first: str | None


def must(kind: str = "", by: datetime.date | None = None, up_to: int | None = None, many: int = 1) -> Wants:
    return Wants("must", kind, by, up_to, many)


def should(kind: str = "", by: datetime.date | None = None, up_to: int | None = None, many: int = 1) -> Wants:
    return Wants("should", kind, by, up_to, many)


def nice(kind: str = "", by: datetime.date | None = None, up_to: int | None = None, many: int = 1) -> Wants:
    return Wants("nice", kind, by, up_to, many)


UPHOLSTERER = (
    Sells("Dining chair, seat and back", 140, ("tired chairs",), days=14),
    Sells("Stain-guarded wool", 48, ("survives dogs", "wipes clean"), days=5),
    Sells("Velvet", 62, ("looks grand",), days=5),
    Sells("New webbing and foam", 35, ("sagging seat",), days=10),
    Sells("Sofa, covered anew", 980, ("tired sofa",), days=40),
    Sells(
        "Chair with wool, all in",
        180,
        ("tired chairs", "survives dogs", "wipes clean"),
        days=14,
        extras=("New webbing and foam",),
    ),
)
BICYCLES = (
    Sells("Town bicycle", 420, ("gets to work", "carries shopping")),
    Sells("Folding bicycle", 780, ("gets to work", "fits on a train"), days=7),
    Sells("Electric bicycle", 1900, ("gets to work", "carries shopping", "climbs hills"), days=21),
    Sells("Child seat", 90, ("carries a child",)),
    Sells("Family bicycle", 640, ("gets to work", "carries shopping"), days=3, extras=("Child seat",)),
    Sells("Yearly service", 65, ("rides safely again",), days=2),
)
FLORIST = (
    Sells("Bunch of the day", 25, ("says thank you", "cheers somebody up")),
    Sells("Funeral wreath", 95, ("says farewell",), days=2),
    Sells("Bridal bouquet", 140, ("a wedding",), days=14),
    Sells("Wedding, all flowers", 1200, ("a wedding", "flowers on the tables"), days=30),
    Sells("Pot plant", 18, ("cheers somebody up", "lasts for weeks")),
)
PLUMBER = (
    Sells("Leak put right", 110, ("water runs where it should not",)),
    Sells("Boiler service", 95, ("boiler runs safely",), days=5),
    Sells("New boiler, fitted", 2600, ("warm again", "smaller bills"), days=12),
    Sells("Boiler repaired", 280, ("warm again",), days=1),
    Sells("Bathroom, all new", 7400, ("bath without a step", "a new bathroom"), days=60),
    Sells("Walk-in shower", 3100, ("bath without a step",), days=25),
)
PHOTOGRAPHER = (
    Sells("Portrait hour", 160, ("a picture for work",), days=10),
    Sells("Portrait, next day", 240, ("a picture for work",), days=1),
    Sells("Wedding day", 1850, ("a wedding kept",), days=60, extras=("Album, bound",)),
    Sells("Album, bound", 320, ("something to hold",), days=30),
    Sells("Shop pictures, half a day", 450, ("shows what we sell", "a picture for work"), days=7),
)
BAKERY = (
    Sells("Birthday cake", 45, ("a birthday", "feeds a dozen"), days=2),
    Sells("Birthday cake without gluten", 58, ("a birthday", "feeds a dozen", "no gluten"), days=4),
    Sells("Tray of rolls", 28, ("feeds a dozen", "breakfast at work")),
    Sells("Bread each Friday", None, ("bread each week",)),
)
GARDENER = (
    Sells("Hedge cut", 85, ("hedge is too high",), days=6),
    Sells("Garden made tidy", 190, ("hedge is too high", "garden ran wild"), days=9),
    Sells("Garden each month", 75, ("stays tidy",), days=14),
    Sells("Terrace laid", 2400, ("sit outside",), days=45),
)
TUTOR = (
    Sells("One lesson", 38, ("get through an exam", "understand maths")),
    Sells("Ten lessons", 340, ("get through an exam", "understand maths", "a plan to the exam")),
    Sells("Group of four", 18, ("understand maths",), days=7),
)
COMPUTERS = (
    Sells("Look at what is wrong", 60, ("works again",), days=1),
    Sells("Network care, a month", 120, ("works again", "somebody to ring", "safe copies"), days=10),
    Sells("Safe copies, a month", 25, ("safe copies",), days=3),
    Sells("New computer, set up", 890, ("faster", "works again"), days=6),
)
GIFTS = (
    Sells("Beeswax candle", 14, ()),
    Sells("Blue bowl", 32, ()),
    Sells("Blanket, made for you", 85, (), days=20),
    Sells("Small bowl", 14, ()),
)
GROOMER = (
    Sells(
        "Wash and brush",
        35,
        ("dog smells", "coat is matted"),
        took={"dog smells": (12, 40), "coat is matted": (6, 30)},
    ),
    Sells(
        "Wash, brush and cut",
        35,
        ("dog smells", "coat is matted"),
        took={"dog smells": (28, 40), "coat is matted": (24, 30)},
    ),
    Sells("Claws", 12, ("claws too long",), took={"claws too long": (9, 11)}),
    Sells("Claws and ears", 12, ("claws too long", "ears"), took={"claws too long": (2, 11)}),
)

CASES = (
    # The upholsterer
    Case("Her chairs are tired", UPHOLSTERER, (must("tired chairs"),), "Dining chair, seat and back"),
    Case(
        "Chairs that the dog will not ruin",
        UPHOLSTERER,
        (must("tired chairs"), must("survives dogs")),
        "Chair with wool, all in",
    ),
    Case(
        "Six chairs for 900 pounds; the dog would be good, a fifth too dear is not",
        UPHOLSTERER,
        (must("tired chairs", up_to=900, many=6), should("survives dogs")),
        "Dining chair, seat and back",
    ),
    Case(
        "Six chairs for 1,000 pounds and a dog: a little over is worth asking about",
        UPHOLSTERER,
        (must("tired chairs", up_to=1000, many=6), should("survives dogs")),
        "Chair with wool, all in",
    ),
    Case(
        "Tired, sagging, and a dog: all in, with the foam added",
        UPHOLSTERER,
        (must("tired chairs"), must("survives dogs"), must("sagging seat")),
        "Chair with wool, all in",
    ),
    Case(
        "The sofa by Christmas cannot be done, and we say so",
        UPHOLSTERER,
        (must("tired sofa", by=CHRISTMAS),),
        None,
    ),
    Case(
        "The sofa, and Christmas would be nice",
        UPHOLSTERER,
        (must("tired sofa"), nice(by=CHRISTMAS)),
        "Sofa, covered anew",
    ),
    # The bicycle shop
    Case("To work and back", BICYCLES, (must("gets to work"),), "Town bicycle"),
    Case(
        "To work by train",
        BICYCLES,
        (must("gets to work"), must("fits on a train")),
        "Folding bicycle",
    ),
    Case(
        "Hills, and 2,000 pounds at most",
        BICYCLES,
        (must("gets to work"), must("climbs hills"), nice("carries shopping"), must(up_to=2000)),
        "Electric bicycle",
    ),
    Case(
        "Hills would be good; 500 pounds is the end of it",
        BICYCLES,
        (must("gets to work"), should("climbs hills"), must(up_to=500)),
        "Town bicycle",
    ),
    Case(
        "To work with the little one on the back",
        BICYCLES,
        (must("gets to work"), must("carries a child")),
        "Family bicycle",
    ),
    Case(
        "To work, perhaps with the little one, for 450 pounds",
        BICYCLES,
        (must("gets to work", up_to=450), nice("carries a child")),
        "Town bicycle",
    ),
    Case(
        "A bicycle to work for tomorrow, perhaps for the train",
        BICYCLES,
        (must("gets to work", by=TOMORROW), should("fits on a train")),
        "Town bicycle",
    ),
    Case("A boat", BICYCLES, (must("crosses the river"),), None),
    # The florist
    Case("Thank you to a neighbour", FLORIST, (must("says thank you"),), "Bunch of the day"),
    Case("Cheer somebody up", FLORIST, (must("cheers somebody up"),), "Pot plant"),
    Case(
        "A wedding on 12 December: too late for all flowers, in time for the bouquet",
        FLORIST,
        (must("a wedding", by=december(12)), should("flowers on the tables")),
        "Bridal bouquet",
    ),
    Case(
        "A wedding in the new year, with the tables",
        FLORIST,
        (must("a wedding"), must("flowers on the tables")),
        "Wedding, all flowers",
    ),
    Case(
        "A wreath for tomorrow",
        FLORIST,
        (must("says farewell", by=TOMORROW),),
        None,
    ),
    # The plumber
    Case(
        "Cold house, this week if it goes",
        PLUMBER,
        (must("warm again"), should(by=december(1))),
        "Boiler repaired",
    ),
    Case(
        "Cold house, and the bills hurt more than the wait",
        PLUMBER,
        (must("warm again"), must("smaller bills")),
        "New boiler, fitted",
    ),
    Case(
        "A bath without a step, for 3,000 pounds or not much more",
        PLUMBER,
        (must("bath without a step", up_to=3000), nice("a new bathroom")),
        "Walk-in shower",
    ),
    Case(
        "A bath without a step, and not a penny over 3,000",
        PLUMBER,
        (must("bath without a step"), must(up_to=3000)),
        "Walk-in shower",
    ),
    # The photographer
    Case("A picture for the badge", PHOTOGRAPHER, (must("a picture for work"),), "Portrait hour"),
    Case(
        "A picture for the badge by Saturday",
        PHOTOGRAPHER,
        (must("a picture for work", by=SATURDAY),),
        "Portrait, next day",
    ),
    Case(
        "The wedding, and something to hold",
        PHOTOGRAPHER,
        (must("a wedding kept"), should("something to hold")),
        "Wedding day",
    ),
    Case(
        "Pictures of the shop and of us",
        PHOTOGRAPHER,
        (must("shows what we sell"), should("a picture for work")),
        "Shop pictures, half a day",
    ),
    # The bakery
    Case(
        "A cake for Sunday",
        BAKERY,
        (must("a birthday", by=SUNDAY),),
        "Birthday cake",
    ),
    Case(
        "A cake without gluten for Saturday: the one that is ready is not the one that is safe",
        BAKERY,
        (must("a birthday"), must("no gluten"), should(by=SATURDAY)),
        "Birthday cake without gluten",
    ),
    Case(
        "Bread each week; its price is agreed",
        BAKERY,
        (must("bread each week", up_to=10),),
        "Bread each Friday",
    ),
    # The gardener
    Case("The hedge", GARDENER, (must("hedge is too high"),), "Hedge cut"),
    Case(
        "The hedge, and the rest if it goes",
        GARDENER,
        (must("hedge is too high"), nice("garden ran wild")),
        "Garden made tidy",
    ),
    Case(
        "A pond by Christmas, and the hedge while we are at it: a hedge in time is no pond",
        GARDENER,
        (must("fish in the garden"), must(by=CHRISTMAS), nice("hedge is too high")),
        None,
    ),
    # The tutor and the computers
    Case(
        "Through the exam, with a plan, for 300 pounds or so",
        TUTOR,
        (must("get through an exam", up_to=320), should("a plan to the exam")),
        "Ten lessons",
    ),
    Case(
        "It works again, and safe copies from now on",
        COMPUTERS,
        (must("works again"), must("safe copies")),
        "Network care, a month",
    ),
    # Presents: only the day and the money are said
    Case(
        "A present for 20 pounds by 5 December",
        GIFTS,
        (must(up_to=20), must(by=december(5))),
        "Beeswax candle",
    ),
    Case("A present for 10 pounds", GIFTS, (must(up_to=10),), None),
    # The groomer: what others with the same need took
    Case(
        "Two that cost and do the same: the one that most took",
        GROOMER,
        (must("dog smells"), should("coat is matted")),
        "Wash, brush and cut",
    ),
    Case(
        "Eleven are too few to learn from: then it is the name, and no more",
        GROOMER,
        (must("claws too long"),),
        "Claws",
    ),
)
