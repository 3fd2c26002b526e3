from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.db import transaction

from tandem.office.changes.inserting import upsert_values
from tandem.office.search.models import SearchDocument
from tandem.office.search.words import Document, fold, kinds, register

__all__ = ["gathered", "index", "left_out", "rebuild", "register", "remove"]

BATCH = 1000
LONGEST_TEXT = 4000
COLUMNS = ["kind", "row_id", "title", "detail", "text", "url", "at", "folded_title", "folded"]

_gathered: ContextVar[list[Document] | None] = ContextVar("gathered", default=None)
_left_out: ContextVar[bool] = ContextVar("left out", default=False)


def _values(document: Document) -> tuple[Any, ...]:
    """In the order of COLUMNS."""
    title, detail, text = document.title[:250], document.detail[:250], document.text[:LONGEST_TEXT]
    # By itself, as a name with an accent takes longer, and would draw all its text along.
    folded_title = fold(title)
    # The beginning of the text often is the detail, and what stands once is found as well.
    below = text if detail in text else f"{detail} {text}"
    return (
        document.kind,
        document.row_id,
        title,
        detail,
        text,
        document.url,
        document.at,
        folded_title[:500],
        f"{folded_title} {fold(below)}".strip(),
    )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        yield batch


@contextmanager
def gathered() -> Iterator[None]:
    """For an action that makes rows of several kinds: they are written with one statement, at the end of the
    block. SQLite writes a piece of its search index with each, and later puts the pieces together again.

    Nothing that was made in the block is taken out or looked for in it.
    """
    if _gathered.get() is not None:
        yield
        return
    documents: list[Document] = []
    token = _gathered.set(documents)
    try:
        yield
    finally:
        _gathered.reset(token)
    index(documents)


@contextmanager
def left_out() -> Iterator[None]:
    """For a database that nobody will search in, as it is thrown away: documents are not even made."""
    token = _left_out.set(True)
    try:
        yield
    finally:
        _left_out.reset(token)


# No savepoint of its own: nobody goes on where a part of an action failed.
@transaction.atomic(savepoint=False)
def index(documents: Iterable[Document]) -> None:
    """Write what rows are found by; call it in the transaction that changed them. Any number at once."""
    if _left_out.get():
        return
    if (waiting := _gathered.get()) is not None:
        waiting.extend(documents)
        return
    for batch in _batches(documents):
        # The last one of a row counts: one statement may not write the same row twice.
        rows = {(document.kind, document.row_id): _values(document) for document in batch}
        upsert_values(SearchDocument, COLUMNS, list(rows.values()), unique=["kind", "row_id"])


@transaction.atomic(savepoint=False)
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
