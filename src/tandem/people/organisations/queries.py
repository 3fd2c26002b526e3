from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from tandem.office.search.words import Document
from tandem.people.organisations.models import Organisation
from tandem.people.organisations.words import folded

SORTS = {"name": "folded", "place": "place", "added": "id"}


def organisations(search: str = "") -> QuerySet[Organisation]:
    rows = Organisation.objects.all()
    words = folded(search)
    return rows.filter(Q(folded__contains=words) | Q(place__icontains=search.strip())) if words else rows


def found_by_name(names: set[str]) -> dict[str, Organisation]:
    """The oldest organisation of each folded name; one query."""
    found = Organisation.objects.filter(folded__among=names).order_by("-pk")
    return {organisation.folded: organisation for organisation in found}


def documents(rows: Iterable[Organisation]) -> Iterator[Document]:
    """What organisations are found by."""
    folder = reverse("people:organisations")
    for row in rows:
        text = f"{row.website} {row.about}".strip()
        yield Document(
            "people.organisation", row.pk, row.name, f"{folder}{row.pk}/", row.created_at, row.place, text
        )


def every_document() -> Iterator[Document]:
    return documents(Organisation.objects.order_by("pk"))
