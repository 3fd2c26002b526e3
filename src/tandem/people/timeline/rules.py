import datetime

from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed, Refused
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import is_by_hand, kinds_by_hand

LONGEST_MINUTES = 24 * 60
# A clock that goes a little ahead is no mistake.
GRACE = datetime.timedelta(minutes=10)


def must_be_ours_to_change(entry: Entry, by: Actor) -> None:
    if not can_change_people(by):
        raise NotAllowed
    if not is_by_hand(entry):
        raise Refused(_("This line tells of something else. Put it right there."))
    if not entry.person.is_listed:
        raise Refused(_("This person is not there any more."))


def must_be_of_its_kinds(entry: Entry, kind: str) -> None:
    """It stays something that is noted by hand."""
    if kind not in kinds_by_hand(entry.origin):
        raise Refused(_("Say how it was: a call, a visit or something else of the list."), field="kind")


def must_be_minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Minutes are a number between 0 and 1,440."), field="minutes")


def must_have_happened(moment: datetime.datetime, at: datetime.datetime) -> None:
    if moment > at + GRACE:
        raise Refused(_("This day is still to come. A timeline tells what has happened."), field="on")
