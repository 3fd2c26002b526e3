"""What a link and a place must be."""

from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.links.models import Place, TrackedLink
from tandem.marketing.links.words import PlaceKind, target_trouble
from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.words import NotAllowed, Refused

MOST_OF_A_CAMPAIGN = 100


def must_change_links(by: Actor) -> None:
    if not can_change_marketing(by):
        raise NotAllowed


def must_be_a_link(name: str, target: str) -> None:
    if not name:
        raise Refused(_("A link needs a name, such as “November newsletter”."), field="name")
    if trouble := target_trouble(target):
        raise Refused(trouble, field="target")


def must_be_a_place(campaign: Campaign, kind: str, name: str, place: Place | None = None) -> None:
    if kind not in PlaceKind.values:
        raise Refused(_("Pick what kind of place it is."), field="kind")
    others = Place.objects.filter(campaign=campaign)
    if place is not None:
        others = others.exclude(pk=place.pk)
    if kind == PlaceKind.WHOLE and others.filter(kind=kind).exists():
        raise Refused(_("This campaign has a code for anywhere already."), field="kind")
    if others.filter(kind=kind, name__iexact=name, put_away_at=None).exists():
        raise Refused(_("There is such a place already. Say which one this is."), field="name")


def must_not_be_too_many(model: type[Place] | type[TrackedLink], campaign: Campaign) -> None:
    if model._default_manager.filter(campaign=campaign).count() >= MOST_OF_A_CAMPAIGN:
        raise Refused(_("A campaign has room for 100 of these. Begin another campaign for more."))


def must_be_of(link: TrackedLink | None, campaign: Campaign) -> None:
    if link is not None and link.campaign_id != campaign.pk:
        raise Refused(_("Pick a link of this campaign."), field="link")
