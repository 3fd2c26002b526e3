"""Finding by any part of a word, without case and accents, the newest first.

SQLite has trigram indexes (FTS5) that triggers keep; PostgreSQL has pg_trgm, or scans the table where that
extension may not be made (migrations/_search_index.py).
"""

from collections.abc import Callable, Iterator

from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet, TextField

from tandem.office.search.models import SearchDocument
from tandem.office.search.words import Found, Kind, fold, kinds
from tandem.office.statements.kept import Given, kept

# Of very many hits only the newest are ranked: more would cost more than anybody reads.
CANDIDATES = 100
LEAST_FOR_TRIGRAMS = 3
MOST_WORDS = 8
LONGEST_QUESTION = 200
UNKNOWN = Kind("", "file-text", "together", "")
Keys = list[int]


def find(text: str, limit: int = 20) -> list[Found]:
    """Rows that hold every word of `text`: those whose title begins with it first, then the newest."""
    asked = fold(text[:LONGEST_QUESTION])
    words = asked.split()[:MOST_WORDS]
    if not words:
        return []
    # Words too short for the index are looked for in the text itself, which is read only then.
    short_words = [word for word in words if len(word) < LEAST_FOR_TRIGRAMS]
    read = with_text if short_words else without_text
    found: dict[int, SearchDocument] = {}
    for way in _ways(asked, words):
        new = [key for key in way() if key not in found]
        rows = read(keys=new) if new else ()
        found.update({row.pk: row for row in rows if all(word in row.folded for word in short_words)})
        if len(found) >= limit:
            break
    ranks = {key: _rank(row, asked, words) for key, row in found.items()}
    ranked = sorted(found.values(), key=lambda row: (ranks[row.pk], -row.at.timestamp(), -row.pk))
    # Each kind is looked up once: forty rows are of two or three.
    known = {kind: _known(kind) for kind in {row.kind for row in ranked[:limit]}}
    return [_shown(row, ranks[row.pk], *known[row.kind]) for row in ranked[:limit]]


@kept(keys=BigIntegerField())
def with_text(keys: Given) -> "QuerySet[SearchDocument]":
    return SearchDocument.objects.defer("text").filter(pk__among=keys)


@kept(keys=BigIntegerField())
def without_text(keys: Given) -> "QuerySet[SearchDocument]":
    return SearchDocument.objects.defer("text", "folded").filter(pk__among=keys)


def keys_found(kind: str, text: str, most: int = 500) -> list[int]:
    """The rows of one kind that hold every word of `text`, the newest first: for the search box of a list."""
    words = fold(text[:LONGEST_QUESTION]).split()[:MOST_WORDS]
    long_words = [word for word in words if len(word) >= LEAST_FOR_TRIGRAMS]
    if long_words and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT d.row_id, d.folded FROM office_searchtext i"
                " JOIN office_searchdocument d ON d.id = i.rowid"
                " WHERE office_searchtext MATCH %s AND d.kind = %s ORDER BY i.rowid DESC LIMIT %s",
                [_phrases(long_words), kind, most],
            )
            return [key for key, folded in cursor.fetchall() if all(word in folded for word in words)]
    rows = SearchDocument.objects.filter(kind=kind)
    for word in words:
        rows = rows.filter(folded__contains=word)
    return list(rows.order_by("-id").values_list("row_id", flat=True)[:most])


def _ways(asked: str, words: list[str]) -> Iterator[Callable[[], Keys]]:
    """From the narrowest to the widest; the next is only tried while too few were found."""
    long_words = [word for word in words if len(word) >= LEAST_FOR_TRIGRAMS]
    search = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql
    if not long_words:
        # With one or two letters nearly everything matches somewhere, so the beginning of the title decides.
        yield lambda: _titles_from(asked)
        yield lambda: _titles_from(words[0])
        return
    yield lambda: _titles_from(asked) + search("folded_title", long_words)
    yield lambda: search("folded", long_words)


def _rank(row: SearchDocument, asked: str, words: list[str]) -> int:
    if row.folded_title.startswith(asked):
        return 0
    title_words = row.folded_title.split()
    if all(any(word.startswith(part) for word in title_words) for part in words):
        return 1
    return 2 if all(part in row.folded_title for part in words) else 3


def _known(name: str) -> tuple[Kind, str]:
    """A kind, and its place in words."""
    kind = kinds().get(name, UNKNOWN)
    return kind, str(kind.place)


def _shown(row: SearchDocument, rank: int, kind: Kind, place: str) -> Found:
    return Found(
        kind=row.kind,
        row_id=row.row_id,
        title=row.title,
        detail=row.detail,
        url=row.url,
        at=row.at,
        icon=kind.icon,
        desk=kind.desk,
        place=place,
        rank=rank,
    )


def _newest(rows: Q) -> Keys:
    return list(SearchDocument.objects.filter(rows).order_by("-pk").values_list("pk", flat=True)[:CANDIDATES])


def _titles_from(beginning: str) -> Keys:
    if connection.vendor == "sqlite":
        # A range and not LIKE, which has no index there.
        return titles_between(first=beginning, beyond=beginning + "\U0010ffff")
    return _newest(Q(folded_title__startswith=beginning))


@kept(first=TextField(), beyond=TextField())
def titles_between(first: Given, beyond: Given) -> "QuerySet[SearchDocument, int]":
    rows = SearchDocument.objects.filter(folded_title__gte=first, folded_title__lt=beyond)
    return rows.order_by("-pk").values_list("pk", flat=True)[:CANDIDATES]


def _phrases(words: list[str]) -> str:
    """The question in the language of FTS5: every word, each only text."""
    return " AND ".join('"' + word.replace('"', '""') + '"' for word in words)


def _in_sqlite(column: str, words: list[str]) -> Keys:
    table = {"folded_title": "office_searchtitle", "folded": "office_searchtext"}[column]
    with connection.cursor() as cursor:
        # The index gives rows in the order of their keys, so the newest cost no sorting.
        cursor.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT {CANDIDATES}",  # noqa: S608
            [_phrases(words)],
        )
        return [row[0] for row in cursor.fetchall()]


def _in_postgresql(column: str, words: list[str]) -> Keys:
    wanted = Q()
    for word in words:
        wanted &= Q(**{f"{column}__contains": word})
    return _newest(wanted)
