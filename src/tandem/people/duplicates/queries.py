"""Who might be the same person, and which columns of which tables hold persons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import BigIntegerField, CharField, Count, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from tandem.office.statements.kept import Given, kept
from tandem.people.duplicates.models import NotTheSame
from tandem.people.persons.models import Person, Phone
from tandem.people.persons.queries import name_all
from tandem.people.persons.words import duplicate_key

# In hundredths. “Tom Ellery” and “Tom Elery” reach 95, “Tom Ellery” and “Tim Eldon” 63.
ALIKE = 84
# The offers are read by a person: a page full of them is enough, whatever the size of the address book.
MOST_BLOCKS = 40
MOST_IN_A_BLOCK = 20
Why = Callable[[Person, Person], str]
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


def keyed() -> "QuerySet[Person, Person]":
    """With a key at all: said in the words of the index, or SQLite would not take it."""
    return listed().exclude(duplicate_key="")


def offers(most: int = 50) -> list[Offer]:
    """Pairs that share a phone number, or whose names are alike in one place; without those known to
    differ.
    """
    found = _first(most, [(_by_phone(), _same_phone), (_by_place(), _alike)])
    return _without_known(found)[:most]


def offers_for(person: Person) -> list[Offer]:
    """Two queries, whoever it is; two or three more where others have no name."""
    key = duplicate_key(person.name, person.place)
    pairs: list[tuple[list[list[Person]], Why]] = [
        ([[person, other] for other in others_by_phone(person=person.pk)], _same_phone),
        ([[person, other] for other in others_by_place(person=person.pk, key=key)], _alike),
    ]
    found = list(_first(MOST_IN_A_BLOCK, pairs).values())
    name_all(one for offer in found for one in (offer.one, offer.other))
    return found


@kept(person=BigIntegerField())
def others_by_phone(person: Given) -> "QuerySet[Person, Person]":
    numbers = Phone.objects.filter(person=person).values("number")
    sharing = Phone.objects.filter(number__in=numbers).values("person")
    return others(person, listed()).filter(pk__in=sharing)[:MOST_IN_A_BLOCK]


@kept(person=BigIntegerField(), key=CharField())
def others_by_place(person: Given, key: Given) -> "QuerySet[Person, Person]":
    return others(person, keyed()).filter(duplicate_key=key).order_by("pk")[:MOST_IN_A_BLOCK]


def others(person: Given, rows: "QuerySet[Person, Person]") -> "QuerySet[Person, Person]":
    """Without this person, and without those who are known to be somebody else."""
    return (
        rows.exclude(pk=person)
        .exclude(pk__in=NotTheSame.objects.filter(one=person).values("other"))
        .exclude(pk__in=NotTheSame.objects.filter(other=person).values("one"))
    )


def _first(most: int, sources: list[tuple[list[list[Person]], Why]]) -> dict[tuple[int, int], Offer]:
    """Pairs in the order of the sources, until there are twice as many as asked: some are known to differ."""
    found: dict[tuple[int, int], Offer] = {}
    for blocks, why in sources:
        for one, other in (pair for block in blocks for pair in combinations(block, 2)):
            first, second = sorted((one, other), key=lambda person: person.pk)
            if words := why(first, second):
                found.setdefault((first.pk, second.pk), Offer(first, second, words))
            if len(found) >= 2 * most:
                return found
    return found


def _same_phone(one: Person, other: Person) -> str:
    return _("The same phone number")


def _alike(one: Person, other: Person) -> str:
    return (
        _("A similar name, the same place")
        if fuzz.token_sort_ratio(one.folded, other.folded) >= ALIKE
        else ""
    )


def _by_phone() -> list[list[Person]]:
    shared = (
        Phone.objects.order_by("number")
        .values("number")
        .annotate(holders=Count("pk"))
        .filter(holders__gt=1)
        .values_list("number", flat=True)[:MOST_BLOCKS]
    )
    holders = Phone.objects.filter(number__in=list(shared)).select_related("person")
    rows = holders.order_by("number", "person_id")
    return _blocks((phone.number, phone.person) for phone in rows if phone.person.is_listed)


def _by_place() -> list[list[Person]]:
    keys = (
        keyed()
        .values("duplicate_key")
        .annotate(bearers=Count("pk"))
        .filter(bearers__gt=1)
        .order_by("duplicate_key")
        .values_list("duplicate_key", flat=True)[:MOST_BLOCKS]
    )
    bearers = keyed().filter(duplicate_key__in=list(keys)).order_by("duplicate_key", "pk")
    return _blocks((person.duplicate_key, person) for person in bearers)


def _blocks(keyed: Iterable[tuple[str, Person]]) -> list[list[Person]]:
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
    kept = [offer for pair, offer in found.items() if pair not in different]
    name_all(person for offer in kept for person in (offer.one, offer.other))
    return kept
