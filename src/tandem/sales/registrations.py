"""What sales adds to the registries of the house."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tandem.office.followers import follow
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_label, register_sentence
from tandem.office.search.actions import register as register_search
from tandem.people.duplicates.actions import register_person_column
from tandem.people.privacy.queries import blank, nothing_personal, register_personal_data, remove
from tandem.people.timeline.queries import register_told
from tandem.sales.board.views import person_button, person_panel, today_items, told_of
from tandem.sales.opportunities.queries import SEARCH_KIND, every_document
from tandem.sales.opportunities.undoing import undo_columns, undo_end
from tandem.sales.paper.views import settings_item as paper_item
from tandem.sales.quotes import jobs, mails
from tandem.sales.quotes.links import forget_links
from tandem.sales.quotes.panels import panel as quotes_panel
from tandem.sales.quotes.panels import told_of as told_of_quotes
from tandem.sales.quotes.queries import SEARCH_KIND as QUOTES
from tandem.sales.quotes.queries import every_document as every_quote
from tandem.ui import slots

SENTENCES = {
    "sales.quote.begun": _("%(title)s was begun"),
    "sales.quote.written": _("%(title)s was written"),
    "sales.quote.begun_anew": _("A new version of %(title)s was begun"),
    "sales.quote.draft_dropped": _("The draft of %(title)s was thrown away"),
    "sales.quote.dropped": _("%(title)s was thrown away before it was sent"),
    "sales.quote.sent": _("%(title)s was sent"),
    "sales.quote.opened": _("%(title)s was opened"),
    "sales.quote.asked": _("The customer asked about %(title)s"),
    "sales.quote.answered": _("A question about %(title)s was answered"),
    "sales.quote.accepted": _("%(title)s was accepted"),
    "sales.quote.declined": _("The customer said no to %(title)s"),
    "sales.quote.withdrawn": _("%(title)s was taken back"),
    "sales.quote.ended": _("%(title)s was good until that day, and nobody answered"),
    "sales.quote.link_made": _("A link to %(title)s was made"),
    "sales.quote.links_shut": _("Every link to %(title)s was shut"),
    "sales.paper.set": _("Our paper was changed"),
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
    "sales.stage.added": _("The stage %(title)s was added"),
    "sales.stage.renamed": _("The stage %(title)s got its name"),
    "sales.stage.shifted": _("The stage %(title)s has another place"),
    "sales.stage.removed": _("The stage %(title)s was removed"),
}

LABELS = {
    "gross_minor": _("With tax"),
    "lines": _("Lines"),
    "text_hash": _("Fingerprint (SHA-256)"),
    "links": _("Links"),
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
    register_search(
        QUOTES,
        icon="file-text",
        desk="sales",
        place=_("Quotes"),
        everything=every_quote,
        order=45,
    )
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    for name, label in LABELS.items():
        register_label(name, label)
    for verb in ("edited", "moved", "assigned", "step_planned"):
        register_undo(f"sales.opportunity.{verb}", undo_columns)
    for verb in ("won", "lost"):
        register_undo(f"sales.opportunity.{verb}", undo_end)
    register_person_column("sales.opportunity", "person")
    register_person_column("sales.order", "person")
    register_person_column("sales.unmetneed", "person")
    register_told("sales.opportunity", told_of)
    register_person_column("sales.quote", "person")
    register_told(QUOTES, told_of_quotes)
    slots.register("settings", paper_item, order=70)
    slots.register("opportunity.side", quotes_panel, order=20)
    follow("people.erased", forget_links)
    mails.register()
    jobs.register()
    slots.register("today", today_items)
    slots.register("offers.tabs", tabs_of_the_desk)
    slots.register("person.side", person_panel, order=50)
    slots.register("person.actions", person_button)
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
    register_what_quotes_hold()
    for label in ("sales.stagelog", "sales.ownerlog"):
        register_personal_data(label, "opportunity__person", erase=nothing_personal)


def register_what_quotes_hold() -> None:
    said: dict[str, Any] = {"title": "", "intro": "", "closing": "", "shown": {}, "sent_to": ""}
    agreed: dict[str, Any] = {"name": "", "address": "", "text": {}}
    asked: dict[str, Any] = {"words": "", "answer": ""}
    kept = _("Its number, amounts, states and times stay, without a word of what was said.")
    register_personal_data(
        "sales.quote",
        "person",
        erase=blank("sales.quote", "person", declined_words="", organisation=None),
        law_keeps=kept,
    )
    for model, path, columns in (
        ("sales.quoteversion", "quote__person", said),
        ("sales.quoteline", "version__quote__person", {"words": "", "unit": ""}),
        ("sales.acceptance", "version__quote__person", agreed),
        ("sales.quotequestion", "quote__person", asked),
    ):
        register_personal_data(model, path, erase=blank(model, path, **columns), law_keeps=kept)
