"""What marketing tells the packages below it: how its rows are found, undone, shown on timelines and
forgotten.
"""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.marketing.arrivals import actions as arrival_actions
from tandem.marketing.arrivals import queries as arrival_queries
from tandem.marketing.campaigns import actions as campaign_actions
from tandem.marketing.campaigns import queries as campaign_queries
from tandem.marketing.capture.slots import caught_on_phone, event_mode, own_phones
from tandem.marketing.care import actions as care_actions
from tandem.marketing.care.jobs import follow_all as follow_persons
from tandem.marketing.care.slots import bought_from_us
from tandem.marketing.channels import actions as channel_actions
from tandem.marketing.coach import actions as coach_actions
from tandem.marketing.debrief import actions as debrief_actions
from tandem.marketing.debrief.slots import follow_ups_of_person, follow_ups_today
from tandem.marketing.desk.slots import (
    campaigns_today,
    enquiries_of_person,
    files_of_enquiry,
    nurtured_today,
)
from tandem.marketing.enquiries import actions as enquiry_actions
from tandem.marketing.enquiries import joining
from tandem.marketing.enquiries import queries as enquiry_queries
from tandem.marketing.forms import actions as form_actions
from tandem.marketing.links import actions as link_actions
from tandem.marketing.mail_door import actions as mail_door
from tandem.marketing.mail_door.queries import told_in_list
from tandem.marketing.mail_door.views import button, letter_of_enquiry, waiting_mail
from tandem.marketing.mail_door.words import ENQUIRY
from tandem.marketing.piles.actions import scrub_words
from tandem.marketing.piles.slots import last_month
from tandem.office.clock import actions as clock
from tandem.office.followers import follow
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_sentence
from tandem.office.mailboxes.routes import register as register_route
from tandem.office.mailboxes.routes import register_told as register_what_became
from tandem.office.search.actions import register as register_search
from tandem.people.duplicates.queries import register_person_column
from tandem.people.persons.words import register_came
from tandem.people.privacy.queries import (
    blank,
    nothing_personal,
    register_personal_data,
    register_traces,
    remove,
)
from tandem.people.timeline.queries import register_told
from tandem.ui import slots

SENTENCES: dict[str, Any] = {
    "marketing.enquiry.heard": _("%(title)s asked"),
    "marketing.enquiry.heard_many": _("Enquiries were brought in"),
    "marketing.enquiry.corrected": _("What we know of the enquiry of %(title)s was put right"),
    "marketing.enquiry.set_aside": _("The enquiry of %(title)s was set aside"),
    "marketing.enquiry.taken_up": _("The enquiry of %(title)s was taken up again"),
    "marketing.enquiry.joined": _("The enquiry of %(title)s was joined to another one"),
    "marketing.enquiry.removed": _("Enquiries were taken out again"),
    "marketing.arrival.kept_aside": _("What %(title)s sent was kept aside"),
    "marketing.arrival.let_in": _("What %(title)s sent was let in"),
    "marketing.arrival.dropped": _("What %(title)s sent was dropped"),
    "marketing.campaign.added": _("%(title)s was planned"),
    "marketing.campaign.edited": _("The plan of %(title)s was changed"),
    "marketing.link.added": _("A link of %(title)s was made"),
    "marketing.link.edited": _("The link %(title)s was changed"),
    "marketing.link.put_away": _("The link %(title)s was put away"),
    "marketing.place.added": _("A place of %(title)s was added"),
    "marketing.place.edited": _("The place %(title)s was changed"),
    "marketing.place.put_away": _("The place %(title)s was put away"),
    "marketing.debrief.told": _("Somebody told how %(title)s went"),
    "marketing.debrief.changed": _("How %(title)s went was put right"),
    "marketing.follow_up.planned": _("Planned after an event: %(title)s"),
    "marketing.follow_up.done": _("Done after an event: %(title)s"),
    "marketing.publicform.added": _("The form %(title)s was made"),
    "marketing.publicform.changed": _("The form %(title)s was changed"),
    "marketing.publicform.opened": _("The form %(title)s was opened"),
    "marketing.publicform.closed": _("The form %(title)s was closed"),
    "marketing.phone.signed_in": _("Signed a phone in for an event: %(title)s"),
    "marketing.phone.signed_out": _("Signed a phone out: %(title)s"),
    "marketing.campaign.advice_hushed": _("The goal of %(title)s stays in own words"),
    "marketing.debrief.advice_hushed": _("What was told of %(title)s stays in own words"),
    "marketing.activity.added": _("Things of a month were written down"),
    "marketing.activity.sorted": _("One thing of a month was put on a pile"),
    "marketing.activity.taken_out": _("One thing of a month was taken out"),
    "marketing.leftinpeace.begun": _("%(title)s is left in peace"),
    "marketing.leftinpeace.ended": _("%(title)s is no longer left in peace"),
    "marketing.channel.renamed": _("A channel is called %(title)s now"),
}


def register_all() -> None:
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_search(
        "marketing.enquiry",
        icon="megaphone",
        desk="marketing",
        place=_("Enquiries"),
        order=30,
        everything=enquiry_queries.every_document,
    )
    register_search(
        "marketing.campaign",
        icon="ticket",
        desk="marketing",
        place=_("Campaigns"),
        everything=campaign_queries.every_document,
    )
    for actions in (
        enquiry_actions,
        link_actions,
        debrief_actions,
        form_actions,
        arrival_actions,
        care_actions,
        coach_actions,
    ):
        for verb, function in actions.UNDO.items():
            register_undo(verb, function)
    register_undo(joining.VERB, joining.undo_joined)
    register_undo("marketing.campaign.edited", campaign_actions.undo_edited)
    register_undo("marketing.channel.renamed", channel_actions.undo_rename)
    register_told("marketing.enquiry", enquiry_queries.told_on_timelines)
    register_came(enquiry_queries.how_persons_came)
    register_person_column("marketing.enquiry", "person")
    register_personal_data(
        "marketing.enquiry",
        "person",
        # The key of another program stays, so that its list cannot bring the person back.
        erase=blank(
            "marketing.enquiry",
            "person",
            words="",
            interest="",
            promised="",
            wanted_by="",
            first_touch={},
            last_touch={},
        ),
    )
    register_person_column("marketing.followup", "person")
    register_personal_data(
        "marketing.followup", "person", erase=blank("marketing.followup", "person", what="")
    )
    slots.register("person.side", follow_ups_of_person, order=15)
    register_personal_data("marketing.caught", "enquiry__person", erase=nothing_personal)
    slots.register("campaign.side", event_mode)
    slots.register("enquiry.side", caught_on_phone, order=90)
    slots.register("account", own_phones)
    register_mail_door()
    register_care()
    register_traces("marketing.activity", scrub_words)
    slots.register("marketing.desk", last_month, order=90)
    register_personal_data(
        "marketing.arrivalfile", "arrival__enquiry__person", erase=arrival_actions.ErasingFiles()
    )
    register_personal_data(
        "marketing.arrival",
        "enquiry__person",
        erase=remove("marketing.arrival", "enquiry__person"),
        export=arrival_queries.given_out,
    )
    register_traces("marketing.arrival", arrival_actions.scrub_strays)
    clock.register("marketing.arrivals.dropped", arrival_actions.forget_dropped, daily=datetime.time(4))
    slots.register("enquiry.side", files_of_enquiry, order=90)
    slots.register("person.side", enquiries_of_person, order=20)
    slots.register("today", follow_ups_today, order=25)
    slots.register("today", nurtured_today, order=30)
    slots.register("today", campaigns_today, order=35)


def register_mail_door() -> None:
    """Received mail that answers nothing is somebody who asks."""
    register_route("e-mail door", mail_door.take_enquiry, order=50)
    register_what_became(ENQUIRY, told_in_list)
    follow("marketing.removed", mail_door.give_back)
    slots.register("message.actions", button, order=10)
    slots.register("enquiry.side", letter_of_enquiry, order=50)
    slots.register("enquiries.actions", waiting_mail, order=10)


def register_care() -> None:
    """Copies of what was sold are marketing's own, and go with the person: the orders stay at sales."""
    follow_persons()
    for model in ("marketing.purchase", "marketing.leftinpeace"):
        register_person_column(model, "person")
        register_personal_data(model, "person", erase=remove(model, "person"))
    slots.register("person.side", bought_from_us, order=60)
