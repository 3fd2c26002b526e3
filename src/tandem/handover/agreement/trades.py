"""What a good enquiry may be, told for a dozen trades: ticks to begin with, and how one asks there.

`{near}` stands for a distance and `{sum}` for a sum in the words of the business's country.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.money.amount import Amount
from tandem.money.codes import ACTIVE
from tandem.money.currency import written
from tandem.office.business.models import Business

MILES = {"GB", "US", "LR", "MM", "IM", "JE", "GG"}
Words = Promise | str
WITHIN_A_YEAR = _("Within a year")


@dataclass(frozen=True)
class Tick:
    """A sentence with a detail. A fixed one means the same in every business, so it offers no change."""

    words: Words
    detail: Words = ""
    is_fixed: bool = False


@dataclass(frozen=True)
class Trade:
    """`ticks` are chosen to begin with, `more` stand below them; `who` asks with `asks` in the example.

    The first tick tells what is needed there; `soon` is what a date means there.
    """

    who: str
    asks: Words
    ticks: tuple[Tick, ...]
    more: tuple[Tick, ...]
    near: int = 30
    starts_at: int = 150
    soon: Words = WITHIN_A_YEAR


REACH = Tick(_("We can reach them"), _("A phone number or an e-mail address"), is_fixed=True)
COST = Tick(_("Has an idea of the cost"), _("They know it starts at about {sum}"))
WITHIN = _("Within {near}")
STARTS_AT = _("They know it starts at about {sum}")
COST = Tick(_("Has an idea of the cost"), STARTS_AT)
NEAR = Tick(_("Is near enough"), WITHIN)
DECIDES = Tick(_("Can decide alone"))

TRADES: dict[str, Trade] = {
    "upholstery": Trade(
        "Ruth Adeyemi",
        _("My gran’s wingback, the springs have gone. Can it be saved?"),
        (Tick(_("Wants something we make"), _("Chairs, sofas, curtains, cushions")), NEAR, REACH, COST),
        (Tick(_("Wants it within a year")), DECIDES),
    ),
    "joinery": Trade(
        "Tom Ellery",
        _("We want shelves in the alcoves, up to the ceiling. Do you do that?"),
        (
            Tick(_("Wants work that we do"), _("Built-in furniture, doors, stairs, small extensions")),
            NEAR,
            Tick(_("Has a rough size or a picture"), _("A photo or a sketch is enough")),
            COST,
        ),
        (REACH, Tick(_("Owns the house, or may decide on it"))),
        near=20,
        starts_at=600,
        soon=_("Within half a year"),
    ),
    "electrician": Trade(
        "Priya Shah",
        _("We are moving the kitchen and need a new consumer unit. When could you look?"),
        (
            Tick(_("Wants work that we do"), _("Rewiring, boards, lighting, car chargers")),
            NEAR,
            REACH,
            Tick(_("May let us in"), _("Owner, or tenant with the landlord’s consent")),
        ),
        (Tick(_("Wants it within three months")), COST),
        near=15,
        starts_at=120,
        soon=_("Within three months"),
    ),
    "garden": Trade(
        "Helen Marsh",
        _("The garden is all slope and brambles. Could it become something to sit in?"),
        (
            Tick(_("Wants work that we do"), _("Design, planting, paths, patios, upkeep")),
            NEAR,
            Tick(_("We know how large it is"), _("A guess in steps is enough")),
            COST,
        ),
        (REACH, Tick(_("Knows when it should be done"))),
        near=20,
        starts_at=500,
        soon=_("This season, or the next"),
    ),
    "hairdresser": Trade(
        "Anna Kowalska",
        _("I am getting married in June. Do you do hair for four, at the house?"),
        (
            Tick(_("Wants something we do"), _("Cut, colour, weddings")),
            Tick(_("We know the day"), _("Or at least the week")),
            REACH,
            COST,
        ),
        (NEAR, Tick(_("Tells of allergies or earlier colour"))),
        near=10,
        starts_at=45,
        soon=_("The day, or at least the week"),
    ),
    "photography": Trade(
        "Sam and Lily",
        _("We love your pictures of the barn wedding. Are you free on 12 June?"),
        (
            Tick(_("Wants pictures that we take"), _("Weddings, portraits, products")),
            Tick(_("We are free on that day"), _("Looked up before passing on")),
            REACH,
            COST,
        ),
        (NEAR, DECIDES),
        near=50,
        starts_at=400,
        soon=_("The day, and we are free on it"),
    ),
    "bakery": Trade(
        "Oscar Bell",
        _("We need lunch for forty on the 9th, half of it vegetarian. Is that possible?"),
        (
            Tick(_("Wants something we bake or cook"), _("Celebration cakes, buffets, bread for cafés")),
            Tick(_("We know day and number"), _("For how many, and when")),
            Tick(_("We can deliver, or they collect"), WITHIN),
            Tick(_("There is time enough"), _("Five working days at least")),
        ),
        (REACH, COST),
        near=10,
        starts_at=80,
        soon=_("Five working days ahead at least"),
    ),
    "web_design": Trade(
        "Noor Haddad",
        _("Our site is nine years old and nobody finds us. Where would you begin?"),
        (
            Tick(_("Wants something we do"), _("Websites, shops, logos, print")),
            Tick(_("Says what it should bring"), _("Bookings, enquiries, sales, applicants")),
            Tick(_("We speak with who decides"), _("Or know who that is")),
            COST,
        ),
        (REACH, Tick(_("Wants it within six months"))),
        starts_at=1500,
        soon=_("Within six months"),
    ),
    "accountancy": Trade(
        "Mark Taylor",
        _("I have just gone self-employed and the letters worry me. Do you take people on?"),
        (
            Tick(_("Needs something we do"), _("Yearly accounts, payroll, tax returns")),
            Tick(_("Is a size that we look after"), _("Self-employed, or up to 20 people")),
            REACH,
            Tick(_("There is time before the deadline"), _("Six weeks at least")),
        ),
        (COST, Tick(_("Keeps books, or is willing to"))),
        starts_at=300,
        soon=_("Six weeks before the deadline at least"),
    ),
    "language_school": Trade(
        "Chen Wei",
        _("I start a job in May and have to speak on the phone. Is there an evening course?"),
        (
            Tick(_("Wants something we teach"), _("The language, the level, alone or in a group")),
            Tick(_("Has time when we teach"), _("Evenings and Saturdays")),
            REACH,
            Tick(_("Knows what it costs"), STARTS_AT),
        ),
        (Tick(_("Says what it is for")), DECIDES),
        starts_at=180,
        soon=_("By when they want to speak"),
    ),
    "cycling": Trade(
        "Jane Evans",
        _("I want to ride to work, twelve miles and one hill. What would you put me on?"),
        (
            Tick(_("Wants something we have or do"), _("City, touring and cargo bicycles, repairs")),
            Tick(_("Says what it is for"), _("To work, with children, for a journey")),
            REACH,
            COST,
        ),
        (Tick(_("Would come for a test ride")), Tick(_("Wants it this season"))),
        near=20,
        starts_at=600,
        soon=_("This season"),
    ),
    "other": Trade(
        "Ellen Ward",
        _("A friend told me about you. Could you help me with this, and what would it cost?"),
        (
            Tick(_("Wants something we offer"), _("Say here what that is")),
            NEAR,
            REACH,
            COST,
        ),
        (Tick(_("Wants it within a year")), DECIDES),
    ),
}


# What any firm may ask, whatever it does.
KIT = ("area", "need", "date", "pay")


@dataclass(frozen=True)
class Offered:
    """A sentence that one tap adds, in the measures of the business. `key` tells which one was tapped."""

    key: str
    words: str
    detail: str


def kit_of(business: Business) -> list[Offered]:
    """Four sentences for any firm, with what they mean in its trade."""
    trade = trade_of(business.trade)
    ticks = (
        Tick(_("Is in our area"), WITHIN),
        Tick(_("Has the need"), trade.ticks[0].detail),
        Tick(_("Has a date"), trade.soon),
        Tick(_("Can pay"), STARTS_AT),
    )
    return [offered(key, tick, business) for key, tick in zip(KIT, ticks, strict=True)]


def examples_of(business: Business) -> list[Offered]:
    """What others of the trade ask, the usual ones first."""
    trade = trade_of(business.trade)
    ticks = enumerate((*trade.ticks, *trade.more), start=1)
    return [offered(f"trade-{place}", tick, business) for place, tick in ticks]


def offered(key: str, tick: Tick, business: Business) -> Offered:
    trade, measures = trade_of(business.trade), {"country": business.country, "currency": business.currency}
    return Offered(key, said(tick.words, trade, **measures), said(tick.detail, trade, **measures))


def trade_of(name: str) -> Trade:
    return TRADES.get(name, TRADES["other"])


def said(words: Words, trade: Trade, *, country: str, currency: str) -> str:
    """The words with distance and sum in the measures of the business."""
    near = (
        _("%(miles)d miles") % {"miles": trade.near}
        if country in MILES
        else _("%(kilometres)d km") % {"kilometres": round(trade.near * 1.6 / 5) * 5}
    )
    sum_words = written(Amount(trade.starts_at * 10 ** ACTIVE.get(currency, 2), currency))
    return str(words).replace("{near}", str(near)).replace("{sum}", sum_words)
