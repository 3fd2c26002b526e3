"""What handover adds to the registries of the house, and whom it follows."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.handover.again import slots as again_slots
from tandem.handover.again.actions import UNDO as UNDO_AGAIN
from tandem.handover.agreeing import slots as agreement_slots
from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.proposing import UNDO as UNDO_PROPOSALS
from tandem.handover.agreement.terms import PROMISES
from tandem.handover.assigning.actions import UNDO as UNDO_SHARING
from tandem.handover.balance.slots import balance
from tandem.handover.conversation.slots import talk_today
from tandem.handover.feedback.jobs import follow_all as follow_sales
from tandem.handover.inbox import slots as inbox_slots
from tandem.handover.passing.actions import UNDO
from tandem.handover.passing.jobs import follow_all as follow_answers
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import bars
from tandem.handover.passing.words import ORIGIN, TickState
from tandem.handover.promises.actions import count_month_ends
from tandem.handover.promises.slots import answer_first, answers_on_desk
from tandem.handover.reasons.slots import fed_back
from tandem.handover.reminders import jobs as reminder_jobs
from tandem.handover.reminders import slots as reminder_slots
from tandem.office.clock import actions as clock
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_choices, register_label, register_sentence
from tandem.people.privacy.queries import blank, nothing_personal, register_personal_data
from tandem.people.timeline.queries import register_bar
from tandem.ui import slots

SENTENCES: dict[str, Any] = {
    "handover.enquiry.ticked": _("Marketing ticked %(title)s against the agreement"),
    "handover.enquiry.passed": _("Marketing passed %(title)s to sales"),
    "handover.enquiry.assigned": _("%(title)s has another owner"),
    "handover.enquiry.accepted": _("Sales accepted %(title)s"),
    "handover.enquiry.declined": _("Sales declined %(title)s"),
    "handover.enquiry.joined": _("%(title)s was joined to an opportunity"),
    "handover.history.brought_in": _("Past enquiries were brought in with what became of them"),
    "handover.conversation.held": _("Both desks talked: %(title)s"),
    "handover.conversation.changed": _("What both desks decided was put right: %(title)s"),
    "handover.agreement.agreed": _("%(title)s was agreed on"),
    "handover.agreement.proposed": _("%(title)s was proposed"),
    "handover.agreement.countered": _("%(title)s was proposed in another way"),
    "handover.agreement.sent_back": _("%(title)s was sent back"),
    "handover.agreement.withdrawn": _("%(title)s was withdrawn before it was agreed on"),
    "handover.agreement.overtaken": _("%(title)s was agreed on in another way than proposed"),
    "handover.sales.handed_back": _("Every sale was handed back to marketing once more"),
    "handover.sharing.changed": _("How enquiries are shared out was changed"),
    "handover.seller.changed": _("Whether %(title)s takes part was changed"),
    "handover.again.put_off": _("%(title)s wants to be asked again another day"),
    "handover.again.not_reached": _("%(title)s, who may need something again, was not reached"),
    "handover.again.left": _("%(title)s would rather be left in peace"),
    "handover.again.came_again": _("%(title)s would like something again"),
    "handover.reminders.chosen": _("Whether %(title)s is reminded by mail was changed"),
}
# A proposal is told of in the same words as the version that it would make.
LABELS: dict[str, Any] = {
    **{field.name: field.verbose_name for field in Agreement._meta.fields if field.name in PROMISES},
    "criteria": _("The ticks"),
    "decline_reasons": _("Reasons to decline"),
    "mails": _("Reminders by mail"),
    "ask_again_at": _("Ask again on"),
}


def register_all() -> None:
    follow_sales()
    follow_answers()
    for verb, function in {**UNDO, **UNDO_PROPOSALS, **UNDO_SHARING, **UNDO_AGAIN}.items():
        register_undo(verb, function)
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    for name, label in LABELS.items():
        register_label(name, label)
    reminder_jobs.register()
    register_choices("handover.enquiry.ticked", TickState.choices)
    register_bar(ORIGIN, bars)
    register_what_is_personal()
    slots.register("enquiry.side", inbox_slots.beside_enquiry, order=10)
    slots.register("opportunity.side", inbox_slots.beside_opportunity, order=10)
    slots.register("person.side", inbox_slots.waiting_of_person, order=10)
    slots.register("today", reminder_slots.to_answer_today, order=11)
    slots.register("account", reminder_slots.own_reminders)
    slots.register("settings", inbox_slots.sharing_in_settings, order=40)
    slots.register("today", inbox_slots.to_pass_today, order=10)
    slots.register("today", inbox_slots.to_decide_today, order=10)
    slots.register("today", talk_today, order=30)
    slots.register("desk.top", balance)
    slots.register("marketing.desk", fed_back, order=10)
    slots.register("sales.desk", answers_on_desk, order=10)
    slots.register("sales.practise", answer_first, order=10)
    # In the night after the last day of a month, or the next one in which the computer is on.
    clock.register("handover.month_ends", count_month_ends, daily=datetime.time(0, 40))
    slots.register("today", again_slots.again_today, order=50)
    slots.register("sales.today", again_slots.again_in_list)
    slots.register("sales.morning", again_slots.again_by_mail)
    slots.register("sales.feed", again_slots.again_in_calendar)
    slots.register("customers.seen_to", again_slots.seen_to)
    slots.register("today", agreement_slots.to_answer_today, order=20)


def register_what_is_personal() -> None:
    register_personal_data(
        "handover.tick", "enquiry__person", erase=blank("handover.tick", "enquiry__person", known="")
    )
    register_personal_data("handover.passing", "enquiry__person", erase=erase_passings)
    for label, path in (
        ("handover.assignment", "passing__enquiry__person"),
        ("handover.feeding", "enquiry__person"),
        ("handover.reminder", "enquiry__person"),
    ):
        register_personal_data(label, path, erase=nothing_personal)


def erase_passings(person_ids: list[int], at: datetime.datetime) -> int:
    """The ticks of a passing stay, as they tell whether the promises were kept, without what was known."""
    passings = list(Passing.objects.filter(enquiry__person__in=person_ids))
    for passing in passings:
        passing.ticks = [{**tick, "known": ""} for tick in passing.ticks]
        passing.declined_words = ""
    Passing.objects.bulk_update(passings, ["ticks", "declined_words"], batch_size=100)
    return len(passings)
