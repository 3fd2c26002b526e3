"""A column of a file by the name that a person gives it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.source import Source


def named_column(source: Source, wanted: str) -> str:
    """The column that a person means: as written, or but for case, accents and signs. Raises FileRefused."""
    if wanted in source.headers:
        return wanted
    alike = [column for column in source.headers if fold(column) == fold(wanted)]
    if len(alike) == 1:
        return alike[0]
    raise FileRefused(
        _("“%(name)s” has no column “%(column)s”. Its columns are %(columns)s.")
        % {"name": source.name, "column": wanted, "columns": quoted(source.headers)}
    )


def quoted(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:40]]
    return ", ".join(shown) + (" …" if len(names) > 40 else "")
