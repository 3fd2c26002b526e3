"""What sales adds to the registries of the house."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.office.clock import actions as clock
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_label, register_sentence
from tandem.office.search.actions import register as register_search
from tandem.people.duplicates.actions import register_person_column
from tandem.people.privacy.queries import blank, nothing_personal, register_personal_data, remove
from tandem.people.timeline.queries import register_told
from tandem.sales.board.views import person_button, person_panel, today_items, told_of
from tandem.sales.merging.actions import MERGED, take_apart
from tandem.sales.merging.queries import register_opportunity_column, register_origin
from tandem.sales.opportunities.queries import SEARCH_KIND, every_document
from tandem.sales.opportunities.undoing import undo_columns, undo_end
from tandem.sales.opportunities.words import ORIGIN
from tandem.sales.stages.actions import undo_put_away
from tandem.sales.stages.jobs import count_usual_stays
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
    "sales.opportunity.valued_by_lines": _("The amount of %(title)s comes from the lines of its quote"),
    MERGED: _("%(title)s was put together with another"),
    "sales.order.accepted": _("An order of %(title)s was accepted"),
    "sales.order.taken_back": _("The order of %(title)s was taken back"),
    "sales.stage.added": _("The stage %(title)s was added"),
    "sales.stage.renamed": _("The stage %(title)s got its name"),
    "sales.stage.shifted": _("The stage %(title)s has another place"),
    "sales.stage.removed": _("The stage %(title)s was removed"),
    "sales.stage.put_away": _("The stage %(title)s was removed"),
    "sales.stage.asked": _("What the stage %(title)s asks for was changed"),
    "sales.pipeline.added": _("The pipeline %(title)s was added"),
    "sales.pipeline.renamed": _("The pipeline %(title)s got its name"),
    "sales.pipeline.shifted": _("The pipeline %(title)s has another place"),
    "sales.pipeline.made_default": _("%(title)s is the usual pipeline"),
    "sales.pipeline.retired": _("The pipeline %(title)s was retired"),
    "sales.pipeline.brought_back": _("The pipeline %(title)s was brought back"),
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
    register_label("checks", _("What must be true first"))
    for verb in ("edited", "moved", "assigned", "step_planned", "valued_by_lines"):
        register_undo(f"sales.opportunity.{verb}", undo_columns)
    for verb in ("won", "lost"):
        register_undo(f"sales.opportunity.{verb}", undo_end)
    register_undo(MERGED, take_apart)
    register_undo("sales.stage.put_away", undo_put_away)
    register_person_column("sales.opportunity", "person")
    register_person_column("sales.opportunitymerge", "person")
    register_person_column("sales.order", "person")
    register_person_column("sales.unmetneed", "person")
    register_told("sales.opportunity", told_of)
    slots.register("today", today_items)
    slots.register("person.side", person_panel, order=50)
    slots.register("person.actions", person_button)
    # After the night's other work: it reads the log of a year.
    clock.register("sales.usual_stays", count_usual_stays, daily=datetime.time(3, 20))
    register_opportunity_column("sales.order", "opportunity")
    register_opportunity_column("sales.opportunitymerge", "kept")
    register_origin("people.entry", ORIGIN)
    # An unmet need stays with the loss that told of it: it was wanted, whatever became of the rest.
    register_what_is_personal()


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
        "sales.opportunitymerge", "person", erase=remove("sales.opportunitymerge", "person")
    )
    for label in ("sales.stagelog", "sales.ownerlog", "sales.checkmet"):
        register_personal_data(label, "opportunity__person", erase=nothing_personal)
