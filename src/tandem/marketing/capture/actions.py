"""Phones come and go, and what they caught is heard. `heard_from_stand` is the one way from here to the
intake path.
"""

import datetime
from dataclasses import asdict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.marketing.arrivals.actions import arrive, enquiry_of
from tandem.marketing.by_hand.actions import newsletter_at
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.models import CapturePhone, Caught
from tandem.marketing.capture.rules import can_sign_out, when_heard
from tandem.marketing.capture.words import PURPOSE, TOKEN_LASTS, Clock, Said
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.rules import says_who
from tandem.marketing.enquiries.words import Door, Heard, read_who
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_capture
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.tokens.actions import issue, revoke


@transaction.atomic
def sign_in_phone(
    *, campaign: Campaign, device: str, by: User, at: datetime.datetime, known_as: int | None = None
) -> tuple[CapturePhone, str]:
    """The phone and its token, which is given out this once. One that was here before stays one phone."""
    if not can_capture(by):
        raise NotAllowed
    phone = CapturePhone.objects.filter(pk=known_as or 0, user=by, campaign=campaign).first()
    phone = phone or CapturePhone(user=by, campaign=campaign)
    phone.device, phone.signed_in_at, phone.signed_out_at = device[:60], at, None
    phone.expires_at = at + TOKEN_LASTS
    phone.save()
    revoke(purpose=PURPOSE, subject_id=phone.pk, at=at)
    token = issue(purpose=PURPOSE, at=at, subject_id=phone.pk, lasts=TOKEN_LASTS)
    record(by=by, at=at, verb="marketing.phone.signed_in", row=phone, after={"campaign": campaign.pk})
    return phone, token


@transaction.atomic
def sign_out_phone(*, phone: CapturePhone, by: Actor, at: datetime.datetime) -> None:
    """Its token opens nothing any more. What it has not sent yet stays on it."""
    if not can_sign_out(by, phone):
        raise NotAllowed
    signed_in = CapturePhone.objects.filter(pk=phone.pk, signed_out_at=None)
    if not signed_in.update(signed_out_at=at):
        raise Refused(_("That phone is signed out already."))
    revoke(purpose=PURPOSE, subject_id=phone.pk, at=at)
    record(by=by, at=at, verb="marketing.phone.signed_out", row=phone)


@transaction.atomic
def catch(
    *, phone: CapturePhone, capture_id: UUID, said: Said, clock: Clock, at: datetime.datetime
) -> Caught | None:
    """Hear what a phone caught. None where this capture arrived before, by whichever phone or tab."""
    must_say_something(said)
    heard_at, clamped = when_heard(clock, at=at)
    caught = Caught(capture_id=capture_id, phone=phone, received_at=at, clamped=clamped)
    caught.said_at, caught.behind_seconds = clock.said_at[:60], round(clock.behind.total_seconds())
    try:
        # The row first: of two who bring the same capture at once, one waits here and hears that it is known.
        with transaction.atomic():
            caught.save(force_insert=True)
    except IntegrityError:
        return None
    caught.enquiry = heard_from_stand(
        campaign=phone.campaign,
        said=said,
        by=phone.user,
        at=at,
        heard_at=heard_at,
        external_system=f"phone:{phone.pk}",
        external_key=str(capture_id),
        clock_said=caught.said_at,
    )
    caught.save(update_fields=["enquiry"])
    return caught


def must_say_something(said: Said) -> None:
    if not says_who(read_who(said.who)) and not said.words.strip():
        raise Refused(_("Write a name, a phone number or an e-mail address. One is enough."), field="who")


@transaction.atomic
def heard_from_stand(
    *,
    campaign: Campaign,
    said: Said,
    by: Actor,
    at: datetime.datetime,
    heard_at: datetime.datetime,
    external_system: str = "",
    external_key: str = "",
    clock_said: str = "",
) -> Enquiry:
    """What somebody told at the stand goes in by the one intake path."""
    must_say_something(said)
    door = Door.EVENT if campaign.is_met_in_person else Door.WALK_IN
    row = Heard(
        contact=read_who(said.who),
        heard_at=heard_at,
        door=door,
        campaign=campaign,
        words=said.words,
        interest=said.about,
        external_system=external_system,
        external_key=external_key,
    )
    allowed = [newsletter_at(door)] if said.newsletter else []
    received = {**asdict(said), "clock": clock_said}
    return enquiry_of(arrive(row=row, by=by, at=at, received=received, allowed=allowed))


def note_contact(*, phone: CapturePhone, at: datetime.datetime) -> None:
    """The phone handed something in, for the list of phones."""
    CapturePhone.objects.filter(pk=phone.pk).update(last_sent_at=at)
