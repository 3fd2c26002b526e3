"""Whose phones one may sign out, and what a phone's clock is worth."""

import datetime

from tandem.marketing.capture.models import CapturePhone
from tandem.marketing.capture.words import CLOCKS_AGREE, LONGEST_WAIT, Clamped, Clock
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_manage


def can_sign_out(by: Actor, phone: CapturePhone) -> bool:
    """One's own phones; an owner's word goes for everybody's."""
    return can_manage(by) or (isinstance(by, User) and by.pk == phone.user_id)


def read_clock(said: str) -> datetime.datetime | None:
    """A moment with its offset, such as 2026-11-03T10:00:00+01:00; None where there is none to be read."""
    try:
        moment = datetime.datetime.fromisoformat(said)
        return moment.astimezone(datetime.UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def behind_by(sent_at: str, *, at: datetime.datetime) -> datetime.timedelta:
    """How far the phone's clock was behind ours when it sent; nothing where both agree or it did not say."""
    sent = read_clock(sent_at)
    if sent is None or abs(at - sent) <= CLOCKS_AGREE:
        return datetime.timedelta()
    return at - sent


def when_heard(clock: Clock, *, at: datetime.datetime) -> tuple[datetime.datetime, str]:
    """The phone's time by our clock, between 30 days ago and now, and why it is not what the phone said."""
    said = read_clock(clock.said_at)
    try:
        heard = said + clock.behind if said else None
    except OverflowError:
        heard = None
    if heard is None:
        return at, Clamped.UNREADABLE
    if heard < at - LONGEST_WAIT:
        return at - LONGEST_WAIT, Clamped.TOO_EARLY
    if heard > at + CLOCKS_AGREE:
        return at, Clamped.TOO_LATE
    return min(heard, at), ""
