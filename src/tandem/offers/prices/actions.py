import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import must_change_offers
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.prices.queries import usual_list
from tandem.offers.prices.rules import must_be_a_price, must_have_room, must_take_a_price
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

LONGEST_LIST_NAME = 60
# What a line of the journal keeps of a price.
KEPT = ("price_minor", "currency", "meant")


@transaction.atomic
def ensure_usual_list() -> PriceList:
    """The list that holds where nobody asked for another."""
    return usual_list() or PriceList.objects.create(name=_("Usual prices"), is_default=True)


@transaction.atomic
def set_price(
    *,
    offer: Offer,
    price_minor: int,
    valid_from: datetime.date,
    price_list: PriceList | None = None,
    meant: str = "",
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """What one of an offer costs from a day on, past or still to come, in the currency of the business.

    The price that stands for that very day is put right; all others stay. `meant` says whether tax is in it,
    otherwise the setting of the business does. None where nothing was different.
    """
    must_change_offers(by)
    business = the_business()
    listed = price_list or ensure_usual_list()
    must_be_a_price(price_minor)
    must_take_a_price(offer, listed, valid_from)
    columns = {
        "price_minor": price_minor,
        "currency": business.currency,
        "meant": meant or business.prices,
    }
    stands = Price.objects.filter(offer=offer, price_list=listed, valid_from=valid_from).first()
    before = told(stands) if stands else {}
    if stands and {name: before[name] for name in KEPT} == columns:
        return None
    person = by if isinstance(by, User) else None
    price, _made = Price.objects.update_or_create(
        offer=offer,
        price_list=listed,
        valid_from=valid_from,
        defaults={**columns, "recorded_at": at, "by": person, "import_id": None},
    )
    return record(by=by, at=at, verb="offers.price.set", row=offer, before=before, after=told(price))


@transaction.atomic
def withdraw_price(*, price: Price, today: datetime.date, by: Actor, at: datetime.datetime) -> JournalLine:
    """A price that has not begun yet is taken out again."""
    must_change_offers(by)
    if price.valid_from <= today:
        raise Refused(_("That price has begun, and is kept. Set the right one from its day on."))
    line = record(by=by, at=at, verb="offers.price.withdrawn", row=price.offer, before=told(price))
    price.delete()
    return line


def told(price: Price) -> dict[str, Any]:
    return {
        "price_minor": price.price_minor,
        "currency": price.currency,
        "meant": price.meant,
        "valid_from": price.valid_from.isoformat(),
        "price_list": price.price_list_id,
    }


def undo_price(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts back what stood for that day in that list, if nobody changed it since."""
    must_change_offers(by)
    known = line.after or line.before
    rows = Price.objects.filter(
        offer=line.row_id or 0, price_list=known["price_list"], valid_from=known["valid_from"]
    )
    stands = rows.first()
    if (told(stands) if stands else {}) != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    if line.before:
        person = by if isinstance(by, User) else None
        columns = {name: line.before[name] for name in KEPT}
        Price.objects.update_or_create(
            offer=Offer.objects.get(pk=line.row_id or 0),
            price_list=PriceList.objects.get(pk=known["price_list"]),
            valid_from=datetime.date.fromisoformat(known["valid_from"]),
            defaults={**columns, "recorded_at": at, "by": person},
        )
    else:
        rows.delete()


@transaction.atomic
def add_list(*, name: str, by: Actor, at: datetime.datetime, import_id: int | None = None) -> PriceList:
    must_change_offers(by)
    ensure_usual_list()
    must_have_room(PriceList.objects.filter(retired_at=None).count() + 1)
    row = PriceList.objects.create(name=free_name(name), import_id=import_id)
    record(by=by, at=at, verb="offers.list.added", row=row)
    return row


@transaction.atomic
def rename_list(
    *, price_list: PriceList, expected_version: int, name: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_offers(by)
    words = free_name(name, but=price_list)
    changed = change(price_list, expected_version=expected_version, name=words)
    if not changed:
        return None
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="offers.list.renamed", row=price_list, before=before, after=after)


@transaction.atomic
def switch_list(
    *, price_list: PriceList, expected_version: int, on: bool, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """A list is retired, with its prices kept, or brought back."""
    must_change_offers(by)
    if price_list.is_default:
        raise Refused(_("The usual prices always stay."))
    if (price_list.retired_at is None) == on:
        return None
    changed = change(price_list, expected_version=expected_version, retired_at=None if on else at)
    verb = "offers.list.brought_back" if on else "offers.list.retired"
    return record(by=by, at=at, verb=verb, row=price_list, before=changed.before, after=changed.after)


def list_words(name: str) -> str:
    """The name of a list as it is kept."""
    return " ".join(name.split())[:LONGEST_LIST_NAME]


def free_name(name: str, *, but: PriceList | None = None) -> str:
    words = list_words(name)
    if not words:
        raise Refused(_("Give the price list a name, such as “Trade”."), field="name")
    if PriceList.objects.filter(name__iexact=words).exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("There is a price list of that name already."), field="name")
    return words
