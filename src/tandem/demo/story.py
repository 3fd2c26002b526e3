"""The story of the sample business, told by the distance from today: who asks when, and who buys."""

import datetime
from dataclasses import dataclass

from tandem.demo.moments import months_between, months_earlier

MONTHS = 14
WEEKDAYS = (1.15, 1.1, 1.0, 1.0, 1.1, 1.2, 0.55)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """Some months of the story, counted from the month of today: −1 is last month.

    `asks` enquiries a month, besides those at the fairs. `fits` and `buys` multiply the shares of a channel
    that sales accepts and that buy then; `answers` is how many times as long an answer takes.
    """

    months: range
    asks: int
    fits: float
    buys: float = 1.0
    answers: float = 1.0


# As it was; marketing is better, and most of it lasts; a quiet season; sales is slower, and slower still;
# sales answers in time again, and by and by as many buy as before. As many fit all along since: of those who
# asked longer ago some were declined, asked again and accepted, so the later ones begin with a few more.
BEFORE = Chapter(months=range(-MONTHS, -8), asks=16, fits=0.52)
BETTER_MARKETING = Chapter(months=range(-8, -5), asks=44, fits=1.2)
QUIET_SEASON = Chapter(months=range(-5, -4), asks=26, fits=1.26)
SLOWER_SELLING = Chapter(months=range(-4, -3), asks=38, fits=1.26, buys=0.65, answers=1.6)
SLOWEST_SELLING = Chapter(months=range(-3, -1), asks=38, fits=1.26, buys=0.05, answers=2.1)
IN_TIME_AGAIN = Chapter(months=range(-1, 0), asks=31, fits=1.26, buys=0.5)
THIS_MONTH = Chapter(months=range(1), asks=38, fits=1.2)
STORY = (
    BEFORE,
    BETTER_MARKETING,
    QUIET_SEASON,
    SLOWER_SELLING,
    SLOWEST_SELLING,
    IN_TIME_AGAIN,
    THIS_MONTH,
)


def first_day(today: datetime.date) -> datetime.date:
    """The story ends yesterday and is fourteen months long."""
    return months_earlier(today, MONTHS)


def chapter_of(day: datetime.date, today: datetime.date) -> Chapter:
    """What it was like on `day`. Customers who come back later still belong to the last chapter."""
    month = min(months_between(day, today), 0)
    return next(chapter for chapter in STORY if month in chapter.months)


def how_many_ask(day: datetime.date, today: datetime.date) -> float:
    """Enquiries to expect on `day`."""
    return chapter_of(day, today).asks / 30.4 * WEEKDAYS[day.weekday()]


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
    Way("Recommendations", "", "referral", 18, 0.89, 0.60, (("phone", 5), ("email", 3), ("form", 2))),
    Way("Walk-ins", "", "walk_in", 14, 0.82, 0.47, (("walk_in", 1),)),
    Way("Search adverts", "", "cpc", 30, 0.66, 0.41, (("form", 6), ("phone", 3), ("api", 2)), far=0.2),
    Way("Home fairs", "home fair", "fair", 20, 0.60, 0.40, (("event", 6), ("qr", 4)), far=0.09),
    Way("Newsletter", "", "newsletter", 10, 0.70, 0.37, (("form", 3), ("email", 2))),
    Way("Local press", "local paper", "press", 4, 0.55, 0.38, (("phone", 3), ("form", 1))),
    Way("Interior designers", "interior designers", "partner", 4, 0.60, 0.48, (("email", 2), ("phone", 1))),
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
    what_for: str = ""


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
        # What the page of the campaign kindly asks about.
        "Sell five footstools before the spring",
    ),
)
# A home fair stands on a Saturday and a Sunday: the second one of a month, with its goal.
FAIRS = ((-13, 9), (-10, 9), (-8, 11), (-6, 14), (-4, 11), (-3, 10))
LAST_FAIR_DAYS_AGO, LAST_FAIR_GOAL = 28, 11
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


def second_saturday(months_ago: int, today: datetime.date) -> datetime.date:
    """Of a month counted from that of today."""
    first = months_earlier(today.replace(day=1), -months_ago)
    return first + datetime.timedelta(days=7 + (5 - first.weekday()) % 7)


def saturday_near(day: datetime.date) -> datetime.date:
    """The Saturday of that week."""
    return day + datetime.timedelta(days=5 - day.weekday())
