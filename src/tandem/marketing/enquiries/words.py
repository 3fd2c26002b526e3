"""How an enquiry comes in, where it stands, and what is told when one is heard."""

import datetime
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tandem.marketing.channels.words import CAME_AGAIN
from tandem.people.persons.words import Contact

if TYPE_CHECKING:
    from tandem.marketing.campaigns.models import Campaign
    from tandem.people.persons.models import Person


class Door(models.TextChoices):
    """How an enquiry came in."""

    FORM = "form", _("Website form")
    QR = "qr", _("QR code")
    PHONE = "phone", _("Phone")
    WALK_IN = "walk_in", _("Walk-in")
    EMAIL = "email", _("E-mail")
    EVENT = "event", _("Event")
    IMPORT = "import", _("Spreadsheet")
    API = "api", _("Another program")


DOOR_ICONS: dict[str, str] = {
    Door.FORM: "globe",
    Door.QR: "qr-code",
    Door.PHONE: "phone",
    Door.WALK_IN: "store",
    Door.EMAIL: "mail",
    Door.EVENT: "ticket",
    Door.IMPORT: "table-2",
    Door.API: "layers",
}
# What a campaign tells of where they found us. A door tells how they asked, and nothing of that.
MEDIUM_OF_CAMPAIGN: dict[str, str] = {
    "event": "event",
    "networking": "event",
    "advertisement": "display",
    "website": "website",
    "public_relations": "press",
    "referral": "referral",
    "newsletter": "newsletter",
    "social": "social",
    "print": "print",
    "partner": "partner",
}
# What stands on the person's timeline.
TOLD_BY_DOOR: dict[str, Any] = {
    Door.FORM: _("Asked on the website"),
    Door.QR: _("Asked after scanning our code"),
    Door.PHONE: _("Asked by phone"),
    Door.WALK_IN: _("Walked in and asked"),
    Door.EMAIL: _("Asked by e-mail"),
    Door.EVENT: _("Asked at an event"),
    Door.IMPORT: _("Asked"),
    Door.API: _("Asked"),
}
# Where it was we who asked, by any door.
TOLD_BY_MEDIUM: dict[str, Any] = {CAME_AGAIN: _("Would like something again")}


# Who asked, where nobody knows a name.
NAMELESS: dict[str, Any] = {
    Door.PHONE: _("Somebody, by phone"),
    Door.WALK_IN: _("Somebody who walked in"),
    Door.EMAIL: _("Somebody, by e-mail"),
    Door.EVENT: _("Somebody at an event"),
    Door.FORM: _("Somebody, on the website"),
    Door.QR: _("Somebody who scanned our code"),
    Door.IMPORT: _("Somebody of a list"),
    Door.API: _("Somebody, by another program"),
}


class State(models.TextChoices):
    HEARD = "heard", _("Heard")
    PASSED = "passed", _("Passed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SET_ASIDE = "set_aside", _("Set aside")


class SetAsideReason(models.TextChoices):
    SPAM = "spam", _("Spam")
    DUPLICATE = "duplicate", _("The same enquiry twice")
    NOT_FOR_US = "not_for_us", _("Not for us")


class Outcome(models.TextChoices):
    """What became of an enquiry that sales took on."""

    OPEN = "open", _("Open")
    WON = "won", _("Became a customer")
    LOST = "lost", _("Did not buy")


def standing_words(state: str, outcome: str, declined_reason: str, set_aside_reason: str) -> str:
    """Where an enquiry stands, as one says it."""
    return _standing_words(state, outcome, declined_reason, set_aside_reason, get_language())


# A list tells the same few standings again and again.
@lru_cache(maxsize=512)
def _standing_words(
    state: str, outcome: str, declined_reason: str, set_aside_reason: str, language: str | None
) -> str:
    if state == State.ACCEPTED:
        return gettext("Accepted, still open") if outcome == Outcome.OPEN else str(Outcome(outcome).label)
    if state == State.DECLINED:
        return ": ".join(filter(None, (gettext("Declined"), declined_reason)))
    if state == State.SET_ASIDE:
        return f"{gettext('Set aside')}: {SetAsideReason(set_aside_reason).label}"
    if state == State.PASSED:
        return gettext("With sales, to accept or decline")
    return gettext("To be passed on")


def asked_before_words(
    state: str, outcome: str, declined_reason: str, set_aside_reason: str, month: str
) -> str:
    """Of somebody who asks again: when they asked before, and what came of it."""
    if state == State.ACCEPTED:
        sentences = {
            Outcome.OPEN: gettext("Asked before, in %(month)s: sales is still at it"),
            Outcome.WON: gettext("Asked before, in %(month)s: became a customer"),
            Outcome.LOST: gettext("Asked before, in %(month)s: did not buy"),
        }
        return sentences[Outcome(outcome)] % {"month": month}
    if state == State.DECLINED and declined_reason:
        told = {"month": month, "reason": declined_reason}
        return gettext("Asked before, in %(month)s: sales said no (%(reason)s)") % told
    sentence = {
        State.DECLINED: gettext("Asked before, in %(month)s: sales said no"),
        State.SET_ASIDE: gettext("Asked before, in %(month)s: it was nothing for us"),
        State.PASSED: gettext("Asked before, in %(month)s: it is with sales, to accept or decline"),
    }.get(State(state), gettext("Asked before, in %(month)s: it is still to be passed on"))
    return sentence % {"month": month}


# What our own doors and lists without numbers tell enquiries apart by, before a colon.
OWN_SYSTEMS = ("row", "form", "phone", "mail")
# Two enquiries of one person by one door or channel within this time may be one event.
TWIN_WITHIN = datetime.timedelta(hours=24)
# Heard longer ago than this when it is written down: history, not work for today.
BACKLOG_AFTER = datetime.timedelta(days=28)
# Clocks of other programs run a little ahead.
CLOCK_SLACK = datetime.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is told of one enquiry: who asked, when, by which door, and where they found us.

    Where `person` is given, somebody who was talked to as the one they are, nobody is looked for.
    """

    contact: Contact
    heard_at: datetime.datetime
    door: str
    source: str = ""
    medium: str = ""
    campaign: "Campaign | None" = None
    words: str = ""
    interest: str = ""
    segment: str = ""
    promised: str = ""
    wanted_by: str = ""
    first_touch: dict[str, Any] = field(default_factory=dict)
    last_touch: dict[str, Any] = field(default_factory=dict)
    external_system: str = ""
    external_key: str = ""
    person: "Person | None" = None


@dataclass(frozen=True)
class Duplicate:
    """This row was heard before, under the same key of the same program; nothing new was written."""

    enquiry_id: int
    external_key: str


@dataclass(frozen=True)
class Became:
    """What became of an enquiry at sales. A first sale only where the person had not bought before."""

    outcome: str = Outcome.OPEN
    at: datetime.datetime | None = None
    first_sale_minor: int | None = None


EMAIL_IN_TEXT = re.compile(r"[^@\s<>,;:()]+@[^@\s<>,;:()]+\.[^@\s<>,;:()]+")
# Six digits at least, as one writes them: with spaces, brackets, dashes, a plus in front.
PHONE_IN_TEXT = re.compile(r"\+?\(?\d(?:[\s().\-/]*\d){5,16}")
LOOSE_ENDS = " ,;:<>()[]|/-–·"


def read_who(typed: str) -> Contact:
    """Somebody as one writes them down in a hurry: a name, a number, an address, in any order, one is
    enough.
    """
    emails = tuple(EMAIL_IN_TEXT.findall(typed))
    rest = EMAIL_IN_TEXT.sub(" ", typed)
    phones = tuple(found.strip() for found in PHONE_IN_TEXT.findall(rest))
    name = PHONE_IN_TEXT.sub(" ", rest)
    words = (word for word in name.split() if word.strip(LOOSE_ENDS))
    return Contact(name=" ".join(words).strip(LOOSE_ENDS), emails=emails, phones=phones)
