"""The share that sales said no to, as a dot on its range, one scale for all rows of a table."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.charts.interval_dot import Interval, interval_axis, interval_dot
from tandem.charts.svg import Svg
from tandem.handover.reasons.queries import MOST_ROWS, Said
from tandem.ui.figures import percent_words, share_range_words

TENTH = 0.1
MOST_STEPS = 5
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
    shares = [one.share for one in shown if one.share]
    top = max(math.ceil(max((share.high for share in shares), default=TENTH) / TENTH - 1e-9), 2) * TENTH
    line = whole.share.estimate if whole.share else None
    return Table(axis_of(top), [row_of(one, top, line) for one in shown], len(said) - len(shown))


def axis_of(top: float) -> Svg:
    steps = round(top / TENTH)
    by = math.ceil(steps / MOST_STEPS)
    ends = range(0, steps + 1, by)
    ticks = [(step * TENTH, f"{step * 10}{'%' if step == ends[-1] else ''}") for step in ends]
    return interval_axis(ticks, title=_("Said no"), top=top)


def row_of(said: Said, top: float, line: float | None) -> Row:
    share = said.share
    written = percent_words(share.estimate) if share else _("too few to say")
    ends = share_range_words(share.low, share.high) if share else ""
    figure = interval_dot(
        Interval(
            said.name,
            share.estimate if share else None,
            share.low if share else None,
            share.high if share else None,
            written,
            ends,
        ),
        title=f"{said.name}: {' · '.join(filter(None, (written, ends)))}",
        head=(_("Where from"), _("Said no"), _("Range")),
        top=top,
        whole=line,
        tone="m",
    )
    return Row(said, figure.svg, written, ends)
