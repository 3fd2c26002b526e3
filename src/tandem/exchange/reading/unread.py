"""What is said of a column that should hold dates, amounts and the like, and holds something else."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.reading.evidence import LOOK_AT, Evidence, evidence_of, read_as
from tandem.exchange.reading.mapping import Choice, Mapping
from tandem.exchange.reading.naming import quoted
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.source import Source
from tandem.exchange.reading.vocabulary import KINDS, REQUIRED, likeness, lookalike

NAMES: dict[str, Callable[[], str]] = {
    "dates": lambda: _("dates"),
    "numbers": lambda: _("amounts"),
    "outcomes": lambda: _("outcomes"),
    "currencies": lambda: _("currencies"),
    "months": lambda: _("months"),
    "emails": lambda: _("e-mail addresses"),
}
EXAMPLES: dict[str, Callable[[], str]] = {
    "dates": lambda: _("Looked for dates such as 2026-05-03."),
    "numbers": lambda: _("Looked for amounts such as 1234.50."),
    "outcomes": lambda: _("Looked for words such as won, lost and open."),
    "currencies": lambda: _("Looked for three letters such as EUR."),
    "months": lambda: _("Looked for months such as 2026-05."),
    "emails": lambda: _("Looked for addresses such as ann@example.org."),
}


def require_fields(mapping: Mapping, source: Source) -> None:
    """Raises FileRefused with what was looked for and what was found."""
    for field in REQUIRED[mapping.kind]:
        if mapping.column(field) is None:
            raise FileRefused(
                _unread_column(mapping, source, field) or _no_column(mapping, source, field),
                by_option=_("Say which one it is with --map %(field)s=COLUMN.") % {"field": field},
            )


def require_readable(mapping: Mapping, source: Source) -> None:
    """Raises FileRefused where a column that was chosen by hand, or must be there, holds nothing of its kind.

    Only where the first rows have nothing of it is the whole file looked at.
    """
    for choice in mapping.choices:
        what = read_as(choice.field)
        required = choice.field in REQUIRED[mapping.kind]
        if what in NAMES and what != "outcomes" and (required or choice.by_hand):
            _require_one(choice, what, source, required=required)


def not_taken(field: str, column: str, seen: Evidence) -> str:
    """Why a column with the name of a field was not taken for it."""
    return _("“%(column)s” was not taken as %(field)s: %(found)s.") % {
        "column": column,
        "field": field,
        "found": _found(read_as(field), seen.filled, seen.count(read_as(field)), seen.unlike(read_as(field))),
    }


def _found(what: str, filled: int, count: int, example: str) -> str:
    return ngettext(
        "of %(filled)s value looked at %(count)s can be read as %(what)s, and “%(example)s” cannot",
        "of %(filled)s values looked at %(count)s can be read as %(what)s, and “%(example)s” cannot",
        filled,
    ) % {"filled": f"{filled:,}", "count": f"{count:,}", "what": NAMES[what](), "example": example[:60]}


def _no_column(mapping: Mapping, source: Source, field: str) -> str:
    names = [name.strip() for name in KINDS[mapping.kind][field].split("|")[:4]]
    return _(
        "No column for %(field)s was found. Looked for names such as %(names)s; the file has %(columns)s."
    ) % {"field": field, "names": quoted(names), "columns": quoted(source.headers)}


def _unread_column(mapping: Mapping, source: Source, field: str) -> str:
    """Of the column whose name says the field best, where there is one and its values do not bear it out."""
    kind, what = mapping.kind, read_as(field)
    like = {column: likeness(kind, field, column) for column in mapping.left_over}
    named = [column for column in like if like[column] and not lookalike(kind, field, column)]
    sample = source.sample(LOOK_AT) if named and what in NAMES else []
    for column in sorted(named, key=lambda name: -like[name]) if sample else ():
        seen = evidence_of(column, source.headers.index(column), sample)
        if seen.filled and not seen.allows(field):
            return f"{not_taken(field, column, seen)} {EXAMPLES[what]()}"
    return ""


def _require_one(choice: Choice, what: str, source: Source, *, required: bool) -> None:
    position, filled, rows, example = source.headers.index(choice.column), 0, 0, ""
    for lines in source.batches(LOOK_AT):
        seen = evidence_of(choice.column, position, lines)
        if seen.count(what):
            return
        filled, rows = filled + seen.filled, rows + len(lines)
        example = example or seen.unlike(what)
    # A cell or two of what may be left blank are rows with a mistake in them, not the wrong column.
    if rows and (required or filled * 2 >= rows):
        raise FileRefused(
            f"{_held(choice, what, filled, example)} {EXAMPLES[what]()}",
            by_option=_("Say which one it is with --map %(field)s=COLUMN.") % {"field": choice.field},
        )


def _held(choice: Choice, what: str, filled: int, example: str) -> str:
    if not filled:
        return _("“%(column)s”, which was taken as %(field)s, is blank in every row.") % {
            "column": choice.column,
            "field": choice.field,
        }
    return _("“%(column)s” cannot be %(field)s: %(found)s.") % {
        "column": choice.column,
        "field": choice.field,
        "found": _found(what, filled, 0, example),
    }
