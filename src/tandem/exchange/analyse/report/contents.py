"""Everything that the report says, in words and figures; the page and the paper only set it."""

import datetime
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tandem.exchange.analyse.report.ages import Ages, ages_of
from tandem.exchange.analyse.report.channels import Channels, channels_of
from tandem.exchange.analyse.report.coming import Ahead, ahead_of
from tandem.exchange.analyse.report.heading import Heading, day_words, heading_of
from tandem.exchange.analyse.report.origin import Origin, Rows, rows_of
from tandem.exchange.analyse.report.sellers import Sellers, sellers_of
from tandem.exchange.analyse.report.told import level_words
from tandem.exchange.analyse.report.unknown import Unknown, unknown_of
from tandem.exchange.analyse.report.without_money import changed_in_customers, in_customers
from tandem.together.evidence.words import Document
from tandem.together.verdict.changed import Changed, changed_of, counted_words, is_few
from tandem.ui.figures import LEAST_FOR_A_SHARE


@dataclass(frozen=True)
class Report:
    heading: Heading
    changed: Changed
    channels_sub: str
    no_waterfall: str
    ages: Ages | None
    channels: Channels | None
    sellers: Sellers
    ahead: Ahead
    unknown: tuple[Unknown, ...]
    caveats: tuple[str, ...]
    rows: Rows
    how_to_read: tuple[str, ...]
    foot: str


def report_of(answer: Document, origin: Origin) -> Report:
    """The answer of `tandem analyse` as a report; also of a list of five, of none that bought, of nobody."""
    today = datetime.date.fromisoformat(answer["as_of"])
    customers = in_customers(answer)
    changed = changed_in_customers(customers, today) if customers else changed_of(answer, today)
    if not changed.waterfall:
        changed = replace(changed, waterfall_sub=counted_words(answer))
    unknown = unknown_of(answer)
    return Report(
        heading=heading_of(answer, origin, unknown, customers),
        changed=changed,
        channels_sub=channels_sub(in_money=customers is None),
        no_waterfall=no_waterfall(answer),
        ages=ages_of(answer),
        channels=channels_of(answer, today),
        sellers=sellers_of(answer, today),
        ahead=ahead_of(answer, today),
        unknown=unknown,
        caveats=tuple(answer["caveats"]),
        rows=rows_of(answer),
        how_to_read=how_to_read(answer["level"]),
        foot=foot_words(answer, origin),
    )


def channels_sub(*, in_money: bool) -> str:
    unit = _("In money, by channel.") if in_money else _("In customers, by channel.")
    few = _("Under %(few)s enquiries in both periods we do not guess.") % {"few": LEAST_FOR_A_SHARE}
    return f"{unit} {few}"


def no_waterfall(answer: Document) -> str:
    """Why there may be none."""
    if answer["enquiries"]["won"] and is_few(answer):
        return _("Under %(few)s enquiries in a period we do not guess.") % {"few": LEAST_FOR_A_SHARE}
    return _("It wants customers in both periods.")


def how_to_read(level: float) -> tuple[str, str, str]:
    said = {"often": level_words(level)}
    return (
        _("An enquiry that is still open counts by its age, never as lost."),
        _("Behind each number stands its range: the truth lies in it %(often)s.") % said,
        _("A desk is named only where it is sure enough to act on, never for what chance may do."),
    )


def foot_words(answer: Document, origin: Origin) -> str:
    said = {
        "day": day_words(origin.made_on),
        "level": level_words(answer["level"]),
    }
    return _("Made on %(day)s by Tandem. Ranges hold %(level)s. Nothing left this machine.") % said
