"""The one way in for every door: what arrives is written down as it came, and heard or kept aside."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.marketing.arrivals.models import Arrival, ArrivalFile
from tandem.marketing.arrivals.queries import mentioning, waiting_or_dropped
from tandem.marketing.arrivals.words import (
    DROPPED_KEPT,
    LONGEST_REASON,
    Allowed,
    Outcome,
    as_kept,
    read_back,
    written,
)
from tandem.marketing.enquiries.actions import hear_row, remove_many
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.rules import must_capture, must_change_marketing
from tandem.marketing.enquiries.words import Heard, State
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.inserting import insert_many, new_row
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused
from tandem.office.files.actions import forget
from tandem.office.files.models import StoredFile
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis
from tandem.people.organisations.words import one_line
from tandem.people.privacy.words import Traces


@transaction.atomic
def arrive(
    *,
    row: Heard,
    by: Actor,
    at: datetime.datetime,
    received: dict[str, Any],
    aside: str = "",
    allowed: Sequence[Allowed] = (),
    files: Sequence[StoredFile] = (),
) -> Arrival:
    """Something came in at a door: it is heard, or with a reason in `aside` kept until somebody has looked.

    The same key of the same program again has no second effect, also while the first one waits.
    """
    must_capture(by)
    take_turn(Turn.MATCHING_PERSONS)
    system, key = row.external_system, row.external_key
    earlier = waiting_or_dropped(system=system, key=key)
    if earlier is not None:
        return earlier
    arrival = new_row(
        Arrival,
        door=row.door,
        external_system=system,
        external_key=key,
        received_at=at,
        heard_at=row.heard_at,
        received=as_kept(received),
    )
    if aside:
        arrival.outcome, arrival.reason = Outcome.ASIDE, one_line(aside)[:LONGEST_REASON]
        arrival.waiting = written(row, allowed)
    else:
        arrival.enquiry, arrival.outcome = heard(row, allowed, by=by, at=at)
    insert_many([arrival])
    ArrivalFile.objects.bulk_create([ArrivalFile(arrival=arrival, file=file) for file in files])
    if aside:
        record(by=by, at=at, verb="marketing.arrival.kept_aside", row=arrival, note=arrival.reason)
    return arrival


def enquiry_of(arrival: Arrival) -> Enquiry:
    """What was heard, for whoever stands at the door and waits for it."""
    if arrival.enquiry is None:
        raise Refused(_("This one came before and was kept aside. Look at what was kept aside."))
    return arrival.enquiry


def heard(
    row: Heard, allowed: Sequence[Allowed], *, by: Actor, at: datetime.datetime
) -> tuple[Enquiry, Outcome]:
    """The enquiry, new or known by its key; with a new one, what the person allowed while asking."""
    enquiry, line = hear_row(row=row, by=by, at=at)
    if line is None:
        return enquiry, Outcome.KNOWN
    for one in allowed:
        tell(
            person=enquiry.person,
            use=one.use,
            given=True,
            basis=Basis.CONSENT,
            source=one.source,
            wording=one.wording,
            happened_at=row.heard_at,
            by=by,
            at=at,
        )
    return enquiry, Outcome.HEARD


@transaction.atomic
def let_in(*, arrival: Arrival, by: Actor, at: datetime.datetime) -> JournalLine:
    """What was kept aside is an enquiry after all, heard when it came."""
    must_change_marketing(by)
    must_wait(arrival)
    row, allowed = read_back(arrival.waiting)
    enquiry, outcome = heard(row, allowed, by=by, at=at)
    columns = {"outcome": outcome, "enquiry_id": enquiry.pk}
    return decided(arrival, "let_in", columns, by=by, at=at)


@transaction.atomic
def drop(*, arrival: Arrival, reason: str, by: Actor, at: datetime.datetime) -> JournalLine:
    """It is no enquiry. It can be taken back until it is forgotten."""
    must_change_marketing(by)
    must_wait(arrival)
    why = one_line(reason)[:LONGEST_REASON]
    if not why:
        raise Refused(_("Say in a word or two why it is no enquiry."), field="reason")
    columns = {"outcome": Outcome.DROPPED, "dropped_reason": why}
    return decided(arrival, "dropped", columns, by=by, at=at, note=why)


def must_wait(arrival: Arrival) -> None:
    if arrival.outcome != Outcome.ASIDE:
        raise Refused(_("Somebody has decided on this one already. Nothing was changed."))


def decided(
    arrival: Arrival, verb: str, columns: dict[str, Any], *, by: Actor, at: datetime.datetime, note: str = ""
) -> JournalLine:
    changed = change(arrival, decided_at=at, decided_by_id=by.pk if isinstance(by, User) else None, **columns)
    return record(
        by=by,
        at=at,
        verb=f"marketing.arrival.{verb}",
        row=arrival,
        before=changed.before,
        after=changed.after,
        note=note,
    )


def wait_again(arrival: Arrival) -> None:
    undecided: dict[str, Any] = {
        "enquiry_id": None,
        "decided_at": None,
        "decided_by_id": None,
        "dropped_reason": "",
    }
    change(arrival, outcome=Outcome.ASIDE, **undecided)


def undo_let_in(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Only while nobody did anything with the enquiry; the person stays."""
    must_change_marketing(by)
    arrival = Arrival.objects.select_related("enquiry").get(pk=line.row_id or 0)
    enquiry = arrival.enquiry
    if arrival.outcome == Outcome.HEARD and enquiry is not None:
        if enquiry.state != State.HEARD or enquiry.version > 1:
            raise Refused(_("Somebody has worked with this enquiry since. Set it aside instead."))
        wait_again(arrival)
        remove_many(enquiry_ids=[enquiry.pk], by=by, at=at)
        return
    wait_again(arrival)


def undo_dropped(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_marketing(by)
    arrival = Arrival.objects.filter(pk=line.row_id or 0, outcome=Outcome.DROPPED).first()
    if arrival is None:
        raise Refused(_("It is no longer there, or somebody let it in since. Nothing was undone."))
    wait_again(arrival)


UNDO = {
    "marketing.arrival.let_in": undo_let_in,
    "marketing.arrival.dropped": undo_dropped,
}


@transaction.atomic
def forget_many(*, ids: list[int]) -> int:
    """Remove arrivals with their files."""
    attached = ArrivalFile.objects.filter(arrival__in=ids)
    files = list(StoredFile.objects.filter(pk__in=attached.values("file")))
    attached.delete()
    forget(files)
    return Arrival.objects.filter(pk__in=ids).delete()[0]


def forget_dropped(*, at: datetime.datetime) -> None:
    old = Arrival.objects.filter(outcome=Outcome.DROPPED, decided_at__lt=at - DROPPED_KEPT)
    forget_many(ids=list(old.values_list("pk", flat=True)[:1000]))


@dataclass(frozen=True)
class ErasingFiles:
    """Removes the files of persons who are being erased."""

    leaves = gettext_lazy("Nothing.")

    def __call__(self, person_ids: list[int], at: datetime.datetime) -> int:
        attached = ArrivalFile.objects.filter(arrival__enquiry__person__in=person_ids)
        files = list(StoredFile.objects.filter(pk__in=attached.values("file")))
        count = attached.delete()[0]
        forget(files)
        return count


def scrub_strays(traces: Traces, at: datetime.datetime) -> int:
    """What was kept aside or dropped and says somebody's name or address."""
    return forget_many(ids=list(mentioning(traces).order_by().values_list("pk", flat=True)))
