"""The share that sales said no to, as a dot on its range, one scale for all rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.shares import share_axis, share_dot, share_top
from tandem.charts.svg import Svg
from tandem.handover.reasons.queries import MOST_ROWS, Said
from tandem.ui.figures import share_and_range_words

REASONS_SHOWN = 3


@dataclass(frozen=True)
class Row:
    said: Said
    drawing: Svg
    written: str
    range: str

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return self.said.most_frequent[:REASONS_SHOWN]

    @property
    def others(self) -> int:
        return self.said.declined - sum(number for _reason, number in self.reasons)


@dataclass(frozen=True)
class Table:
    axis: Svg
    rows: list[Row]
    left_out: int


def table_of(said: Sequence[Said], whole: Said) -> Table | None:
    """The ones with most enquiries. `whole` is the dashed line through all of them."""
    if not said:
        return None
    shown = said[:MOST_ROWS]
    top = share_top(one.share for one in shown if one.share)
    line = whole.share.estimate if whole.share else None
    axis = share_axis(top, title=_("Said no"))
    return Table(axis, [row_of(one, top, line) for one in shown], len(said) - len(shown))


def row_of(said: Said, top: float, line: float | None) -> Row:
    written = share_and_range_words(said.share)
    head = (_("Where from"), _("Said no"), _("Range"))
    figure = share_dot(said.name, said.share, written, head=head, top=top, whole=line, tone="m")
    return Row(said, figure.svg, *written)
