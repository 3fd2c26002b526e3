"""What sales adds to the registries of the house."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tandem.office.clock import actions as clock
from tandem.office.followers import follow
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_label, register_sentence
from tandem.office.search.actions import register as register_search
from tandem.people.duplicates.actions import register_person_column
from tandem.people.privacy.queries import (
    blank,
    nothing_personal,
    register_personal_data,
    register_spoken_of,
    register_traces,
    remove,
)
from tandem.people.timeline.queries import register_by_hand, register_told
from tandem.people.works.queries import register_work
from tandem.sales.arranging.actions import undo_retired
from tandem.sales.board.views import person_button, person_panel, told_of
from tandem.sales.directions.views import in_settings as directions_in_settings
from tandem.sales.feed.views import own_feed
from tandem.sales.hearing.actions import count_anew
from tandem.sales.hearing.undoing import undo_columns as undo_need
from tandem.sales.hearing.undoing import undo_heard
from tandem.sales.helping.actions import undo_asked, undo_given, undo_marked
from tandem.sales.helping.views import panel as helps_panel
from tandem.sales.matching.actions import undo_days, undo_picked, undo_put_back
from tandem.sales.matching.slots import needed_before, needs_and_offers, time_until_ready
from tandem.sales.merging.actions import MERGED, take_apart
from tandem.sales.merging.queries import register_moving, register_named, register_opportunity_column
from tandem.sales.morning import jobs as morning_jobs
from tandem.sales.morning.views import own_morning
from tandem.sales.morning.words import KEPT as MORNING_MAIL
from tandem.sales.needs.actions import move_work, move_work_back
from tandem.sales.opportunities.actions import STEP_ENTRY_KINDS
from tandem.sales.opportunities.queries import SEARCH_KIND, every_document
from tandem.sales.opportunities.undoing import undo_columns, undo_done, undo_end
from tandem.sales.opportunities.words import ORIGIN
from tandem.sales.paper.views import settings_item as paper_item
from tandem.sales.playbook.actions import scrub_lines, undo_line, undo_written
from tandem.sales.playbook.counting import opportunities_ended
from tandem.sales.playbook.finding import LINES, PAGES, every_line, every_page
from tandem.sales.playbook.laying import undo_laid
from tandem.sales.quotes import jobs, mails
from tandem.sales.quotes.panels import panel as quotes_panel
from tandem.sales.quotes.panels import said_yes_first
from tandem.sales.quotes.panels import told_of as told_of_quotes
from tandem.sales.quotes.queries import SEARCH_KIND as QUOTES
from tandem.sales.quotes.queries import every_document as every_quote
from tandem.sales.quotes.settling import forget_quotes, settle
from tandem.sales.stages.actions import undo_put_away
from tandem.sales.stages.jobs import count_usual_stays
from tandem.sales.steps.slots import steps_today
from tandem.sales.taken import jobs as taken_jobs
from tandem.sales.talks.queries import open_with, these
from tandem.sales.terms.views import organisation_panel
from tandem.ui import slots

NOTHING_PERSONAL = (
    "sales.stagelog",
    "sales.ownerlog",
    "sales.pickedoffer",
    "sales.asked",
    "sales.said",
    "sales.checkmet",
)
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
    "sales.quote.list_changed": _("%(title)s is under another price list"),
    "sales.terms.kept": _("By which prices %(title)s buys was changed"),
    "sales.paper.set": _("Our paper was changed"),
    "sales.paper.worded": _("Our texts in one more language were changed"),
    "sales.quote.spoken": _("The language of %(title)s was changed"),
    "sales.opportunity.opened": _("Sales opened %(title)s"),
    "sales.opportunity.brought_in": _("Past sales were brought in"),
    "sales.opportunity.edited": _("%(title)s was put right"),
    "sales.opportunity.moved": _("%(title)s moved to another stage"),
    "sales.opportunity.assigned": _("%(title)s got another owner"),
    "sales.opportunity.step_planned": _("The next step of %(title)s was planned"),
    "sales.opportunity.step_done": _("The next step of %(title)s was done"),
    "sales.opportunity.step_put_off": _("The next step of %(title)s was put off"),
    "sales.opportunity.won": _("%(title)s was sold"),
    "sales.opportunity.lost": _("%(title)s did not come about"),
    "sales.opportunity.reopened": _("%(title)s was opened again"),
    "sales.opportunity.valued_by_lines": _("The amount of %(title)s comes from the lines of its quote"),
    MERGED: _("%(title)s was put together with another"),
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
    "sales.morning.chosen": _("Whether %(title)s gets the day’s steps by mail was changed"),
    "sales.directions.chosen": _("Where Directions leads was changed"),
    "sales.feed.made": _("%(title)s has a calendar of the next steps now"),
    "sales.feed.renewed": _("%(title)s has a new link to the calendar of the next steps"),
    "sales.feed.ended": _("The calendar of the next steps of %(title)s was shut"),
    "sales.playbook.laid": _("A starter kit was laid over the playbook"),
    "sales.guide.written": _("The guide of %(title)s was begun"),
    "sales.guide.changed": _("The guide of %(title)s was changed"),
    "sales.guideline.added": _("The playbook got a line: %(title)s"),
    "sales.guideline.edited": _("A line of the playbook was put right: %(title)s"),
    "sales.guideline.shifted": _("A line of the playbook has another place: %(title)s"),
    "sales.guideline.put_away": _("A line of the playbook was put away: %(title)s"),
    "sales.question.asked": _("A question of the playbook was asked: %(title)s"),
    "sales.answer.given": _("An answer of the playbook was given: %(title)s"),
    "sales.answer.marked": _("Whether an answer helped was noted: %(title)s"),
    "sales.stage.put_away": _("The stage %(title)s was removed"),
    "sales.stage.asked": _("What the stage %(title)s asks for was changed"),
    "sales.pipeline.added": _("The pipeline %(title)s was added"),
    "sales.pipeline.renamed": _("The pipeline %(title)s got its name"),
    "sales.pipeline.shifted": _("The pipeline %(title)s has another place"),
    "sales.pipeline.made_default": _("%(title)s is the usual pipeline"),
    "sales.pipeline.retired": _("The pipeline %(title)s was retired"),
    "sales.pipeline.brought_back": _("The pipeline %(title)s was brought back"),
}
UNDO = {
    "sales.playbook.laid": undo_laid,
    "sales.guide.changed": undo_written,
    "sales.guideline.edited": undo_line,
    "sales.guideline.put_away": undo_line,
    "sales.question.asked": undo_asked,
    "sales.answer.given": undo_given,
    "sales.answer.marked": undo_marked,
    "sales.pipeline.retired": undo_retired,
}

LABELS = {
    "gross_minor": _("With tax"),
    "lines": _("Lines"),
    "text_hash": _("Fingerprint (SHA-256)"),
    "links": _("Links"),
    "discount_minor": _("Off the whole"),
    "discount_percent": _("Off the whole, in %"),
    "price_list": _("Price list"),
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
    register_search(
        LINES,
        icon="book-open",
        desk="sales",
        place=_("Playbook"),
        everything=every_line,
        order=60,
    )
    register_search(
        PAGES,
        icon="book-open",
        desk="sales",
        place=_("Pages of the playbook"),
        everything=every_page,
        order=61,
    )
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_label(MORNING_MAIL, _("The day’s steps by mail"))
    for name, label in LABELS.items():
        register_label(name, label)
    for verb in ("edited", "moved", "assigned", "step_planned", "step_put_off", "valued_by_lines"):
        register_undo(f"sales.opportunity.{verb}", undo_columns)
    for verb in ("won", "lost"):
        register_undo(f"sales.opportunity.{verb}", undo_end)
    register_undo("sales.opportunity.step_done", undo_done)
    register_undo("sales.opportunity.picked", undo_picked)
    register_undo("sales.opportunity.put_back", undo_put_back)
    register_undo("sales.readyin.said", undo_days)
    register_undo("sales.need.heard", undo_heard)
    follow("sales.reopened", count_anew)
    follow("sales.merged", count_anew)
    for verb in ("changed", "sorted", "unmet", "taken_away"):
        register_undo(f"sales.need.{verb}", undo_need)
    for verb, function in UNDO.items():
        register_undo(verb, function)
    taken_jobs.register()
    register_label("checks", _("What must be true first"))
    register_undo(MERGED, take_apart)
    register_undo("sales.stage.put_away", undo_put_away)
    register_person_column("sales.opportunity", "person")
    register_person_column("sales.opportunitymerge", "person")
    register_person_column("sales.order", "person")
    register_person_column("sales.unmetneed", "person")
    register_told("sales.opportunity", told_of)
    register_by_hand(ORIGIN, STEP_ENTRY_KINDS)
    register_person_column("sales.quote", "person")
    register_person_column("sales.terms", "person")
    slots.register("organisation.side", organisation_panel, order=30)
    register_told(QUOTES, told_of_quotes)
    slots.register("settings", paper_item, order=70)
    slots.register("opportunity.side", quotes_panel, order=20)
    slots.register("opportunity.win", said_yes_first)
    follow("people.erased", forget_quotes)
    for fact in ("sales.won", "sales.lost", "sales.merged"):
        follow(fact, settle)
    mails.register()
    jobs.register()
    slots.register("offers.tabs", tabs_of_the_desk)
    slots.register("today", steps_today)
    slots.register("account", own_morning, order=30)
    slots.register("settings", directions_in_settings, order=45)
    slots.register("account", own_feed, order=31)
    morning_jobs.register()
    register_work(SEARCH_KIND, open_with=open_with, these=these)
    slots.register("person.side", person_panel, order=50)
    slots.register("person.actions", person_button)
    slots.register("opportunity.work", needs_and_offers, order=10)
    slots.register("person.side", needed_before, order=55)
    slots.register("offer.side", time_until_ready)
    for fact in ("sales.won", "sales.lost", "sales.reopened", "sales.merged"):
        follow(fact, opportunities_ended)
    slots.register("opportunity.talk", helps_panel)
    # After the night's other work: it reads the log of a year.
    clock.register("sales.usual_stays", count_usual_stays, daily=datetime.time(3, 20))
    register_opportunity_column("sales.order", "opportunity")
    register_opportunity_column("sales.opportunitymerge", "kept")
    register_opportunity_column("sales.need", "opportunity")
    register_opportunity_column("sales.quote", "opportunity")
    register_opportunity_column("sales.asked", "opportunity", once="question")
    register_opportunity_column("sales.said", "opportunity", once="answer")
    register_opportunity_column("sales.pickedoffer", "opportunity", once="offer")
    register_named("people.entry", "origin", ORIGIN)
    # What a talk and a letter are about.
    register_named("people.entry", "about", ORIGIN)
    register_named("people.letter", "about", ORIGIN)
    # It was wanted, whatever becomes of the loss or the need that told of it.
    register_moving("sales.unmetneed.work", move=move_work, back=move_work_back)
    register_what_is_personal()


def tabs_of_the_desk(request: HttpRequest, **context: Any) -> list[SafeString]:
    """What we sell stands below this desk, and is one of its pages."""
    return [SafeString(render_to_string("sales/tabs.html", {"current": "offers"}))]


def register_what_is_personal() -> None:
    said: dict[str, Any] = {"title": "", "brief": {}, "next_step": "", "organisation": None}
    said |= {"lost_words": "", "lost_need": ""}
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
    register_personal_data("sales.terms", "person", erase=remove("sales.terms", "person"))
    register_personal_data("sales.unmetneed", "person", erase=remove("sales.unmetneed", "person"))
    register_personal_data(
        "sales.need", "opportunity__person", erase=remove("sales.need", "opportunity__person")
    )
    register_personal_data(
        "sales.opportunitymerge", "person", erase=remove("sales.opportunitymerge", "person")
    )
    register_what_quotes_hold()
    # What they answered is on the timeline; a line of the playbook is ours.
    register_traces("sales.guideline", scrub_lines)
    for label in NOTHING_PERSONAL:
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
    register_spoken_of("sales.quoteversion", "quote__person", "sent_to")
    register_spoken_of("sales.acceptance", "version__quote__person", "name")
