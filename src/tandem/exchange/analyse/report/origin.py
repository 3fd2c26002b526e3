"""Where the numbers come from: which files, how their columns were read, and which rows were left out."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.imports.words import FIELD_NAMES, readable
from tandem.together.evidence.words import Document
from tandem.ui.figures import number_words


@dataclass(frozen=True)
class Origin:
    """The files as they were named, and the day on which the report was made."""

    files: tuple[str, ...]
    made_on: datetime.date

    @property
    def files_words(self) -> str:
        """“leads.csv and deals.csv”."""
        if len(self.files) < 2:
            return "".join(self.files)
        said = {"first": ", ".join(self.files[:-1]), "last": self.files[-1]}
        return _("%(first)s and %(last)s") % said


@dataclass(frozen=True)
class Column:
    """What a column was taken for, and why."""

    field: str
    column: str
    why: str


@dataclass(frozen=True)
class LeftOut:
    """So many rows that are not counted, and why; `of_these` says so in more detail."""

    count: str
    words: str
    of_these: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rows:
    """How the list was read. `sum` adds up to all of its rows."""

    read: str
    used: str
    sum: str
    left_out: tuple[LeftOut, ...]
    columns: tuple[Column, ...]
    remarks: tuple[str, ...]


def rows_of(answer: Document) -> Rows:
    rows = answer["rows"]
    left = left_out(rows, datetime.date.fromisoformat(answer["as_of"]))
    why = rows.get("why", {})
    return Rows(
        read=number_words(rows["read"]),
        used=number_words(rows["used"]),
        sum=sum_words(rows["read"], rows["used"], left),
        left_out=tuple(left),
        columns=tuple(
            Column(str(FIELD_NAMES.get(field, field)), column, why.get(field, ""))
            for field, column in rows["mapping"].items()
        ),
        remarks=tuple(rows.get("remarks", ())),
    )


def left_out(rows: Document, as_of: datetime.date) -> list[LeftOut]:
    """Only what there is, the reader's own mistakes first."""
    day = date_format(as_of, "j F Y")
    reasons = tuple((number_words(count), readable(reason)) for reason, count in rows["reasons"].items())
    kinds = (
        ("rejected", _("not readable"), reasons),
        ("duplicates", _("twice in the list"), ()),
        ("after_as_of", _("asked after %(day)s") % {"day": day}, ()),
        ("repeat", _("asked again as customers: they tell of coming back, not of becoming one"), ()),
        ("joined", _("part of a sale that another enquiry began"), ()),
        ("set_aside", _("set aside as spam, or as the same again"), ()),
    )
    return [
        LeftOut(number_words(rows[name]), words, of_these) for name, words, of_these in kinds if rows[name]
    ]


def sum_words(read: int, used: int, left: list[LeftOut]) -> str:
    if not read:
        return _("There is no row in the list.")
    if not left:
        words = ngettext("The %(read)s row is counted.", "All %(read)s rows are counted.", read)
        return words % {"read": number_words(read)}
    said = {
        "read": number_words(read),
        "used": number_words(used),
        "left": " + ".join(one.count for one in left),
    }
    words = ngettext(
        "%(read)s row = %(used)s counted + %(left)s left out.",
        "%(read)s rows = %(used)s counted + %(left)s left out.",
        read,
    )
    return words % said
