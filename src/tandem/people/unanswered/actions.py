"""What waits for our answer, kept true whoever writes on a timeline."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import AWAITS, SPOKEN, Direction
from tandem.people.unanswered.models import Unanswered


def reckon(person_ids: Iterable[int]) -> None:
    """Work out anew who of these waits, from their timelines: after a line was changed, moved or taken back.

    What somebody settled stays settled.
    """
    for person_id in person_ids:
        entries = Entry.objects.filter(person=person_id)
        ours = entries.filter(direction__in=SPOKEN, automatic=False).aggregate(newest=Max("at"))["newest"]
        theirs = entries.filter(
            direction=Direction.INCOMING,
            kind__in=AWAITS,
            automatic=False,
            import_id=None,
            person__erased_at=None,
        )
        if ours is not None:
            theirs = theirs.filter(at__gt=ours)
        standing = list(theirs.order_by().values_list("pk", flat=True))
        Unanswered.objects.filter(entry__person=person_id).exclude(pk__in=standing).delete()
        Unanswered.objects.bulk_create([Unanswered(entry_id=pk) for pk in standing], ignore_conflicts=True)


@transaction.atomic
def settle(*, person: Person, by: Actor, at: datetime.datetime) -> JournalLine:
    """What they wrote needs no answer."""
    if not can_change_people(by):
        raise NotAllowed
    waiting = Unanswered.objects.filter(entry__person=person, settled_at=None)
    settled = list(waiting.values_list("pk", flat=True))
    if not Unanswered.objects.filter(pk__in=settled, settled_at=None).update(
        settled_at=at, settled_by=by if isinstance(by, User) else None
    ):
        raise Refused(_("Nothing of theirs waits for an answer any more."))
    return record(by=by, at=at, verb="people.mail.settled", row=person, after={"entries": settled})


def undo_settled(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    if not can_change_people(by):
        raise NotAllowed
    entries = line.after.get("entries", [])
    Unanswered.objects.filter(pk__in=entries).update(settled_at=None, settled_by=None)
