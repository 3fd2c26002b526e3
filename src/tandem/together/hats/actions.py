"""Putting a hat on and off, and putting hours right. Each acts on one's own hours only.

Putting on and off stands in no journal: everybody reads that, and it would tell the hours.
"""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.office.profile.actions import wear_hat
from tandem.together.hats.correcting import in_turn, keep_correction, snapshot, tell_since
from tandem.together.hats.models import Correction, Stretch
from tandem.together.hats.queries import counted_until, guesses_for, hours_of, running_of, spent
from tandem.together.hats.rules import (
    keeps_hours,
    must_be_a_hat,
    must_be_free,
    must_be_own,
    must_be_sound,
)
from tandem.together.hats.words import SLIP, Known


@transaction.atomic
def put_on(*, hat: str, by: Actor, at: datetime.datetime) -> Stretch | None:
    """The time of this hat begins, and that of the other ends. One that is on already goes on."""
    must_be_a_hat(hat)
    if not keeps_hours(by):
        return None
    user = in_turn(by)
    running = running_of(user)
    if running is not None:
        if running.hat == hat and not counted_until(running, at).was_left_on:
            return running
        if again := end_running(running, at=at, then=hat):
            tell_since(user)
            return again
    begun = Stretch.objects.create(user=user, hat=hat, started_at=at, known=Known.KEPT, recorded_at=at)
    tell_since(user)
    return begun


@transaction.atomic
def take_off(*, by: Actor, at: datetime.datetime) -> Stretch | None:
    """Done for today. None where no hat was on."""
    user = in_turn(by)
    running = running_of(user)
    if running is not None:
        end_running(running, at=at)
    tell_since(user)
    return running


def end_running(running: Stretch, *, at: datetime.datetime, then: str = "") -> Stretch | None:
    """Ends it, at its last sign of work where it was forgotten.

    What lasted a moment was a slip and is gone; the stretch before it, if that was with the hat that comes
    `then`, goes on and is given back.
    """
    told = counted_until(running, at)
    if told.was_left_on:
        change(running, ended_at=told.until, left_on_until=at)
    elif told.until - running.started_at >= SLIP:
        change(running, ended_at=told.until)
    else:
        running.delete()
        earlier = Stretch.objects.filter(user=running.user_id, ended_at=running.started_at)
        if before := earlier.filter(hat=then, known=Known.KEPT, left_on_until=None).first():
            change(before, ended_at=None)
            return before
    return None


def wear_what_runs(user: User, *, at: datetime.datetime) -> None:
    """The hat whose time runs is the one that is worn, also where it was put right."""
    running = running_of(user)
    if running is not None and running.hat != user.hat:
        wear_hat(hat=running.hat, by=user, at=at)


@transaction.atomic
def add(
    *, hat: str, started_at: datetime.datetime, ended_at: datetime.datetime, by: Actor, at: datetime.datetime
) -> JournalLine:
    user = in_turn(by)
    must_be_a_hat(hat)
    must_be_sound(started_at, ended_at, at)
    must_be_free(user, started_at, ended_at, at=at)
    row = Stretch.objects.create(
        user=user, hat=hat, started_at=started_at, ended_at=ended_at, known=Known.BY_HAND, recorded_at=at
    )
    return keep_correction(user, before=[], after=[row], at=at)


@transaction.atomic
def put_right(
    *,
    row: Stretch,
    expected_version: int,
    hat: str,
    started_at: datetime.datetime,
    ended_at: datetime.datetime | None,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """Without an end it goes on, which only the one that runs can."""
    must_be_own(row, by)
    user = in_turn(by)
    must_be_a_hat(hat)
    if ended_at is None and row.ended_at is not None:
        raise Refused(_("Write until when it was."), field="until")
    must_be_sound(started_at, ended_at, at)
    must_be_free(user, started_at, ended_at, at=at, but=(row.pk,))
    before = snapshot(row)
    told = {"hat": hat, "started_at": started_at, "ended_at": ended_at}
    is_same = all(getattr(row, name) == value for name, value in told.items())
    known = row.known if is_same else Known.BY_HAND
    if not change(row, expected_version=expected_version, known=known, left_on_until=None, **told):
        return None
    wear_what_runs(user, at=at)
    return keep_correction(user, before=[before], after=[row], at=at)


@transaction.atomic
def split(
    *,
    row: Stretch,
    expected_version: int,
    cut_at: datetime.datetime,
    hat: str,
    by: Actor,
    at: datetime.datetime,
) -> JournalLine:
    """From `cut_at` on it was the time of `hat`."""
    must_be_own(row, by)
    user = in_turn(by)
    must_be_a_hat(hat)
    if not row.started_at < cut_at < spent(row, at=at).until:
        raise Refused(_("Choose a time between its beginning and its end."), field="cut")
    before, ended_at = snapshot(row), row.ended_at
    change(row, expected_version=expected_version, ended_at=cut_at, known=Known.BY_HAND, left_on_until=None)
    rest = Stretch.objects.create(
        user=user, hat=hat, started_at=cut_at, ended_at=ended_at, known=Known.BY_HAND, recorded_at=at
    )
    wear_what_runs(user, at=at)
    return keep_correction(user, before=[before], after=[row, rest], at=at)


@transaction.atomic
def remove(*, row: Stretch, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    must_be_own(row, by)
    user = in_turn(by)
    change(row, expected_version=expected_version)
    before = snapshot(row)
    row.delete()
    return keep_correction(user, before=[before], after=[], at=at)


@transaction.atomic
def say_right(*, row: Stretch, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """A forgotten hat counts to the last sign of work, and for nothing without any: that is right."""
    must_be_own(row, by)
    user = in_turn(by)
    told = spent(row, at=at)
    if not told.is_asked:
        raise Refused(_("This hat is on still. Nobody asks about it yet."))
    before = snapshot(row)
    change(row, expected_version=expected_version, ended_at=told.until, left_on_until=None)
    if told.until == row.started_at:
        row.delete()
        return keep_correction(user, before=[before], after=[], at=at)
    return keep_correction(user, before=[before], after=[row], at=at)


@transaction.atomic
def answer_guesses(*, keys: Sequence[str], is_work: bool, by: Actor, at: datetime.datetime) -> JournalLine:
    """Guesses that are right become hours; others are not guessed again."""
    user = in_turn(by)
    open_ones = {guess.key: guess for guess in guesses_for(user, at=at)}
    if not keys or not set(keys) <= open_ones.keys():
        raise Refused(_("What was guessed has changed meanwhile. Look at it again."))
    rows = [
        Stretch.objects.create(
            user=user,
            hat=guess.hat,
            started_at=guess.start,
            ended_at=guess.end,
            known=Known.GUESSED,
            is_work=is_work,
            recorded_at=at,
        )
        for guess in (open_ones[key] for key in sorted(set(keys)))
    ]
    return keep_correction(user, before=[], after=rows, at=at)


@transaction.atomic
def forget_all(*, by: Actor, at: datetime.datetime) -> int:
    """Every hour of one's own, for good: nothing is kept for an undo. The hat that is on is off then."""
    user = in_turn(by)
    Correction.objects.filter(user=user).delete()
    gone = hours_of(user).delete()[0]
    tell_since(user)
    return gone
