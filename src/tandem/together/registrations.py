"""What together follows: each fact restates the rows it tells of, in the transaction that announced it."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.followers import follow
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_sentence
from tandem.together.coach.slots import needed
from tandem.together.evidence import jobs as evidence_jobs
from tandem.together.hats.actions import put_on
from tandem.together.hats.correcting import undo_correction
from tandem.together.hats.queries import CORRECTED
from tandem.together.hats.slots import hats_today, own_hours
from tandem.together.statistics.actions import (
    count_new,
    forget,
    outdate,
    restate,
    restate_orders,
    restate_persons,
)
from tandem.together.statistics.queries import enquiries_feeding, orders_of_opportunities
from tandem.together.today.outcome import outcome_panel
from tandem.together.two_jobs.slots import two_jobs_line
from tandem.ui import slots

# After handover, which reports the outcome of an opportunity to its enquiries first.
LAST = 900


def enquiries_heard(*, enquiry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    count_new(enquiry_ids)


def enquiries_changed(*, enquiry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    restate(enquiry_ids)


def enquiries_removed(*, enquiry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    forget(enquiry_ids)


def orders_changed(*, order_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    restate_orders(order_ids)


def opportunities_changed(*, opportunity_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    restate(enquiries_feeding(opportunity_ids))
    restate_orders(orders_of_opportunities(opportunity_ids))


def persons_merged(*, kept_id: int, gone_id: int, at: datetime.datetime, **others: Any) -> None:
    restate_persons([kept_id, gone_id])


def persons_unmerged(*, kept_id: int, restored_id: int, at: datetime.datetime, **others: Any) -> None:
    restate_persons([kept_id, restored_id])


def hat_worn(*, user_id: int, at: datetime.datetime, **others: Any) -> None:
    user = User.objects.get(pk=user_id)
    put_on(hat=user.hat, by=user, at=at)


def names_changed(*, at: datetime.datetime, **others: Any) -> None:
    outdate()


def register_all() -> None:
    follow("marketing.heard", enquiries_heard, order=LAST)
    for fact in ("marketing.renamed", "office.renamed"):
        follow(fact, names_changed, order=LAST)
    for fact in ("marketing.changed", "handover.passed", "handover.decided", "handover.answered"):
        follow(fact, enquiries_changed, order=LAST)
    follow("marketing.removed", enquiries_removed, order=LAST)
    for fact in ("sales.ordered", "sales.credited"):
        follow(fact, orders_changed, order=LAST)
    for fact in ("sales.won", "sales.lost", "sales.reopened", "sales.assigned", "sales.merged"):
        follow(fact, opportunities_changed, order=LAST)
    follow("people.merged", persons_merged, order=LAST)
    follow("people.unmerged", persons_unmerged, order=LAST)
    follow("office.hat_worn", hat_worn, order=LAST)
    evidence_jobs.register()
    slots.register("sales.outcome", outcome_panel)
    slots.register("desk.below", two_jobs_line)
    slots.register("today", hats_today, order=90)
    slots.register("account", own_hours, order=20)
    slots.register("goal.needed", needed)
    register_sentence("together.statistics.rebuilt", _("The statistics were made anew"))
    register_sentence(CORRECTED, _("Put their own hours right"))
    register_undo(CORRECTED, undo_correction)
