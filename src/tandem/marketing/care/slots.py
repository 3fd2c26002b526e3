"""What care adds to pages of others: what a person bought."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest

from tandem.marketing.care.models import Purchase
from tandem.marketing.care.queries import purchases_of
from tandem.marketing.care.words import CONTACT_ICONS, CONTACTS, SHOWN_OF_A_PERSON
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.models import Person
from tandem.ui.slots import Content, Panel


def contacts() -> list[tuple[str, Any, str]]:
    """The ways to keep in touch, as buttons: value, word, icon."""
    return [(kind, word, CONTACT_ICONS[kind]) for kind, word in CONTACTS.items()]


@kept(person=BigIntegerField())
def newest_purchases(person: Given) -> "QuerySet[Purchase]":
    """And one more than is shown."""
    return purchases_of(person).order_by("-bought_at", "-pk")[: SHOWN_OF_A_PERSON + 1]


def bought_from_us(request: HttpRequest | None, *, person: Person, **others: Any) -> Sequence[Content]:
    rows = newest_purchases(person=person.pk)
    if not rows:
        return []
    more = len(rows) > SHOWN_OF_A_PERSON
    # How things stand between us is read after the page: it takes eight questions more.
    context = {"person": person, "purchases": rows[:SHOWN_OF_A_PERSON], "more": more}
    return [Panel("marketing/care/of_person.html", context)]
