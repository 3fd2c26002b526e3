import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.marketing.piles.models import Activity
from tandem.marketing.piles.queries import known_things
from tandem.marketing.piles.rules import must_be_lines, must_be_over, must_be_own, must_be_pile
from tandem.marketing.piles.words import LONGEST_WORDS, Typed
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.people.organisations.words import one_line
from tandem.people.privacy.words import Traces


@transaction.atomic
def add_lines(
    *, month: datetime.date, lines: Sequence[Typed], by: Actor, at: datetime.datetime
) -> list[Activity]:
    """Things that somebody did in a month that is over; they are sorted next."""
    user = must_be_own(by)
    must_be_over(month, at.astimezone(business_zone()).date())
    # Locked, so that two windows do not both fill the month.
    User.objects.select_for_update().get(pk=user.pk)
    tidy = [Typed(one_line(line.words), line.minutes) for line in lines]
    must_be_lines(tidy, Activity.objects.filter(user=user, month=month).count())
    added = [
        Activity.objects.create(user=user, month=month, words=line.words, minutes=line.minutes, added_at=at)
        for line in tidy
    ]
    # The journal is read by everybody: it tells that lines were added, not what they say.
    record(by=by, at=at, verb="marketing.activity.added", after={"lines": len(added)})
    return added


@transaction.atomic
def put_on_pile(
    *, row: Activity, expected_version: int, purpose: str, by: Actor, at: datetime.datetime
) -> Activity:
    """On a pile, on another one, or with no purpose back to what is to be sorted."""
    must_be_own(by, row)
    must_be_pile(purpose)
    changed = change(
        row, expected_version=expected_version, purpose=purpose, sorted_at=at if purpose else None
    )
    if "purpose" in changed.after:
        before, after = ({"purpose": told["purpose"]} for told in (changed.before, changed.after))
        record(by=by, at=at, verb="marketing.activity.sorted", before=before, after=after)
    return row


@transaction.atomic
def put_known_on_pile(
    *, month: datetime.date, origin: str, purpose: str, by: Actor, at: datetime.datetime
) -> Activity:
    """Something that Tandem knows of the month already. What it says and how long it took is kept as it
    stands now.
    """
    user = must_be_own(by)
    must_be_over(month, at.astimezone(business_zone()).date())
    must_be_pile(purpose)
    line = next((line for line in known_things(user, month) if line.origin == origin), None)
    if line is None:
        raise Refused(_("It is not there any more."))
    columns = {"words": line.words[:LONGEST_WORDS], "minutes": line.minutes, "purpose": purpose}
    try:
        with transaction.atomic():
            row = Activity.objects.create(
                user=user, month=month, origin=origin, added_at=at, sorted_at=at, **columns
            )
    except IntegrityError:
        raise Stale(Activity.objects.get(user=user, month=month, origin=origin), columns) from None
    record(by=by, at=at, verb="marketing.activity.sorted", after={"purpose": purpose})
    return row


@transaction.atomic
def take_out(*, row: Activity, expected_version: int, by: Actor, at: datetime.datetime) -> None:
    must_be_own(by, row)
    if Activity.objects.filter(pk=row.pk, version=expected_version).delete()[0] != 1:
        raise Stale(Activity.objects.filter(pk=row.pk).first() or row, {})
    record(by=by, at=at, verb="marketing.activity.taken_out")


def scrub_words(traces: Traces, at: datetime.datetime) -> int:
    """Lines that say somebody's name or address, when that person is forgotten."""
    said = Q(pk=None)
    for word in traces.words:
        said |= Q(words__icontains=word)
    return Activity.objects.filter(said).update(words="")
