"""What sales adds to the registries of the house."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_sentence
from tandem.office.search.actions import register as register_search
from tandem.people.duplicates.actions import register_person_column
from tandem.people.privacy.queries import blank, nothing_personal, register_personal_data, remove
from tandem.people.timeline.queries import register_told
from tandem.sales.board.views import person_button, person_panel, today_items, told_of
from tandem.sales.hearing.undoing import undo_columns as undo_need
from tandem.sales.hearing.undoing import undo_heard
from tandem.sales.matching import jobs as matching_jobs
from tandem.sales.matching.actions import undo_days, undo_picked, undo_put_back
from tandem.sales.matching.slots import needed_before, needs_and_offers, time_until_ready
from tandem.sales.opportunities.queries import SEARCH_KIND, every_document
from tandem.sales.opportunities.undoing import undo_columns, undo_end
from tandem.ui import slots

SENTENCES = {
    "sales.opportunity.opened": _("Sales opened %(title)s"),
    "sales.opportunity.brought_in": _("Past sales were brought in"),
    "sales.opportunity.edited": _("%(title)s was put right"),
    "sales.opportunity.moved": _("%(title)s moved to another stage"),
    "sales.opportunity.assigned": _("%(title)s got another owner"),
    "sales.opportunity.step_planned": _("The next step of %(title)s was planned"),
    "sales.opportunity.step_done": _("The next step of %(title)s was done"),
    "sales.opportunity.won": _("%(title)s was sold"),
    "sales.opportunity.lost": _("%(title)s did not come about"),
    "sales.opportunity.reopened": _("%(title)s was opened again"),
    "sales.order.accepted": _("An order of %(title)s was accepted"),
    "sales.order.taken_back": _("The order of %(title)s was taken back"),
    "sales.opportunity.picked": _("An offer was picked for %(title)s"),
    "sales.opportunity.put_back": _("An offer for %(title)s was put back"),
    "sales.need.heard": _("A need was heard: %(title)s"),
    "sales.need.changed": _("The need %(title)s was put right"),
    "sales.need.sorted": _("The need %(title)s was sorted"),
    "sales.need.unmet": _("We do not offer %(title)s"),
    "sales.need.taken_away": _("The need %(title)s was taken away"),
    "sales.readyin.said": _("How long %(title)s takes was said"),
    "sales.stage.added": _("The stage %(title)s was added"),
    "sales.stage.renamed": _("The stage %(title)s got its name"),
    "sales.stage.shifted": _("The stage %(title)s has another place"),
    "sales.stage.removed": _("The stage %(title)s was removed"),
}


def register_all() -> None:
    register_search(
        SEARCH_KIND,
        icon="handshake",
        desk="sales",
        place=_("Opportunities"),
        everything=every_document,
        order=40,
    )
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    for verb in ("edited", "moved", "assigned", "step_planned"):
        register_undo(f"sales.opportunity.{verb}", undo_columns)
    for verb in ("won", "lost"):
        register_undo(f"sales.opportunity.{verb}", undo_end)
    register_undo("sales.opportunity.picked", undo_picked)
    register_undo("sales.opportunity.put_back", undo_put_back)
    register_undo("sales.readyin.said", undo_days)
    register_undo("sales.need.heard", undo_heard)
    for verb in ("changed", "sorted", "unmet", "taken_away"):
        register_undo(f"sales.need.{verb}", undo_need)
    matching_jobs.register()
    register_person_column("sales.opportunity", "person")
    register_person_column("sales.order", "person")
    register_person_column("sales.unmetneed", "person")
    register_told("sales.opportunity", told_of)
    slots.register("today", today_items)
    slots.register("offers.tabs", tabs_of_the_desk)
    slots.register("person.side", person_panel, order=50)
    slots.register("person.actions", person_button)
    slots.register("opportunity.work", needs_and_offers, order=10)
    slots.register("person.side", needed_before, order=55)
    slots.register("offer.side", time_until_ready)
    register_what_is_personal()


def tabs_of_the_desk(request: HttpRequest, **context: Any) -> list[SafeString]:
    """What we sell stands below this desk, and is one of its pages."""
    return [SafeString(render_to_string("sales/tabs.html", {"current": "offers"}))]


def register_what_is_personal() -> None:
    said: dict[str, Any] = {"title": "", "brief": {}, "next_step": "", "lost_words": "", "organisation": None}
    register_personal_data(
        "sales.opportunity",
        "person",
        erase=blank("sales.opportunity", "person", **said),
        law_keeps=_("Its stages, times and amount stay, without a word of what was said."),
    )
    register_personal_data(
        "sales.order",
        "person",
        erase=nothing_personal,
        law_keeps=_("Orders stay, with their amounts: the law asks to keep what was sold."),
    )
    register_personal_data(
        "sales.orderline", "order__person", erase=blank("sales.orderline", "order__person", words="")
    )
    register_personal_data("sales.unmetneed", "person", erase=remove("sales.unmetneed", "person"))
    register_personal_data(
        "sales.need", "opportunity__person", erase=remove("sales.need", "opportunity__person")
    )
    for label in ("sales.stagelog", "sales.ownerlog", "sales.pickedoffer"):
        register_personal_data(label, "opportunity__person", erase=nothing_personal)
