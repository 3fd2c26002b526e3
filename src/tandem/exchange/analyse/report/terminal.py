"""The report for a terminal: the verdict first, then what it rests on, in plain lines."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from tandem.exchange.analyse.report.channels import Channels
from tandem.exchange.analyse.report.coming import Ahead
from tandem.exchange.analyse.report.contents import Report
from tandem.exchange.analyse.report.heading import Heading
from tandem.exchange.analyse.report.origin import Rows
from tandem.exchange.analyse.report.sellers import Sellers
from tandem.exchange.analyse.report.told import Told
from tandem.exchange.analyse.report.unknown import Unknown
from tandem.together.verdict.changed import Changed

WIDTH = 96
NAME = 26
NUMBER = 10
INDENT = "  "


def lines_of(report: Report) -> list[str]:
    """Nothing in them can move a cursor or colour a screen, whatever stands in the list."""
    parts = (
        heading_lines(report.heading),
        changed_lines(report.changed),
        channel_lines(report.channels),
        seller_lines(report.sellers),
        ahead_lines(report.ahead),
        unknown_lines(report.unknown),
        ((f"{INDENT}{one}" for one in report.caveats) if report.caveats else ()),
        row_lines(report.rows),
    )
    told = (block for block in map(list, parts) if block)
    return [printable(line) for block in told for line in (*block, "")][:-1]


def printable(line: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in line)


def wrapped(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=indent, subsequent_indent=indent)


def in_columns(cells: Iterable[str], widths: Sequence[int]) -> str:
    """The first to the left, numbers to the right, the last as long as it is."""
    first, *middle, last = cells
    right = "".join(f"{cell:>{width}}" for cell, width in zip(middle, widths, strict=True))
    return f"{INDENT}{first[: NAME - 1]:<{NAME}}{right}   {last}".rstrip()


def heading_lines(heading: Heading) -> Iterator[str]:
    yield from wrapped(" ".join(filter(None, (heading.said.first, heading.said.rest))))
    if heading.said.sure is not None:
        dots = "●" * heading.said.sure + "○" * (10 - heading.said.sure)
        yield _("%(dots)s  %(sure)s in 10 sure. Open enquiries count by their age, not as lost.") % {
            "dots": dots,
            "sure": heading.said.sure,
        }
    if heading.not_yet:
        yield heading.not_yet
    yield ""
    yield " ".join(filter(None, (f"{heading.title},", heading.beside))).rstrip(",")
    if heading.factors:
        yield INDENT + " ".join(f"{one.operator} {one.value} {one.name}".strip() for one in heading.factors)
    if heading.where:
        yield INDENT + " · ".join(f"{place.count} {place.words}" for place in heading.where.places)
    if heading.start:
        yield from wrapped(
            _("Start here: %(what)s") % {"what": f"{heading.start.first} {heading.start.rest}"}
        )


def changed_lines(changed: Changed) -> Iterator[str]:
    if not changed.sureness:
        return
    yield changed.title
    for row in changed.sureness:
        yield in_columns((row.name, row.change, row.words), (NUMBER,))


def channel_lines(channels: Channels | None) -> Iterator[str]:
    if channels is None:
        return
    yield channels.title
    widths = (NUMBER, 18, 12)
    yield in_columns((channels.table.head[0], *channels.table.cells, _("In the end · still to come")), widths)
    for one in channels.rows:
        share = f"{one.row.written} ({one.row.range})" if one.row.range else one.row.written
        counts = (cell for _name, cell in one.row.cells)
        yield in_columns((one.row.name, *counts, f"{share} · {beside(one.to_come)}"), widths)
    if channels.rest:
        yield INDENT + channels.rest


def beside(one: Told) -> str:
    return f"{one.main} ({one.range})" if one.range else one.main


def seller_lines(sellers: Sellers) -> Iterator[str]:
    yield sellers.title
    for sentence in (sellers.why, sellers.remedy):
        yield from wrapped(sentence, INDENT)
    for row in sellers.sellers.rows if sellers.sellers else ():
        yield in_columns((row.name, row.written, row.range, row.words), (NUMBER, 16))


def ahead_lines(ahead: Ahead) -> Iterator[str]:
    if ahead.why:
        yield ahead.why
        return
    yield ahead.title
    for row in ahead.measures:
        sums = zip(ahead.spans, row.sums, strict=True)
        words = " · ".join(f"{span}: {beside(one)}" for span, one in sums)
        yield in_columns((row.name, words), ())


def unknown_lines(unknown: Sequence[Unknown]) -> Iterator[str]:
    if not unknown:
        return
    yield _("What the list cannot tell, and what to write down next, so that it will:")
    for one in unknown:
        yield from wrapped(f"{one.what} → {one.do} {one.rest}".rstrip(), INDENT)


def row_lines(rows: Rows) -> Iterator[str]:
    yield _("How the columns were read:")
    for column in rows.columns:
        yield f"{INDENT}{column.field}: {column.column}. {column.why}"
    for remark in rows.remarks:
        yield from wrapped(remark, INDENT)
    yield rows.sum
    for one in rows.left_out:
        yield f"{INDENT}{one.count} {one.words}"
        for count, reason in one.of_these:
            yield f"{INDENT * 2}{count}: {reason}"
