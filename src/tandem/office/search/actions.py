from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from tandem.office.search.models import SearchDocument
from tandem.office.search.words import Document, fold, kinds, register

__all__ = ["index", "rebuild", "register", "remove"]

BATCH = 500
LONGEST_TEXT = 4000
COLUMNS = ["title", "detail", "text", "url", "at", "folded_title", "folded"]


def _row(document: Document) -> SearchDocument:
    text = document.text[:LONGEST_TEXT]
    return SearchDocument(
        kind=document.kind,
        row_id=document.row_id,
        title=document.title[:250],
        detail=document.detail[:250],
        text=text,
        url=document.url,
        at=document.at,
        folded_title=fold(document.title[:250])[:500],
        folded=fold(f"{document.title[:250]} {document.detail[:250]} {text}"),
    )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        yield batch


@transaction.atomic
def index(documents: Iterable[Document]) -> None:
    """Write what rows are found by; call it in the transaction that changed them. Any number at once."""
    for batch in _batches(documents):
        # The last one of a row counts: one statement may not write the same row twice.
        rows = {(document.kind, document.row_id): _row(document) for document in batch}
        SearchDocument.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["kind", "row_id"],
            update_fields=COLUMNS,
        )


@transaction.atomic
def remove(kind: str, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), BATCH):
        SearchDocument.objects.filter(kind=kind, row_id__in=ids[start : start + BATCH]).delete()


@transaction.atomic
def rebuild() -> int:
    """Make the documents of every kind that can tell them anew; returns how many there are now."""
    for kind in kinds().values():
        if kind.everything is not None:
            SearchDocument.objects.filter(kind=kind.name).delete()
            index(kind.everything())
    return SearchDocument.objects.count()
