from typing import Any

from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import LONGEST_NAME, OfferKind, name_key
from tandem.office.accounts.rules import Actor, can_change_sales
from tandem.office.changes.words import NotAllowed, Refused


def can_change_offers(user: Actor) -> bool:
    """What is sold, and for how much, is changed by who sells; everybody reads it."""
    return can_change_sales(user)


def can_see_costs(user: Actor) -> bool:
    """What an offer costs the business, and what is left of its price."""
    return can_change_sales(user)


def must_change_offers(by: Actor) -> None:
    if not can_change_offers(by):
        raise NotAllowed


def must_be_sound(columns: dict[str, Any], offer: Offer | None = None) -> None:
    others = Offer.objects.exclude(pk=offer.pk if offer else 0)
    if "name" in columns:
        must_have_a_free_name(columns["name"], others)
    if columns.get("code") and others.filter(code=columns["code"]).exists():
        raise Refused(_("Another offer has that number."), field="code")
    kind = columns.get("kind", offer.kind if offer else OfferKind.SERVICE)
    if kind not in OfferKind.values:
        raise Refused(_("Say whether it is a product or a service."), field="kind")
    if offer and (kind == OfferKind.BUNDLE) != offer.is_bundle:
        raise Refused(_("A bundle stays a bundle. Add a new offer instead."), field="kind")
    if columns.get("adds_up") and kind != OfferKind.BUNDLE:
        raise Refused(_("Only a bundle has parts that add up."), field="adds_up")


def must_have_a_free_name(name: str, others: Any) -> None:
    if not name:
        raise Refused(_("What do you call it? “Wing chair, new springs”, for example."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(_("That name is too long. Put the rest into the words for the customer."), field="name")
    same = others.filter(key=name_key(name)).first()
    if same is None:
        return
    if same.is_retired:
        raise Refused(_("A retired offer has that name. Bring it back, or add to the name."), field="name")
    raise Refused(_("There is an offer of that name already."), field="name")
