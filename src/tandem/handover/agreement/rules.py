from collections.abc import Sequence

from django.utils.translation import gettext as _

from tandem.handover.agreement.words import (
    LONGEST_DETAIL,
    LONGEST_REASON,
    LONGEST_SENTENCE,
    MOST_HOURS,
    MOST_TICKS,
)
from tandem.office.accounts.rules import Actor, can_agree_for_marketing, can_agree_for_sales
from tandem.office.changes.words import NotAllowed, Refused

Criteria = Sequence[tuple[str, str]]


def can_agree(by: Actor) -> bool:
    """An agreement needs both sides; whoever holds both jobs may write it down for both."""
    return can_agree_for_marketing(by) and can_agree_for_sales(by)


def must_agree(by: Actor) -> None:
    if not can_agree(by):
        raise NotAllowed


def must_be_sound(
    criteria: Criteria, reasons: Sequence[str], hours: dict[str, int], least_ticks: int
) -> None:
    if not criteria:
        raise Refused(_("Agree on at least one sentence that makes an enquiry a good one."), field="ticks")
    if len(criteria) > MOST_TICKS:
        raise Refused(_("Eight sentences are the most. Which ones decide?"), field="ticks")
    if any(len(words) > LONGEST_SENTENCE or len(detail) > LONGEST_DETAIL for words, detail in criteria):
        raise Refused(_("That sentence is too long. A tick is a few words."), field="ticks")
    if any(len(reason) > LONGEST_REASON for reason in reasons):
        raise Refused(_("That reason is too long. A reason is a few words."), field="decline_reasons")
    if not reasons:
        raise Refused(
            _("Keep at least one reason: it is what marketing learns from."), field="decline_reasons"
        )
    if len({words.casefold() for words, _detail in criteria}) < len(criteria):
        raise Refused(_("One sentence stands there twice."), field="ticks")
    for name, value in hours.items():
        if not 1 <= value <= MOST_HOURS:
            raise Refused(_("Promise between 1 and 200 working hours."), field=name)
    if not 0 <= least_ticks <= len(criteria):
        raise Refused(_("There are not that many ticks."), field="least_ticks")
