"""What care adds to pages of others: what a person bought, and who may need something again today."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.care.models import Purchase
from tandem.marketing.care.queries import (
    due_between,
    due_first,
    purchases_of,
    usual_interval,
    with_an_address_never_to_be_used,
)
from tandem.marketing.care.words import CONTACT_ICONS, CONTACTS, SHOWN_OF_A_PERSON, Interval, about
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all
from tandem.ui.slots import Content, Item, Panel

SHOWN_TODAY = 2


def contacts() -> list[tuple[str, Any, str]]:
    """The ways to keep in touch, as buttons: value, word, icon."""
    return [(kind, word, CONTACT_ICONS[kind]) for kind, word in CONTACTS.items()]


def bought_from_us(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    rows = list(purchases_of(person.pk).order_by("-bought_at", "-pk")[: SHOWN_OF_A_PERSON + 1])
    if not rows:
        return []
    more = len(rows) > SHOWN_OF_A_PERSON
    # How things stand between us is read after the page: it takes eight questions more.
    context = {"person": person, "purchases": rows[:SHOWN_OF_A_PERSON], "more": more}
    return [Panel("marketing/care/of_person.html", context)]


def due_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """Customers who may need something again; never who asked not to be written to, or is left in peace."""
    interval = usual_interval() if desk != "sales" else None
    if interval is None:
        return []
    now = timezone.now()
    rows = due_first(**due_between(interval, now))
    refused = with_an_address_never_to_be_used([row.person_id for row in rows]) if rows else set()
    shown = [row for row in rows if row.person_id not in refused][:SHOWN_TODAY]
    name_all(row.person for row in shown)
    return [due_item(row, interval, (now - row.bought_at).days) for row in shown]


def due_item(row: Purchase, interval: Interval, days: int) -> Item:
    why = _("Bought “%(what)s” %(ago)s ago; who buys again mostly does so after %(usual)s. Ask how it is.")
    return Item(
        title=_("%(person)s may need something again") % {"person": row.person},
        url=reverse("people:person", args=[row.person_id]) + "#bought",
        why=why % {"what": row.title, "ago": about(days), "usual": interval.words},
        icon="hand-heart",
        desk="marketing",
        order=50,
        minutes=10,
    )
