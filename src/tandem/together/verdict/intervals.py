"""Tables of shares with their ranges: a dot on its line in every row, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tandem.charts.classes import Tone
from tandem.charts.shares import share_axis, share_dot, share_top
from tandem.charts.svg import Svg
from tandem.together.verdict.reading import Range
from tandem.ui.figures import LEAST_FOR_A_SHARE, share_and_range_words

Cells = list[tuple[str, str]]


@dataclass(frozen=True)
class Share:
    """One row to be: a share of so many. Of fewer than twenty nothing is said.

    `words` stand below the name.
    """

    name: str
    of: int
    share: Range | None
    cells: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    words: str = ""

    @property
    def told(self) -> Range | None:
        return self.share if self.of >= LEAST_FOR_A_SHARE else None


@dataclass(frozen=True)
class Row:
    """A row as it is drawn: cells, the drawing, what it says in words, more cells; each with its head."""

    name: str
    cells: Cells
    drawing: Svg
    written: str
    range: str
    after: Cells
    words: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Table:
    """`head` names the first column, the drawing and its words; `cells` and `after` the numbers around."""

    head: tuple[str, str, str]
    cells: tuple[str, ...]
    after: tuple[str, ...]
    axis: Svg
    rows: list[Row]


@dataclass(frozen=True)
class Heads:
    """Heads of the columns: what the rows are, what their share is, and the numbers before and after it."""

    rows: str
    share: str
    cells: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def table_of(
    shares: Sequence[Share],
    heads: Heads,
    *,
    tone: Tone,
    whole: Share | None = None,
    line: float | None = None,
) -> Table:
    """`whole` is the last row, and the dashed line through all the others, unless `line` says where it is."""
    told = [share.told for share in (*shares, *([whole] if whole else [])) if share.told]
    scale = Scale(share_top(told), whole.told.estimate if whole and whole.told else line)
    return Table(
        head=(heads.rows, heads.share, _("Likely")),
        cells=heads.cells,
        after=heads.after,
        # Where no row has a share there is nothing to read off.
        axis=share_axis(scale.top, title=heads.share) if told else Svg(""),
        rows=[
            *(row_of(share, heads, scale, tone) for share in shares),
            *([replace(row_of(whole, heads, scale, "t"), whole=True)] if whole else []),
        ],
    )


@dataclass(frozen=True)
class Scale:
    """From nought to `top`, with a dashed line through all rows."""

    top: float
    line: float | None


def row_of(share: Share, heads: Heads, scale: Scale, tone: Tone) -> Row:
    written = share_and_range_words(share.told)
    head = (heads.rows, _("Likely"), _("Range"))
    figure = share_dot(share.name, share.told, written, head=head, top=scale.top, whole=scale.line, tone=tone)
    cells = list(zip(heads.cells, share.cells, strict=True))
    after = list(zip(heads.after, share.after, strict=True))
    return Row(share.name, cells, figure.svg, *written, after, share.words)
