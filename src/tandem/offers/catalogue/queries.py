from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.words import name_key
from tandem.office.search.words import Document

SEARCH_KIND = "offers.offer"


def on_sale() -> "QuerySet[Offer]":
    """What can be sold today: everything that was not retired."""
    return Offer.objects.filter(retired_at=None)


def listed(*, words: str = "", kind: str = "", retired: bool = False) -> "QuerySet[Offer]":
    rows = Offer.objects.filter(retired_at__isnull=not retired).select_related("tax")
    if kind:
        rows = rows.filter(kind=kind)
    if words.strip():
        key = name_key(words)
        rows = rows.filter(Q(key__contains=key) | Q(code__icontains=words.strip()) | Q(words__icontains=key))
    return rows


def named(name: str) -> Offer | None:
    return Offer.objects.filter(key=name_key(name)).first()


def document_of(offer: Offer) -> Document:
    return Document(
        kind=SEARCH_KIND,
        row_id=offer.pk,
        title=offer.name,
        detail=" · ".join(filter(None, (str(offer.get_kind_display()), offer.code))),
        text=offer.words,
        url=offer.get_absolute_url(),
        at=offer.created_at,
    )


def every_document() -> Iterator[Document]:
    return map(document_of, Offer.objects.iterator(chunk_size=500))
