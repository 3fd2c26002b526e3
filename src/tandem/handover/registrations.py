"""What handover adds to the registries of the house, and whom it follows."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.handover.feedback.jobs import follow_all as follow_sales
from tandem.handover.inbox import slots as inbox_slots
from tandem.handover.passing.actions import UNDO
from tandem.handover.passing.jobs import follow_all as follow_answers
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import bars
from tandem.handover.passing.words import ORIGIN, TickState
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_choices, register_sentence
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
    "handover.sales.handed_back": _("Every sale was handed back to marketing once more"),
    "handover.agreement.agreed": _("Both desks agreed on version %(title)s"),
}


def register_all() -> None:
    follow_sales()
    follow_answers()
    for verb, function in UNDO.items():
        register_undo(verb, function)
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_choices("handover.enquiry.ticked", TickState.choices)
    register_bar(ORIGIN, bars)
    register_what_is_personal()
    slots.register("enquiry.side", inbox_slots.beside_enquiry, order=10)
    slots.register("opportunity.side", inbox_slots.beside_opportunity, order=10)
    slots.register("person.side", inbox_slots.waiting_of_person, order=10)
    slots.register("today", inbox_slots.to_pass_today, order=10)
    slots.register("today", inbox_slots.to_decide_today, order=10)


def register_what_is_personal() -> None:
    register_personal_data(
        "handover.tick", "enquiry__person", erase=blank("handover.tick", "enquiry__person", known="")
    )
    register_personal_data("handover.passing", "enquiry__person", erase=erase_passings)
    for label, path in (
        ("handover.assignment", "passing__enquiry__person"),
        ("handover.feeding", "enquiry__person"),
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
