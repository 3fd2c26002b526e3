"""What Wren & Rowe sell, as it stands on their shelf: prices that rose once, some that are to rise, needs,
bundles, and what the trade pays.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from tandem.demo import story
from tandem.demo.asking import ONE_DAY
from tandem.demo.diary import Life
from tandem.demo.moments import at_time, months_earlier
from tandem.demo.shop import Shop
from tandem.offers.bundles.actions import put_part
from tandem.offers.catalogue.models import Offer
from tandem.offers.limits.actions import set_limit
from tandem.offers.needs.actions import begin_with_trade
from tandem.offers.prices.actions import add_list, set_price
from tandem.offers.prices.models import PriceList
from tandem.offers.shelf.actions import add_to_shelf
from tandem.offers.shelf.words import Described
from tandem.office.accounts.words import Role

ROSE_MONTHS_AGO = 8
MOST_OFF = Decimal(10)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An offer; `pounds` as they were first, now, and where it is to rise, from next January. Without tax."""

    name: str
    words: str
    pounds: tuple[int, ...]
    cost: int
    unit: str = "each"
    needs: tuple[str, ...] = ()
    trade: int = 0
    kind: str = "service"


SHELF = (
    Piece(
        name="Dining chair, seat and back",
        words="Old cover off, padding made good, new cover on. The frame is looked at, too.",
        pounds=(130, 140, 155),
        cost=62,
        needs=("keeps an heirloom", "easy to get up from"),
        trade=118,
    ),
    Piece(
        name="Drop-in seat",
        words="One seat, covered anew in a fabric of yours or ours.",
        pounds=(38, 42),
        cost=15,
        needs=("wipes clean", "ready for a day that is fixed"),
        trade=34,
    ),
    Piece(
        name="New webbing and foam",
        words="For a seat that sags: webbing, foam and lining.",
        pounds=(32, 35),
        cost=14,
        needs=("easy to get up from",),
        trade=29,
    ),
    Piece(
        name="Wingback, new springs",
        words="Springs, webbing and horsehair as it was made, and a new cover.",
        pounds=(640, 690, 740),
        cost=310,
        needs=("keeps an heirloom", "easy to get up from", "no foam and no plastic"),
    ),
    Piece(
        name="Three-seater, covered anew",
        words="The whole sofa, cushions too. Fabric is extra, by the metre.",
        pounds=(780, 840),
        cost=390,
        needs=("survives children", "keeps an heirloom"),
        trade=720,
    ),
    Piece(
        name="Two-seater, loose covers",
        words="Cut to your sofa, with zips, for a machine at 40 degrees.",
        pounds=(450, 480),
        cost=205,
        needs=("survives children", "wipes clean"),
    ),
    Piece(
        name="Window seat cushion",
        words="A cushion cut to a paper template that we take at your window.",
        pounds=(180, 195),
        cost=82,
        needs=("fits an odd shape",),
    ),
    Piece(
        name="Caravan cushions, full set",
        words="Six to eight cushions, foam cut to shape, covers that come off.",
        pounds=(650, 690),
        cost=330,
        unit="set",
        needs=("fits an odd shape", "wipes clean", "survives dogs"),
    ),
    Piece(
        name="Roman blind, lined",
        words="Measured, made and hung.",
        pounds=(190, 205),
        cost=88,
        needs=("fits an odd shape",),
        trade=170,
    ),
    Piece(
        name="Stain-guarded wool",
        words="Fifty thousand rubs, wipes clean with a sponge. Eleven colours.",
        pounds=(44, 48),
        cost=23,
        unit="metre",
        needs=("survives dogs", "survives children", "wipes clean"),
        trade=39,
        kind="product",
    ),
    Piece(
        name="Linen, natural",
        words="Plain weave, Belgian, softens with the years.",
        pounds=(36, 39),
        cost=19,
        unit="metre",
        needs=("no foam and no plastic",),
        trade=31,
        kind="product",
    ),
    Piece(
        name="Collect and deliver",
        words="Two people and a van, within 30 miles.",
        pounds=(55, 60),
        cost=38,
        needs=("ready for a day that is fixed",),
    ),
)
# How many of what; those after it only if they like.
SIX_CHAIRS = {"Dining chair, seat and back": 6, "Stain-guarded wool": 5, "Collect and deliver": 1}
SIX_CHAIRS_IF_THEY_LIKE = {"New webbing and foam": 6}
HEIRLOOM = {"Wingback, new springs": 1, "Collect and deliver": 1}


def begin_shelf(shop: Shop) -> None:
    """What was sold from the first day on, and what changed about it since."""
    first = story.first_day(shop.today)
    shop.diary.begin(filled(shop, at_time(first, 9, 0, shop.zone)), until=shop.ends_at)


def filled(shop: Shop, opened: datetime.datetime) -> Life:
    at = yield opened
    begin_with_trade(by=shop.maya, at=at)
    offers = {piece.name: put_on(shop, piece, at) for piece in SHELF}
    bundles(shop, offers, at)
    for role in (Role.SALES, Role.BOTH):
        set_limit(role=role, percent=MOST_OFF, expected_version=1, by=shop.maya, at=at)
    rose_on = months_earlier(shop.today, ROSE_MONTHS_AGO).replace(day=1)
    at = yield at_time(rose_on - 10 * ONE_DAY, 18, 0, shop.zone)
    trade = add_list(name="Trade", by=shop.maya, at=at)
    for piece in SHELF:
        rise(shop, piece, offers[piece.name], trade, rose_on, at)
    at = yield at_time(shop.today - 12 * ONE_DAY, 18, 0, shop.zone)
    next_year = datetime.date(shop.today.year + 1, 1, 1)
    for piece in SHELF:
        if len(piece.pounds) > 2:
            price(shop, offers[piece.name], piece.pounds[2], next_year, at)


def put_on(shop: Shop, piece: Piece, at: datetime.datetime) -> Offer:
    told = Described(
        name=piece.name,
        kind=piece.kind,
        words=piece.words,
        unit=piece.unit,
        tax="standard",
        more_needs=piece.needs,
    )
    return add_to_shelf(
        told=told,
        price_minor=piece.pounds[0] * 100,
        cost_minor=piece.cost * 100,
        today=shop.day(at),
        by=shop.maya,
        at=at,
    )


def rise(
    shop: Shop, piece: Piece, offer: Offer, trade: PriceList, day: datetime.date, at: datetime.datetime
) -> None:
    price(shop, offer, piece.pounds[1], day, at)
    if piece.trade:
        minor = piece.trade * 100
        set_price(offer=offer, price_minor=minor, valid_from=day, price_list=trade, by=shop.maya, at=at)


def price(shop: Shop, offer: Offer, pounds: int, day: datetime.date, at: datetime.datetime) -> None:
    set_price(offer=offer, price_minor=pounds * 100, valid_from=day, by=shop.maya, at=at)


def bundles(shop: Shop, offers: dict[str, Offer], at: datetime.datetime) -> None:
    """One that costs what its parts cost, and one with a price of its own."""
    six = add_to_shelf(
        told=Described(
            name="Six dining chairs, ready to sit on",
            kind="bundle",
            words="Six chairs in stain-guarded wool, fetched and brought back.",
            adds_up=True,
            more_needs=("survives dogs", "survives children", "wipes clean"),
        ),
        today=shop.day(at),
        by=shop.maya,
        at=at,
    )
    heirloom = add_to_shelf(
        told=Described(
            name="An heirloom saved",
            kind="bundle",
            words="Grandmother’s wingback as it was, fetched and brought back.",
            tax="standard",
            more_needs=("keeps an heirloom",),
        ),
        price_minor=720_00,
        today=shop.day(at),
        by=shop.maya,
        at=at,
    )
    for bundle, parts, optional in (
        (six, SIX_CHAIRS, False),
        (six, SIX_CHAIRS_IF_THEY_LIKE, True),
        (heirloom, HEIRLOOM, False),
    ):
        for name, number in parts.items():
            put_part(
                bundle=bundle,
                part=offers[name],
                quantity=Decimal(number),
                optional=optional,
                by=shop.maya,
                at=at,
            )
