"""The table of channels: how many of each become customers in the end, what they bring and what they cost."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.exchange.analyse.report.told import Told, about
from tandem.together.evidence.words import Document
from tandem.together.today.channels import channels_title, has_bought
from tandem.together.today.expected import channels_sub
from tandem.together.verdict.intervals import Heads, Row, Share, Table, table_of
from tandem.together.verdict.reading import Purse, purse_of, range_of
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

SHOWN = 15


@dataclass(frozen=True)
class ChannelRow:
    """`row` has the counts and the share with its drawing; the others stand after it."""

    row: Row
    to_come: Told
    value: Told
    cost: Told


@dataclass(frozen=True)
class Channels:
    """`title` is the finding; `with_costs` where spend was told, `with_value` where amounts were."""

    title: str
    sub: str
    table: Table
    rows: tuple[ChannelRow, ...]
    with_costs: bool
    with_value: bool
    rest: str


def channels_of(answer: Document, today: datetime.date) -> Channels | None:
    """Those with most enquiries, and all of them as the last row. None where nobody asked."""
    told = sorted(answer["channels"], key=lambda one: -one["enquiries"])
    if not told:
        return None
    rows = [*told[:SHOWN], *([whole_of(answer, len(told))] if len(told) > 1 else [])]
    bought, purse = has_bought(answer), purse_of(answer)
    shares = [share_of(one, told=bought) for one in rows]
    table = table_for(shares[: len(told[:SHOWN])], shares[len(told[:SHOWN]) :])
    return Channels(
        title=title_of(answer),
        sub=sub_of(answer, today),
        table=table,
        rows=tuple(row_of(row, one, purse, bought=bought) for row, one in zip(table.rows, rows, strict=True)),
        with_costs=any(one["cost_per_enquiry"] is not None for one in told),
        with_value=range_of(answer["more"]["whole"]["value"]) is not None,
        rest=rest_words(told[SHOWN:]),
    )


def title_of(answer: Document) -> str:
    """The finding; of one channel, or before anything can be told of any, that there is none."""
    if len(answer["channels"]) == 1:
        return _("There is one channel, so there is nothing to compare")
    if not is_told(answer):
        return _("By which channel people buy cannot be told yet")
    return channels_title(answer)


def is_told(answer: Document) -> bool:
    """Whether a share of the whole list is given."""
    enough = answer["enquiries"]["total"] >= LEAST_FOR_A_SHARE and has_bought(answer)
    return enough and range_of(answer["conversion"]) is not None


def sub_of(answer: Document, today: datetime.date) -> str:
    if not has_bought(answer):
        return _("Nobody has become a customer so far.")
    if not is_told(answer):
        return _("Under %(few)s enquiries we do not guess.") % {"few": LEAST_FOR_A_SHARE}
    return channels_sub(answer, today)


def table_for(channels: Sequence[Share], whole: Sequence[Share]) -> Table:
    heads = Heads(
        _("Channel"),
        _("Become customers in the end"),
        (_("Asked"), _("Customers so far"), _("Still open")),
        (),
    )
    return table_of(channels, heads, whole=whole[0] if whole else None, tone="m")


def share_of(one: Document, *, told: bool) -> Share:
    counts = tuple(number_words(one[name]) for name in ("enquiries", "won", "open"))
    share = range_of(one["conversion"]) if told else None
    return Share(one["channel"], one["enquiries"], share, counts)


def whole_of(answer: Document, channels: int) -> Document:
    """The list as if it were one channel. What it cost is not told: of some channels that is not known."""
    return {
        **answer["enquiries"],
        **answer["more"]["whole"],
        "channel": _("All %(number)s channels") % {"number": number_words(channels)},
        "enquiries": answer["enquiries"]["total"],
        "conversion": answer["conversion"],
        "cost_per_enquiry": None,
        "cost_per_customer": None,
    }


def row_of(row: Row, one: Document, purse: Purse, *, bought: bool) -> ChannelRow:
    enough = bought and one["enquiries"] >= LEAST_FOR_A_SHARE
    return ChannelRow(
        row=row,
        to_come=to_come_told(one, enough=enough),
        value=value_told(one, purse, enough=enough),
        cost=cost_told(one, purse),
    )


def to_come_told(one: Document, *, enough: bool) -> Told:
    """How many of the open ones will be won in the end."""
    if not one["open"]:
        return Told("0", _("none is open"))
    found = range_of(one["still_to_come"]) if enough else None
    return about(found) if found else Told(_("too few to say"))


def value_told(one: Document, purse: Purse, *, enough: bool) -> Told:
    found = range_of(one["value"]) if enough else None
    return Told(purse.words(found.estimate), purse.range(found)) if found else Told("–")


def cost_told(one: Document, purse: Purse) -> Told:
    """“£28 an enquiry”, and below it what a customer cost so far."""
    if one["cost_per_enquiry"] is None:
        return Told("–")
    enquiry = _("%(cost)s an enquiry") % {"cost": purse.words(one["cost_per_enquiry"])}
    if one["cost_per_customer"] is None:
        return Told(enquiry, _("no customer so far"))
    return Told(enquiry, _("%(cost)s a customer so far") % {"cost": purse.words(one["cost_per_customer"])})


def rest_words(rest: Sequence[Document]) -> str:
    """What the table leaves away; its last row counts it."""
    if not rest:
        return ""
    said = {
        "many": number_words(len(rest)),
        "enquiries": number_words(sum(one["enquiries"] for one in rest)),
        "won": number_words(sum(one["won"] for one in rest)),
    }
    sentence = ngettext(
        "%(many)s smaller channel more: %(enquiries)s enquiries, %(won)s customers so far.",
        "%(many)s smaller channels more: %(enquiries)s enquiries, %(won)s customers so far.",
        len(rest),
    )
    return sentence % said
