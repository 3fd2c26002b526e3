"""Who asks when, by which channel and in which words: a plan, made before anything is written."""

import datetime
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from tandem.demo import said, story
from tandem.demo.moments import some_time
from tandem.demo.names import Directory, Somebody
from tandem.demo.products import FETCHING_POUNDS, PRODUCTS, Piece, Product
from tandem.demo.story import Way

Choice = TypeVar("Choice")
ONE_DAY = datetime.timedelta(days=1)
# Of the best channels, too, some do not fit.
MOST_FIT = 0.95


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: in their words, as sales writes it down, and what it usually costs."""

    words: str
    title: str
    pounds: int


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One enquiry to be heard. `fits` is how likely sales accepts it, and `buys` how likely a sale is then;
    `chance` decides what becomes of it."""

    somebody: Somebody
    heard_at: datetime.datetime
    way: Way
    door: str
    product: Product
    wanted: Wanted
    campaign: str = ""
    fits: float = 0.0
    buys: float = 0.0
    again: bool = False
    chance: random.Random = field(compare=False, repr=False)


def dice(*seed: object) -> random.Random:
    """Always the same numbers for the same seed. Nothing secret is made of them."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311


def weighted(options: dict[Choice, int] | Sequence[tuple[Choice, int]], chance: random.Random) -> Choice:
    pairs = list(options.items() if isinstance(options, dict) else options)
    return chance.choices([option for option, _weight in pairs], [weight for _option, weight in pairs])[0]


def wanted(piece: Piece, asked: str, chance: random.Random) -> Wanted:
    """The gaps filled alike in words and title."""
    number = chance.choice(list(said.NUMBERS))
    gaps = {
        "number": number,
        "colour": chance.choice(said.COLOURS),
        "fabric": chance.choice(said.FABRICS),
        "room": chance.choice(said.ROOMS),
    }
    many = said.NUMBERS[number] if "{number}" in piece.title else 1
    pounds = FETCHING_POUNDS + piece.pounds * many
    return Wanted(capital(asked.format(**gaps)), capital(piece.title.format(**gaps)), pounds)


def capital(sentence: str) -> str:
    """Each sentence with a capital where it begins, also where a gap was filled."""
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[1] + found[2].upper(), sentence)


def wanted_again(product: Product, chance: random.Random) -> Wanted:
    """What a customer comes back for."""
    piece = chance.choice(product.pieces)
    return wanted(Piece(piece.title, piece.pounds, ()), chance.choice(said.ASKED_AGAIN), chance)


class Sentences:
    """People's own words: each sentence of a product once before any comes again."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._left: dict[str, list[tuple[Piece, str]]] = {}

    def about(self, product: Product) -> Wanted:
        left = self._left.setdefault(product.name, [])
        if not left:
            every = [(piece, asked) for piece in product.pieces for asked in piece.asked]
            left.extend(self.chance.sample(every, len(every)))
        return wanted(*left.pop(), self.chance)


@dataclass(frozen=True)
class Fair:
    name: str
    opens: datetime.date
    goal: int

    @property
    def closes(self) -> datetime.date:
        return self.opens + ONE_DAY


def fairs(today: datetime.date) -> list[Fair]:
    """The fairs of the story, the newest first: the first one is still to come."""
    days = [(story.saturday_near(today + 7 * ONE_DAY), story.NEXT_FAIR_GOAL)]
    days.append((story.saturday_near(today - story.LAST_FAIR_DAYS_AGO * ONE_DAY), story.LAST_FAIR_GOAL))
    days += [(story.second_saturday(month, today), goal) for month, goal in reversed(story.FAIRS)]
    found: list[Fair] = []
    for day, goal in days:
        found.append(Fair(story.fair_name(day, {fair.name for fair in found}), day, goal))
    return found


class Askings:
    """Makes the whole plan from a seed; the same seed and day give the same plan."""

    def __init__(self, *, today: datetime.date, seed: int, zone: ZoneInfo) -> None:
        self.today, self.seed, self.zone = today, seed, zone
        self.chance = dice(seed, "asking")
        self.directory = Directory(dice(seed, "directory"))
        self.sentences = Sentences(dice(seed, "sentences"))
        self.number = 0

    def all(self) -> list[Asking]:
        return sorted([*self.every_day(), *self.at_fairs()], key=lambda asking: asking.heard_at)

    def every_day(self) -> Iterator[Asking]:
        ways = [(way, way.weight) for way in story.WAYS if way.medium != "fair"]
        day, due = story.first_day(self.today), 0.0
        while day < self.today:
            due += story.how_many_ask(day, self.today) * self.chance.uniform(0.3, 1.7)
            for _one in range(int(due)):
                yield self.asking(weighted(ways, self.chance), day)
            due -= int(due)
            day += ONE_DAY

    def at_fairs(self) -> Iterator[Asking]:
        way = next(way for way in story.WAYS if way.medium == "fair")
        for fair in fairs(self.today)[1:]:
            for _one in range(round(fair.goal * self.chance.uniform(0.75, 1.15))):
                later = self.chance.random() < 0.25
                wait = (
                    self.chance.randrange(2, story.AFTER_A_FAIR_DAYS) if later else self.chance.randrange(2)
                )
                day = fair.opens + wait * ONE_DAY
                if story.first_day(self.today) <= day < self.today:
                    asking = self.asking(way, day)
                    yield replace(asking, campaign=fair.name, door="qr" if later else asking.door)

    def asking(self, way: Way, day: datetime.date) -> Asking:
        self.number += 1
        product = weighted([(product, product.weight) for product in PRODUCTS], self.chance)
        somebody = self.directory.somebody(far=way.far, organisation=0.9 if way.medium == "partner" else 0.07)
        door = weighted(way.doors, self.chance)
        # Shops and people who ring keep to the day; a form is open until late.
        first, last = (10, 17) if door in ("walk_in", "event", "phone") else (7, 22)
        if day == self.today - ONE_DAY:
            last = 17
        chapter = story.chapter_of(day, self.today)
        return Asking(
            somebody=somebody,
            heard_at=some_time(day, self.chance, self.zone, first=first, last=last),
            way=way,
            door=door,
            product=product,
            wanted=self.sentences.about(product),
            campaign=self.campaign_of(way, day),
            fits=min(way.accepted * chapter.fits, MOST_FIT),
            buys=way.bought * chapter.buys,
            chance=dice(self.seed, self.number),
        )

    def campaign_of(self, way: Way, day: datetime.date) -> str:
        """Most of what comes by a channel while a campaign runs there comes from the campaign."""
        ago = (self.today - day).days
        running = [
            tactic.name
            for tactic in story.TACTICS
            if tactic.medium == way.medium and tactic.begins >= ago >= (tactic.ends or 0)
        ]
        return self.chance.choice(running) if running and self.chance.random() < 0.8 else ""
