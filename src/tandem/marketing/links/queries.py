"""Places and links of a campaign, how often each was opened, and the way that a signed token tells of."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core import signing
from django.db.models import Sum
from django.urls import reverse

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.words import MEDIUM_OF_CAMPAIGN
from tandem.marketing.links.models import OpenedCount, Place, TrackedLink
from tandem.marketing.links.words import MEDIUM_OF_PLACE, USUAL_TAGS, PlaceKind, Tags, Touch, tag, with_token
from tandem.office.users.queries import address

SALT = "tandem.marketing.touch"
# No token of ours is longer; whatever is, is not looked at.
LONGEST_TOKEN = 120


def links_of(campaign: Campaign) -> list[TrackedLink]:
    return list(TrackedLink.objects.filter(campaign=campaign).order_by("pk"))


def places_of(campaign: Campaign) -> list[Place]:
    return list(Place.objects.filter(campaign=campaign).select_related("link").order_by("pk"))


def link_address(link: TrackedLink) -> str:
    """What one sends or prints: short, and counted."""
    return address(reverse("link", args=[link.code]))


def code_address(place: Place) -> str:
    """What the code of a place holds."""
    return address(reverse("code", args=[place.code]))


def usual_tags(campaign: Campaign) -> Tags:
    source, medium = USUAL_TAGS.get(campaign.kind, ("", ""))
    return Tags(source=source, medium=medium, campaign=tag(campaign.name))


def opened_links(links: Iterable[TrackedLink]) -> dict[int, int]:
    rows = OpenedCount.objects.filter(link__in=list(links)).order_by().values_list("link")
    return dict(rows.annotate(Sum("number")))


def opened_places(places: Iterable[Place]) -> dict[int, int]:
    rows = OpenedCount.objects.filter(place__in=list(places)).order_by().values_list("place")
    return dict(rows.annotate(Sum("number")))


def token_for(row: TrackedLink | Place, *, at: datetime.datetime) -> str:
    """The way somebody came, signed: nobody else can say that our flyer brought them. It names no person."""
    kind = "l" if isinstance(row, TrackedLink) else "p"
    return signer().sign(f"{kind}-{row.pk}-{int(at.timestamp())}")


def signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")


def touch_of(token: str) -> Touch:
    """What the parameter `t` of an address tells: source, medium, campaign, place, link and when (ISO, UTC).

    `campaign`, `place` and `link` are keys; beside each stands its name as it is now (`…_name`), since a
    touch is kept and a name may change. Empty where nothing or nothing true is told.
    """
    if not 0 < len(token) <= LONGEST_TOKEN:
        return {}
    try:
        kind, key, seconds = signer().unsign(token).split("-")
        at = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (signing.BadSignature, ValueError, OverflowError, OSError):
        return {}
    found = of_link(int(key)) if kind == "l" else of_place(int(key))
    return found | {"at": at.isoformat()} if found else {}


def of_link(key: int) -> Touch:
    link = TrackedLink.objects.select_related("campaign").filter(pk=key).first()
    if link is None:
        return {}
    told = {"source": link.source, "medium": link.medium, "link": link.pk, "link_name": link.name}
    return told | {"campaign": link.campaign_id, "campaign_name": link.campaign.name}


def of_place(key: int) -> Touch:
    """A place has no source of its own: the campaign it belongs to tells the channel."""
    place = Place.objects.select_related("campaign").filter(pk=key).first()
    if place is None:
        return {}
    medium = MEDIUM_OF_CAMPAIGN.get(place.campaign.kind) or MEDIUM_OF_PLACE.get(place.kind, "qr")
    told = {"source": "", "medium": medium, "place": place.pk}
    # “Anywhere” says nothing about where.
    told |= {"place_name": str(place)} if place.name or place.kind != PlaceKind.WHOLE else {}
    return told | {"campaign": place.campaign_id, "campaign_name": place.campaign.name}


def where_it_leads(link: TrackedLink, *, at: datetime.datetime) -> str:
    """A page of ours gets the way as a token; a page elsewhere gets the tags that its programs read."""
    return with_token(link.target, token_for(link, at=at)) if is_ours(link.target) else link.finished


def is_ours(target: str) -> bool:
    ours, theirs = urlsplit(address("/")), urlsplit(target)
    return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)
