"""The story of the sample business, told by the distance from today: who asks when, and who buys."""

import datetime
from dataclasses import dataclass

from tandem.demo.moments import months_between, months_earlier

MONTHS = 14
# Besides those at the fairs.
ENQUIRIES_A_MONTH = 18
# Months counted back from the month of today.
MORE_ASK = range(-8, -5)
SLOWER_SELLING = range(-4, -1)
MORE_ASK_BY = 1.8
HOLIDAYS_BY = 0.72
# In the slower months: how many of those who bought still buy, and how many times as long an answer takes.
FEWER_BUY_BY = 0.42
LONGER_ANSWERS_BY = 1.9
WEEKDAYS = (1.15, 1.1, 1.0, 1.0, 1.1, 1.2, 0.55)


def first_day(today: datetime.date) -> datetime.date:
    """The story ends yesterday and is fourteen months long."""
    return months_earlier(today, MONTHS)


def in_the_holidays(day: datetime.date) -> bool:
    """The summer holidays, when the shop is quiet."""
    return (7, 20) <= (day.month, day.day) <= (8, 31)


def how_many_ask(day: datetime.date, today: datetime.date) -> float:
    """Enquiries to expect on `day`. In the better months the holidays do not show."""
    usual = ENQUIRIES_A_MONTH / 30.4 * WEEKDAYS[day.weekday()]
    if months_between(day, today) in MORE_ASK:
        return usual * MORE_ASK_BY
    return usual * HOLIDAYS_BY if in_the_holidays(day) else usual


def sells_slower(day: datetime.date, today: datetime.date) -> bool:
    return months_between(day, today) in SLOWER_SELLING


@dataclass(frozen=True)
class Way:
    """A channel with its numbers: how many of a hundred come by it, how many of them sales accepts, how many
    of those buy, and by which doors they come. `far` of them live too far away."""

    name: str
    source: str
    medium: str
    weight: int
    accepted: float
    bought: float
    doors: tuple[tuple[str, int], ...]
    far: float = 0.04


WAYS = (
    Way("Recommendations", "", "referral", 18, 0.89, 0.52, (("phone", 5), ("email", 3), ("form", 2))),
    Way("Walk-ins", "", "walk_in", 14, 0.82, 0.40, (("walk_in", 1),)),
    Way("Search adverts", "", "cpc", 30, 0.66, 0.35, (("form", 6), ("phone", 3), ("api", 2)), far=0.2),
    Way("Home fairs", "home fair", "fair", 20, 0.60, 0.34, (("event", 6), ("qr", 4)), far=0.09),
    Way("Newsletter", "", "newsletter", 10, 0.70, 0.30, (("form", 3), ("email", 2))),
    Way("Local press", "local paper", "press", 4, 0.55, 0.32, (("phone", 3), ("form", 1))),
    Way("Interior designers", "interior designers", "partner", 4, 0.60, 0.42, (("email", 2), ("phone", 1))),
)
# How sales says no, and to how many of a hundred; those who live far away are told so.
REASONS = {
    "Too far away": 6,
    "Budget too small": 34,
    "Only wanted a price": 28,
    "Not something we do": 18,
    "Could not be reached": 14,
}
LOST_REASONS = {"price": 34, "no_answer": 26, "competitor": 14, "no_need": 12, "time": 11, "other": 3}
SPAM, NOT_FOR_US, TWICE = 0.025, 0.025, 0.02


@dataclass(frozen=True)
class Tactic:
    """A campaign: from how many days ago to how many (none: still running), and its goal in enquiries."""

    name: str
    kind: str
    medium: str
    begins: int
    ends: int | None
    goal: int
    about: str


TACTICS = (
    Tactic("Chairs and sofas near me", "advertisement", "cpc", 420, None, 110, "Search adverts, £7 a day."),
    Tactic(
        "Letters from the workshop",
        "newsletter",
        "newsletter",
        400,
        None,
        40,
        "One letter a month: a piece, before and after.",
    ),
    Tactic(
        "Tell a neighbour", "referral", "referral", 255, 170, 35, "A card goes out with every finished piece."
    ),
    Tactic(
        "What it costs, plainly",
        "website",
        "cpc",
        250,
        None,
        30,
        "A page with ten examples and their prices.",
    ),
    Tactic(
        "Wool week in the paper",
        "public_relations",
        "press",
        262,
        200,
        8,
        "The paper follows one sofa for a week.",
    ),
    Tactic("Parish magazine", "print", "press", 150, 60, 5, "A quarter page, three months."),
    Tactic(
        "Designers’ breakfast",
        "networking",
        "partner",
        330,
        240,
        6,
        "We are there to meet people, not to sell.",
    ),
    Tactic(
        "Marina notice board",
        "partner",
        "partner",
        130,
        None,
        5,
        "The marina tells its boat owners, we tell ours.",
    ),
    Tactic("Before and after", "social", "newsletter", 210, 120, 10, "Two photographs a week."),
    Tactic(
        "The lit window",
        "other",
        "walk_in",
        95,
        None,
        15,
        "A piece in the window until nine, with its story.",
    ),
)
# A home fair stands on a Saturday and a Sunday: about this many days ago, with its goal.
FAIRS = ((395, 10), (330, 10), (268, 11), (205, 16), (148, 11), (92, 10), (28, 11))
NEXT_FAIR_GOAL = 12
AFTER_A_FAIR_DAYS = 14
SEASONS = (
    "Winter",
    "Winter",
    "Spring",
    "Spring",
    "Spring",
    "Summer",
    "Summer",
    "Summer",
    "Autumn",
    "Autumn",
    "Autumn",
    "Winter",
)


def fair_name(day: datetime.date, taken: set[str]) -> str:
    """“Autumn Home Fair”; by its month, and its year, where another one has that name."""
    names = (f"{SEASONS[day.month - 1]} Home Fair", f"{day:%B} Home Fair", f"{day:%B} Home Fair {day.year}")
    return next(name for name in names if name not in taken)


def saturday_near(day: datetime.date) -> datetime.date:
    """The Saturday of that week."""
    return day + datetime.timedelta(days=5 - day.weekday())
