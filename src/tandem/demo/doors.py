"""How the sample is asked: a form, codes to scan, a link for the letter, and how each fair went."""

import datetime
import random
from typing import TypedDict

from django.utils.text import slugify

from tandem.demo.asking import ONE_DAY, Fair, dice
from tandem.demo.diary import Life
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop, all_fairs
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.actions import tell
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.forms.actions import add_form
from tandem.marketing.forms.receiving import Sent, take_in
from tandem.marketing.forms.sending import Shown
from tandem.marketing.forms.words import FieldKind
from tandem.marketing.links.actions import add_link, add_place
from tandem.marketing.links.words import PlaceKind, Tags
from tandem.office.accounts.models import User

FORM_DAYS_AGO = 380
PRICES = "https://wren-and-rowe.example/prices"
HOW_IT_WENT = (
    "The fabrics stopped people. Two stands down nobody looked up from their phones.",
    "Rain until noon, then a queue. The before-and-after pictures did the talking.",
    "Fewer people than last time, and better questions.",
    "Most wanted to know what it costs. The price card was a good idea.",
)

# So many days ago, at which hour, after so many seconds, and what was sent: by a machine, and in a hurry.
ODD: tuple[tuple[int, int, int, dict[str, str]], ...] = (
    (
        3,
        4,
        40,
        {
            FieldKind.NAME: "Best Rank Team",
            FieldKind.EMAIL: "offers@best-rank.example",
            FieldKind.WORDS: "First place guaranteed! "
            + " ".join(f"https://best-rank.example/{word}" for word in ("now", "top", "win", "buy", "go")),
        },
    ),
    (
        1,
        13,
        2,
        {
            FieldKind.NAME: "Greta Holloway",
            FieldKind.EMAIL: "greta.holloway@mail.example",
            FieldKind.WORDS: "Window seat, two cushions, before Christmas if that can be done.",
        },
    ),
)


class By(TypedDict):
    by: User
    at: datetime.datetime


def begin_doors(shop: Shop, seed: int) -> None:
    """To be begun after the plan, so that each campaign stands before its door."""
    zone = shop.zone
    shop.diary.begin(
        form_life(shop, at_time(shop.today - FORM_DAYS_AGO * ONE_DAY, 19, 30, zone)), until=shop.ends_at
    )
    chance = dice(seed, "doors")
    for fair in all_fairs(shop):
        shop.diary.begin(fair_life(shop, fair, chance), until=shop.ends_at)


def form_life(shop: Shop, then: datetime.datetime) -> Life:
    """The one on their own site, which stands there without a campaign. Two of what came by it look odd."""
    at = yield then
    form = add_form(name="Ask about your chair", slug="ask", by=shop.maya, at=at)
    for days_ago, hour, seconds, answers in ODD:
        at = yield at_time(shop.today - days_ago * ONE_DAY, hour, 12, shop.zone)
        said = [(one, answers[one.kind]) for one in form.asked if one.kind in answers]
        page = Shown(f"{form.slug}-{days_ago}", at - datetime.timedelta(seconds=seconds), form.look)
        take_in(form=form, sent=Sent(answers=said, shown=page), at=at)


def fair_life(shop: Shop, fair: Fair, chance: random.Random) -> Life:
    """The one to come has its doors ready the evening before; of the others is told what they were like."""
    if fair.closes < shop.today - ONE_DAY:
        at = yield at_time(fair.closes + ONE_DAY, 20, 15, shop.zone)
        tell_how_it_went(shop, shop.campaigns[fair.name], chance, at)
        return
    at = yield at_time(min(fair.opens, shop.today) - ONE_DAY, 20, 50, shop.zone)
    campaign, add = shop.campaigns[fair.name], By(by=shop.maya, at=at)
    title = "We met at the fair"
    add_form(name=fair.name, slug=slugify(fair.name), campaign=campaign, title=title, **add)
    for kind in (PlaceKind.STAND, PlaceKind.CARD):
        add_place(campaign=campaign, kind=kind, **add)
    tags = Tags(source="letter", medium="newsletter")
    add_link(campaign=campaign, name="The letter before the fair", target=PRICES, tags=tags, **add)


def tell_how_it_went(shop: Shop, campaign: Campaign, chance: random.Random, at: datetime.datetime) -> None:
    asked = Enquiry.objects.filter(campaign=campaign, heard_at__lt=at).count()
    tell(
        campaign=campaign,
        talked=3 * asked + chance.randrange(20, 60),
        tried_to_sell=chance.randrange(2, 9),
        asked=asked,
        minutes=chance.randrange(78, 108) * 10,
        words=chance.choice(HOW_IT_WENT),
        by=shop.maya,
        at=at,
    )
