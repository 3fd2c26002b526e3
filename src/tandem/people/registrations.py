"""What people adds to the registries of the house, and to its own."""

from django.utils.translation import gettext_lazy as _

from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_choices, register_label, register_sentence
from tandem.office.mailboxes.routes import register as register_route
from tandem.office.mailboxes.routes import register_returned
from tandem.office.mailboxes.routes import register_told as register_what_became
from tandem.office.search.actions import register as register_search
from tandem.people.consent.actions import erase_consents
from tandem.people.consent.words import Use
from tandem.people.duplicates.actions import same_again, take_apart
from tandem.people.duplicates.queries import register_person_column
from tandem.people.files.actions import erase_files as erase_own_files
from tandem.people.files.jobs import register_clock as sweep_files
from tandem.people.letters.actions import (
    erase_files,
    erase_received,
    take_answer,
    take_returned,
    undo_noted,
)
from tandem.people.letters.queries import (
    ADDRESS,
    ENTRY,
    ORIGIN,
    files_received_from,
    received_from,
    told_in_list,
    told_of_returned,
    told_on_timelines,
)
from tandem.people.letters.views import addresses_not_reached, put_on_timeline_of
from tandem.people.organisations.queries import every_document as every_organisation
from tandem.people.persons.queries import every_document as every_person
from tandem.people.persons.views import persons_of
from tandem.people.privacy.actions import scrub_journal, scrub_keys, scrub_outbox, scrub_search
from tandem.people.privacy.queries import (
    blank,
    nothing_personal,
    register_personal_data,
    register_traces,
    remove,
)
from tandem.people.timeline.actions import take_back_note, undo_edited, undo_taken_back
from tandem.people.timeline.queries import register_told
from tandem.people.unanswered.actions import undo_settled
from tandem.people.unanswered.jobs import follow_all as follow_timelines
from tandem.people.wordings.actions import undo_changed, undo_removed
from tandem.people.writing.actions import erase_letters, undo_left, undo_sent
from tandem.people.writing.queries import told_on_timelines as told_of_letters
from tandem.people.writing.words import ORIGIN as LETTER
from tandem.ui.slots import register as register_slot

SENTENCES = {
    "people.person.added": _("%(title)s was written down"),
    "people.person.changed": _("What we know of %(title)s was put right"),
    "people.person.erased": _("A person was erased"),
    "people.person.exported": _("All we keep of %(title)s was given out"),
    "people.person.merged": _("Two entries for %(title)s were put together"),
    "people.person.not_the_same": _("%(title)s is not the same as another"),
    "people.email.added": _("%(title)s has an e-mail address more"),
    "people.email.removed": _("%(title)s has an e-mail address less"),
    "people.phone.added": _("%(title)s has a phone number more"),
    "people.phone.removed": _("%(title)s has a phone number less"),
    "people.organisation.added": _("%(title)s was written down"),
    "people.organisation.changed": _("What we know of %(title)s was put right"),
    "people.entry.noted": _("Noted: %(title)s"),
    "people.entry.edited": _("Put right: %(title)s"),
    "people.entry.taken_back": _("A line on the timeline of %(title)s was taken back"),
    "people.mail.settled": _("What %(title)s wrote needs no answer"),
    "people.letter.sent": _("A letter to %(title)s was sent"),
    "people.letter.left": _("%(title)s did not arrive, and that is seen to"),
    "people.wording.added": _("The letter to start from “%(title)s” was added"),
    "people.wording.changed": _("The letter to start from “%(title)s” was changed"),
    "people.wording.removed": _("The letter to start from “%(title)s” was removed"),
    "people.signature.changed": _("The signature below letters was changed"),
    "people.letter.noted": _("A mail was put on the timeline of %(title)s"),
    "people.letter.returned": _("A mail to %(title)s came back"),
    "people.consent.told": _("%(title)s said what we may do"),
    "people.consent.objected_many": _("People who do not want mail were brought in"),
}


def register_all() -> None:
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_choices("people.consent.told", Use.choices)
    register_label("use", _("What"))
    register_label("given", _("Allowed"))
    register_in_search()
    register_slot("organisation.side", persons_of, order=10)
    register_undo("people.entry.noted", take_back_note)
    register_undo("people.entry.edited", undo_edited)
    register_undo("people.entry.taken_back", undo_taken_back)
    register_undo("people.person.merged", take_apart)
    register_undo("people.person.not_the_same", same_again)
    for model, column in (
        ("people.emailaddress", "person"),
        ("people.phone", "person"),
        ("people.entry", "person"),
        ("people.consentevent", "person"),
        ("people.letter", "person"),
        ("people.personfile", "person"),
        # Whoever was merged into the one who goes now.
        ("people.person", "merged_into"),
    ):
        register_person_column(model, column)
    register_letters()
    register_writing()
    register_what_is_personal()


def register_letters() -> None:
    """Received mail: what answers us comes before any door."""
    register_route("answers", take_answer, order=10)
    register_what_became(ENTRY, told_in_list)
    register_told(ORIGIN, told_on_timelines)
    register_undo("people.letter.noted", undo_noted)
    register_slot("message.actions", put_on_timeline_of, order=20)
    register_returned(take_returned)
    register_what_became(ADDRESS, told_of_returned)
    register_slot("person.facts", addresses_not_reached, order=5)


def register_writing() -> None:
    """Letters of ours, and who waits for one."""
    register_told(LETTER, told_of_letters)
    register_undo("people.letter.sent", undo_sent)
    register_undo("people.letter.left", undo_left)
    register_undo("people.mail.settled", undo_settled)
    register_undo("people.wording.changed", undo_changed)
    register_undo("people.wording.removed", undo_removed)
    follow_timelines()
    sweep_files()


def register_in_search() -> None:
    register_search(
        "people.person", icon="users", desk="together", place=_("People"), everything=every_person, order=10
    )
    register_search(
        "people.organisation", icon="building-2", desk="together", place=_("Organisations"), order=20,
        everything=every_organisation,
    )  # fmt: skip


def register_what_is_personal() -> None:
    person = {
        "name": "", "folded": "", "duplicate_key": "", "organisation": None, "place": "", "postcode": "",
        "about": "", "language": "", "external_key": "",
    }  # fmt: skip
    # Before the addresses, by which they are found.
    register_personal_data(
        "office.attachment", files_received_from, erase=erase_files, law_keeps=_("Nothing.")
    )
    register_personal_data("office.receivedmessage", received_from, erase=erase_received)
    register_personal_data("people.personfile", "person", erase=erase_own_files, law_keeps=_("Nothing."))
    register_personal_data(
        "people.letter",
        "person",
        erase=erase_letters,
        law_keeps=_("That a letter was sent, and when, without a word of it."),
    )
    register_personal_data(
        "people.unanswered", "entry__person", erase=remove("people.unanswered", "entry__person")
    )
    register_personal_data("people.emailaddress", "person", erase=remove("people.emailaddress", "person"))
    register_personal_data("people.phone", "person", erase=remove("people.phone", "person"))
    register_personal_data(
        "people.entry",
        "person",
        erase=blank("people.entry", "person", title="", words="", theirs=False),
        law_keeps=_("The times and minutes stay, without a word of what was said."),
    )
    register_personal_data("people.consentevent", "person", erase=erase_consents, law_keeps=_("Nothing."))
    register_personal_data("people.merge", "kept", erase=nothing_personal)
    register_personal_data("people.notthesame", "one", erase=remove("people.notthesame", "one"))
    # Last, as the others reach the person through it.
    register_personal_data("people.person", "pk", erase=blank("people.person", "pk", **person))
    register_traces("search", scrub_search)
    register_traces("journal", scrub_journal)
    register_traces("keys", scrub_keys)
    register_traces("outbox", scrub_outbox)
