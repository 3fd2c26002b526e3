"""Who might be the same person, and which columns of which tables hold persons."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from tandem.people.duplicates.models import NotTheSame
from tandem.people.persons.models import Person, Phone
from tandem.people.persons.words import duplicate_key

# In hundredths. “Tom Ellery” and “Tom Elery” reach 95, “Tom Ellery” and “Tim Eldon” 63.
ALIKE = 84
# The offers are read by a person: a page full of them is enough, whatever the size of the address book.
MOST_BLOCKS = 200
MOST_IN_A_BLOCK = 20
_columns: list[tuple[str, str]] = []


def register_person_column(model: str, field: str) -> None:
    """A column that holds a person: a merge points its rows at the person who is kept, and its undo back."""
    column = (model.lower(), field)
    if column not in _columns:
        _columns.append(column)


def person_columns() -> list[tuple[str, str]]:
    return list(_columns)


@dataclass(frozen=True)
class Offer:
    """Two persons who may be one, the older first, and why we think so."""

    one: Person
    other: Person
    why: str


def listed() -> "QuerySet[Person, Person]":
    return Person.objects.filter(merged_into=None, erased_at=None)


def offers(most: int = 50) -> list[Offer]:
    """Pairs that share a phone number, or whose names are alike in one place; without those known to
    differ.
    """
    found = _pairs(_by_phone(), _same_phone)
    for pair, offer in _pairs(_by_place(), _alike).items():
        found.setdefault(pair, offer)
    return _without_known(found)[:most]


def offers_for(person: Person) -> list[Offer]:
    numbers = person.phones.values("number")
    by_phone = listed().filter(phones__number__in=numbers).exclude(pk=person.pk).distinct()[:MOST_IN_A_BLOCK]
    key = duplicate_key(person.name, person.place)
    by_place = listed().filter(duplicate_key=key).exclude(pk=person.pk)[:MOST_IN_A_BLOCK] if key else []
    found: dict[tuple[int, int], Offer] = {}
    for block, why in ((by_phone, _same_phone), (by_place, _alike)):
        for other in block:
            for pair, offer in _pairs([[person, other]], why).items():
                found.setdefault(pair, offer)
    return _without_known(found)


def _same_phone(one: Person, other: Person) -> str:
    return _("The same phone number")


def _alike(one: Person, other: Person) -> str:
    return (
        _("A similar name, the same place")
        if fuzz.token_sort_ratio(one.folded, other.folded) >= ALIKE
        else ""
    )


def _pairs(blocks: list[list[Person]], why: Any) -> dict[tuple[int, int], Offer]:
    found = {}
    for block in blocks:
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                first, second = sorted((one, other), key=lambda person: person.pk)
                if words := why(first, second):
                    found[(first.pk, second.pk)] = Offer(first, second, words)
    return found


def _by_phone() -> list[list[Person]]:
    shared = (
        Phone.objects.filter(person__merged_into=None, person__erased_at=None)
        .values("number")
        .annotate(holders=Count("person"))
        .filter(holders__gt=1)
        .order_by("number")
        .values("number")[:MOST_BLOCKS]
    )
    numbers = [row["number"] for row in shared]
    holders = Phone.objects.filter(
        number__in=numbers, person__merged_into=None, person__erased_at=None
    ).select_related("person")
    return _blocks((phone.number, phone.person) for phone in holders.order_by("number", "person_id"))


def _by_place() -> list[list[Person]]:
    keys = (
        listed()
        .exclude(duplicate_key="")
        .values("duplicate_key")
        .annotate(bearers=Count("pk"))
        .filter(bearers__gt=1)
        .order_by("duplicate_key")
        .values_list("duplicate_key", flat=True)[:MOST_BLOCKS]
    )
    bearers = listed().filter(duplicate_key__in=list(keys)).order_by("duplicate_key", "pk")
    return _blocks((person.duplicate_key, person) for person in bearers)


def _blocks(keyed: Any) -> list[list[Person]]:
    blocks: dict[str, list[Person]] = {}
    for key, person in keyed:
        block = blocks.setdefault(key, [])
        if len(block) < MOST_IN_A_BLOCK:
            block.append(person)
    return list(blocks.values())


def _without_known(found: dict[tuple[int, int], Offer]) -> list[Offer]:
    ids = {key for pair in found for key in pair}
    known = NotTheSame.objects.filter(one__in=ids, other__in=ids).values_list("one", "other")
    different = set(known)
    return [offer for pair, offer in found.items() if pair not in different]
