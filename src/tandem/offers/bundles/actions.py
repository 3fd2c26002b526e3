import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import must_change_offers
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

MOST_PARTS = 40
MOST_OF_A_PART = Decimal(100_000)


@transaction.atomic
def put_part(
    *,
    bundle: Offer,
    part: Offer,
    quantity: Decimal = Decimal(1),
    optional: bool = False,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """Put an offer into a bundle, or change how many of it are in there. None where nothing was different."""
    must_change_offers(by)
    must_fit(bundle, part, quantity)
    stands = BundlePart.objects.filter(bundle=bundle, part=part).first()
    before = told(stands) if stands else {}
    if stands and (stands.quantity, stands.optional) == (quantity, optional):
        return None
    in_it = BundlePart.objects.filter(bundle=bundle).order_by("-position")
    if stands is None and in_it.count() >= MOST_PARTS:
        raise Refused(_("Forty parts are as many as a bundle can hold."), field="part")
    last = in_it.values_list("position", flat=True).first() or 0
    row, _made = BundlePart.objects.update_or_create(
        bundle=bundle,
        part=part,
        defaults={"quantity": quantity, "optional": optional},
        create_defaults={"quantity": quantity, "optional": optional, "position": last + 1},
    )
    row.part = part
    return record(by=by, at=at, verb="offers.bundle.part_put", row=bundle, before=before, after=told(row))


@dataclass(frozen=True)
class Held:
    """What a bundle is to hold of an offer."""

    offer: Offer
    quantity: Decimal = Decimal(1)
    optional: bool = False


@transaction.atomic
def set_parts(*, bundle: Offer, parts: Sequence[Held], by: Actor, at: datetime.datetime) -> None:
    """These parts in this order, and no others. Of one that is named twice the last counts. Whoever saw the
    bundle before is told that it changed.
    """
    must_change_offers(by)
    wanted = {part.offer.pk: part for part in parts}
    Offer.objects.filter(pk=bundle.pk).update(version=F("version") + 1)
    for row in BundlePart.objects.filter(bundle=bundle).exclude(part__in=wanted).select_related("part"):
        row.bundle = bundle
        take_out_part(part=row, by=by, at=at)
    for place, part in enumerate(wanted.values(), start=1):
        put_part(bundle=bundle, part=part.offer, quantity=part.quantity, optional=part.optional, by=by, at=at)
        BundlePart.objects.filter(bundle=bundle, part=part.offer).update(position=place)


@transaction.atomic
def take_out_part(*, part: BundlePart, by: Actor, at: datetime.datetime) -> JournalLine:
    must_change_offers(by)
    line = record(by=by, at=at, verb="offers.bundle.part_out", row=part.bundle, before=told(part))
    part.delete()
    return line


def must_fit(bundle: Offer, part: Offer, quantity: Decimal) -> None:
    if not bundle.is_bundle:
        raise Refused(_("Only a bundle has parts."), field="part")
    if part.is_bundle:
        raise Refused(_("A bundle holds single offers, no other bundle."), field="part")
    if part.is_retired:
        raise Refused(_("That offer is retired. Bring it back first."), field="part")
    if not 0 < quantity <= MOST_OF_A_PART:
        raise Refused(_("How many? Any number above nought will do."), field="quantity")


def told(part: BundlePart) -> dict[str, Any]:
    return {
        "part": part.part.name,
        "part_id": part.part_id,
        "quantity": f"{part.quantity.normalize():f}",
        "optional": part.optional,
    }


def undo_part(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts back what was in the bundle of that offer, if nobody changed it since."""
    must_change_offers(by)
    key = (line.after or line.before)["part_id"]
    bundle, part = (Offer.objects.filter(pk=pk).first() for pk in (line.row_id or 0, key))
    if bundle is None or part is None:
        raise Refused(_("It is not there any more."))
    stands = BundlePart.objects.filter(bundle=bundle, part=part).select_related("part").first()
    if (told(stands) if stands else {}) != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    if line.before:
        quantity, optional = Decimal(line.before["quantity"]), line.before["optional"]
        put_part(bundle=bundle, part=part, quantity=quantity, optional=optional, by=by, at=at)
    elif stands:
        stands.delete()
