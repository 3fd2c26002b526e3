"""Letters that we wrote: where each is, and what answers which."""

import datetime
from collections.abc import Iterable

from django.db.models import BigIntegerField, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.mail.queries import OUR_MESSAGE_ID, is_set_up
from tandem.office.mail.words import KIND
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tandem.office.statements.kept import Given, kept
from tandem.people.files.queries import files_in
from tandem.people.persons.models import Person
from tandem.people.timeline.queries import Told
from tandem.people.writing.models import Letter
from tandem.people.writing.words import EFFECT, Stand, Standing, why_returned

STANDS = {
    State.NEW: Stand.ON_ITS_WAY,
    State.CLAIMED: Stand.ON_ITS_WAY,
    State.HANDING: Stand.ON_ITS_WAY,
    State.SENT: Stand.SENT,
    State.BOUNCED: Stand.CAME_BACK,
    State.UNKNOWN: Stand.NOT_KNOWN,
    State.LEFT: Stand.NOT_KNOWN,
    State.WITHDRAWN: Stand.CALLED_BACK,
}
NOT_THERE = [State.NEW, State.CLAIMED, State.HANDING, State.BOUNCED, State.UNKNOWN]
# An erasure takes back what waits and tells of them, and empties it; what its writer calls back stays whole.
TAKEN_BACK = {"state": State.WITHDRAWN, "payload": {}}
LISTED = 50
LOOKED_THROUGH = 500
SHOWN_BESIDE = 5
# The key of no user.
NOBODY = 0


def letters() -> QuerySet[Letter]:
    return Letter.objects.select_related("person", "by", "sent_as", "answers")


def letters_for(user: Actor) -> QuerySet[Letter]:
    """What was sent is everybody's; a draft only its writer's."""
    own = Q(by=user.pk) if isinstance(user, User) else Q(pk=None)
    return letters().filter(Q(sent_at__isnull=False) | own).filter(person__erased_at=None)


def drafts_of(user: Actor) -> QuerySet[Letter]:
    return letters().filter(by=getattr(user, "pk", None), sent_at=None, person__erased_at=None)


def not_arrived() -> list[Letter]:
    """What was sent and is not there, the newest first: it waits, came back, or nobody can tell.

    Asked by way of the outbox, where few are not there; of the letters nearly all have arrived. Two queries.
    """
    rows = OutboxRow.objects.filter(kind=KIND, effect_key__startswith=EFFECT)
    not_there = rows.filter(Q(state__in=NOT_THERE) | Q(**TAKEN_BACK))
    keys = list(not_there.order_by("-pk").values_list("pk", flat=True)[:LOOKED_THROUGH])
    late = letters().filter(sent_as__in=keys or [0], left_at=None, person__erased_at=None)
    return list(late.order_by("-pk")[:LISTED])


def on_the_way(person: Person, user: Actor) -> list[tuple[Letter, Standing]]:
    """One's drafts to this person, and what was sent and is not there. One query."""
    rows = not_there_yet(person=person.pk, user=getattr(user, "pk", None) or NOBODY)
    return [(row, standing_of(row)) for row in rows]


@kept(person=BigIntegerField(), user=BigIntegerField())
def not_there_yet(person: Given, user: Given) -> "QuerySet[Letter]":
    own = Q(sent_at=None, by=user)
    states = [*NOT_THERE, State.WITHDRAWN]
    late = Q(sent_at__isnull=False, left_at=None, sent_as__state__in=states)
    return letters().filter(own | late, person=person).order_by("-pk")[:SHOWN_BESIDE]


def standing_of(letter: Letter) -> Standing:
    if letter.sent_at is None:
        return Standing(Stand.DRAFT)
    row = letter.sent_as
    if row is None:
        return Standing(Stand.SENT)
    return Standing(STANDS[State(row.state)], reason_of(letter))


def reason_of(letter: Letter) -> str:
    """Why it is not there yet, in words; empty where there is nothing to tell."""
    row = letter.sent_as
    if row is None:
        return ""
    if row.state == State.BOUNCED:
        return why_returned(row.last_error)
    if row.state in (State.UNKNOWN, State.LEFT):
        return _("the mail server broke off after it had everything; ask whether it came")
    if row.state == State.WITHDRAWN and not row.payload:
        return _("taken back when somebody was erased; write it again")
    if row.state == State.WITHDRAWN:
        return _("it was called back before it left")
    if row.state == State.SENT:
        return ""
    if not is_set_up():
        return _("no mail server is set up")
    if row.last_error:
        return _("the mail server could not take it yet; it is tried again")
    return ""


def draft_for(
    person: Person, *, by: Actor, about: str, about_id: int | None, answers: ReceivedMessage | None
) -> Letter | None:
    """The draft that somebody began to this person about the same, in answer to the same."""
    rows = drafts_of(by).filter(person=person, about=about, about_id=about_id, answers=answers)
    return rows.order_by("-pk").first()


def draft_begun(person: Person, *, by: User, begun_at: datetime.datetime) -> Letter | None:
    """The draft that this writer began to this person on a page that was opened at this very moment."""
    return drafts_of(by).filter(person=person, begun_at=begun_at).first()


def letters_answered(message_ids: Iterable[str]) -> list[Letter]:
    """The letters that have these Message-IDs, the newest first. Their words may be long forgotten."""
    ours = [found[1] for one in message_ids if (found := OUR_MESSAGE_ID.fullmatch(one))]
    return list(letters().filter(sent_as__message_id__in=ours).order_by("-pk")) if ours else []


def answers_go_to(by: Actor) -> str:
    """The address that answers are read from: one's own mailbox, else that of everybody; empty if none."""
    boxes = Mailbox.objects.filter(Q(whose=None) | Q(whose=getattr(by, "pk", None)), is_active=True)
    found = sorted(boxes, key=lambda box: (box.whose_id is None, box.pk))
    return found[0].address if found else ""


def told_on_timelines(ids: list[int]) -> dict[int, Told]:
    """Two queries: where a letter is, and what went with it."""
    files = files_in(ids)
    return {row.pk: told(row, files.get(row.pk, [])) for row in letters_among(ids=ids)}


@kept(ids=BigIntegerField())
def letters_among(ids: Given) -> "QuerySet[Letter]":
    return letters().filter(pk__among=ids)


def told(letter: Letter, files: list) -> Told:  # type: ignore[type-arg]
    standing = standing_of(letter)
    note = ""
    if standing.stand != Stand.SENT:
        note = _("%(stand)s: %(reason)s") if standing.reason else _("%(stand)s")
        note %= {"stand": standing.label, "reason": standing.reason}
    return Told(
        url=reverse("people:letter", args=[letter.pk]),
        icon="mail-x" if standing.is_in_trouble else "send",
        note=note,
        files=tuple(files),
    )
