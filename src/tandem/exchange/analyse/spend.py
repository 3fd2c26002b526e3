"""What each channel cost, from a file of months, channels and amounts."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.analyse.words import BLANK, Question
from tandem.exchange.reading import examining, headers, opening, rows, unread
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.rejections import Rejection
from tandem.exchange.reading.rows import TypedRow
from tandem.ui.figures import number_words

# Of more rows that could not be read the first are named, and how many more there are.
ROWS_NAMED = 5


@dataclass
class Spend:
    """By channel, in the currency of the analysis. What could not be read or used is told in `caveats`."""

    currencies: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    # Why → the rows, as a spreadsheet numbers them.
    rejected: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def of(self, channel: str) -> Decimal | None:
        return self.amounts.get(key_of(channel))

    def must_be_in(self, currency: str) -> None:
        """Raises FileRefused where any of it is in another currency than the enquiries."""
        other = next((stated for stated in self.currencies if currency and stated != currency), None)
        if other is not None:
            raise FileRefused(
                _(
                    "The spend file is in %(spend)s and the enquiries are in %(enquiries)s. "
                    "Give both in one currency."
                )
                % {"spend": other, "enquiries": currency}
            )

    def caveats(self, channels: set[str]) -> list[str]:
        told = [rejected_words(numbers, reason) for reason, numbers in self.rejected.items()]
        known = {key_of(channel) for channel in channels}
        if strange := sorted(name for key, name in self.names.items() if key not in known):
            told.append(
                _("Money was spent on %(names)s, which no enquiry names as its channel.")
                % {"names": ", ".join(f"“{name}”" for name in strange)}
            )
        return told


def rejected_words(numbers: list[int], reason: str) -> str:
    """“Rows 3 and 5 of the spend file are not in the costs: channel is blank.”"""
    more = len(numbers) - ROWS_NAMED
    named = [str(number) for number in numbers[: ROWS_NAMED if more > 1 else len(numbers)]]
    last = _("%(more)s more") % {"more": number_words(more)} if more > 1 else named.pop()
    said = {"rows": last, "reason": reason}
    if named:
        said["rows"] = _("%(first)s and %(last)s") % {"first": ", ".join(named), "last": last}
    words = ngettext(
        "Row %(rows)s of the spend file is not in the costs: %(reason)s.",
        "Rows %(rows)s of the spend file are not in the costs: %(reason)s.",
        len(numbers),
    )
    return words % said


def key_of(channel: str) -> str:
    return channel if channel == BLANK else fold(channel)


def read_spend(path: Path, question: Question) -> Spend:
    """Raises FileRefused where the file cannot be read."""
    source = opening.open_source(path, path.name)
    mapping = headers.recognise(source, "spend")
    try:
        unread.require_fields(mapping, source)
        unread.require_readable(mapping, source)
    except FileRefused as refused:
        # What columns are is said of the enquiries only.
        raise FileRefused(refused.sentence) from refused
    found = examining.examine(source, mapping)
    spend = Spend()
    for batch in rows.typed_rows(
        source,
        mapping,
        kind="spend",
        zone=question.zone,
        date_order=order_of(found, question),
        decimal=found.decimal,
        disagreeing=found.disagreeing,
    ):
        for _number, row in batch:
            if isinstance(row, Rejection):
                spend.rejected[row.reason].append(row.number)
            elif question.until is None or as_moment(row, question) <= question.until:
                _add(row, spend)
    return spend


def order_of(found: examining.Examination, question: Question) -> DateOrder:
    """As this file tells; what was said on the command line holds where it does not."""
    if found.date_order is DateOrder.ASK and question.date_order:
        return question.date_order
    return found.date_order


def as_moment(row: TypedRow, question: Question) -> datetime.datetime:
    month = row.get("month")
    if isinstance(month, datetime.datetime):
        return month
    return datetime.datetime.combine(month, datetime.time(12), question.zone)


def _add(row: TypedRow, spend: Spend) -> None:
    if (stated := row.get("currency")) and stated not in spend.currencies:
        spend.currencies.append(stated)
    key = key_of(row.get("channel"))
    spend.names.setdefault(key, row.get("channel"))
    spend.amounts[key] += row.get("amount")
