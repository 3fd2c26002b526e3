"""Enquiries over the API: handing them in, reading them, judging and passing them."""

import datetime
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.arriving import arrived
from tandem.exchange.api.fields import (
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    Moment,
    Short,
    Shown,
    Text,
    Told,
    Touch,
    Versioned,
)
from tandem.exchange.api.paging import Page, in_journal, moved_since, page_of
from tandem.exchange.api.persons import ContactTold
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.handover.assigning.actions import pass_by_rule
from tandem.handover.feedback.models import Feeding
from tandem.handover.feedback.queries import opportunities_fed_by
from tandem.handover.passing.actions import accept, decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import waiting_passing
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.actions import correct, set_aside, take_up_again
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Heard, SetAsideReason, State
from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.changes.words import Stale

router = Router(tags=["Enquiries"])
SYSTEM = "api"


class EnquiryShown(Shown):
    id: int
    version: int
    person_id: int
    organisation_id: int | None
    door: str
    channel_id: int
    campaign_id: int | None
    segment: str
    interest: str
    words: str
    promised: str
    wanted_by: str
    first_touch: dict[str, Any]
    last_touch: dict[str, Any]
    external_system: str
    external_key: str
    heard_at: datetime.datetime
    recorded_at: datetime.datetime
    state: str
    passed_at: datetime.datetime | None
    accepted_at: datetime.datetime | None
    declined_at: datetime.datetime | None
    declined_reason: str
    nurture_until: datetime.date | None
    set_aside_at: datetime.datetime | None
    set_aside_reason: str
    outcome: str
    outcome_at: datetime.datetime | None
    first_sale_minor: int | None
    currency: str
    opportunity_ids: list[int]


class HandedIn(Shown):
    """What a key learns that may only hand in."""

    id: int
    heard_at: datetime.datetime
    state: str


class EnquiryTold(Told):
    """What is told of one enquiry: who asked, when, and where they found us."""

    person: ContactTold = ContactTold()
    heard_at: Moment | None = None
    words: Text = ""
    interest: Line = ""
    source: Line = ""
    medium: Line = ""
    campaign_id: Key | None = None
    segment: Line = ""
    promised: Line = ""
    wanted_by: Line = ""
    first_touch: Touch = {}
    last_touch: Touch = {}
    external_system: Annotated[Short, Field(description="The program that knows it by external_key")] = SYSTEM
    external_key: Line = ""


class EnquiryChanged(Versioned):
    """Their words and when they asked are never overwritten."""

    channel_id: Key | None = None
    campaign_id: Key | None = None
    segment: Line = ""
    interest: Line = ""
    promised: Line = ""
    wanted_by: Line = ""


class SettingAside(Versioned):
    reason: SetAsideReason


class Passed(Versioned):
    owner_id: Annotated[
        Key | None,
        Field(description="Who of sales takes it on: see /users; without it, by the rule of the business"),
    ] = None


class Accepted(Versioned):
    title: Line = ""


class Declined(Versioned):
    reason: Annotated[Line, Field(description="One of those that both desks agreed on")]
    words: Line = ""
    nurture_until: Day | None = None


def shown(rows: Sequence[Enquiry]) -> list[EnquiryShown]:
    fed = opportunities_fed_by(row.pk for row in rows)
    currency = the_business().currency
    names = [name for name in EnquiryShown.model_fields if name not in ("currency", "opportunity_ids")]
    return [
        EnquiryShown(
            **{name: getattr(row, name) for name in names},
            currency=currency,
            opportunity_ids=fed.get(row.pk, []),
        )
        for row in rows
    ]


def the_enquiry(pk: int) -> Enquiry:
    row = Enquiry.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such enquiry."))
    return row


def show(pk: int) -> EnquiryShown:
    return shown([the_enquiry(pk)])[0]


@router.get("", response=Page[EnquiryShown], url_name="enquiries")
def list_enquiries(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    state: State | None = None,
    person_id: Key | None = None,
    campaign_id: Key | None = None,
    external_system: Short = "",
    external_key: Line = "",
) -> HttpResponse:
    """Enquiries, the first written down first."""
    sought: dict[str, Any] = {
        "state": state,
        "person": person_id,
        "campaign": campaign_id,
        "external_system": external_system,
        "external_key": external_key,
    }
    rows = Enquiry.objects.filter(**{name: value for name, value in sought.items() if value})
    if updated_since:
        moved = moved_since("marketing.enquiry", "recorded_at", updated_since, person="person")
        outcomes = Feeding.objects.filter(opportunity__in=in_journal("sales.opportunity", updated_since))
        rows = rows.filter(moved_or(moved, outcomes))
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


def moved_or(moved: Any, outcomes: Any) -> Any:
    """What became of an enquiry at sales stands in the journal of the opportunity that it feeds."""
    return moved | type(moved)(pk__in=outcomes.order_by().values("enquiry"))


@router.post("", response={201: EnquiryShown | HandedIn}, url_name="enquiries")
def hand_in_enquiry(request: HttpRequest, body: EnquiryTold) -> HttpResponse:
    """Somebody asked. Who is known already is found by external key, e-mail address or phone number.

    The same `external_key` of the same `external_system` gives the enquiry that was heard the first time.
    """
    campaign = the_campaign(body.campaign_id)

    def act(at: datetime.datetime) -> int:
        row = Heard(
            contact=body.person.contact(),
            heard_at=body.heard_at or at,
            door=Door.API,
            campaign=campaign,
            external_system=body.external_system if body.external_key else "",
            **body.model_dump(exclude={"person", "heard_at", "campaign_id", "external_system"}),
        )
        return arrived(row, received=body.model_dump(mode="json"), by=request.user, at=at).pk

    return written(request, act=act, show=show_to(request), status=201)


def show_to(request: HttpRequest) -> Callable[[int], Any]:
    """Who may only hand in learns what became of it, and nothing of anybody."""
    if request.api_key.scope == "enquiries":  # type: ignore[attr-defined]
        return show_handed_in
    return show


def show_handed_in(pk: int) -> HandedIn:
    return HandedIn.model_validate(the_enquiry(pk))


def the_campaign(pk: int | None) -> Campaign | None:
    if pk is None:
        return None
    row = Campaign.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(422, _("There is no such campaign."))
    return row


@router.get("/{int:pk}", response=EnquiryShown, url_name="enquiry")
def get_enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One enquiry."""
    found = show(pk)
    return answer(found, version=found.version)


@router.patch("/{int:pk}", response=EnquiryShown, url_name="enquiry")
def correct_enquiry(request: HttpRequest, pk: int, body: EnquiryChanged) -> HttpResponse:
    """Puts right where it came from and what we noted."""
    version = seen_version(request, body.version)
    columns = body.model_dump(exclude_unset=True, exclude={"version"})
    the_campaign(columns.get("campaign_id"))
    if "channel_id" in columns and not Channel.objects.filter(pk=columns["channel_id"]).exists():
        raise Problem(422, _("There is no such channel."))

    def act(at: datetime.datetime) -> int:
        enquiry = the_enquiry(pk)
        correct(enquiry=enquiry, expected_version=version, by=request.user, at=at, **columns)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.post("/{int:pk}/set-aside", response=EnquiryShown, url_name="set_aside")
def set_aside_enquiry(request: HttpRequest, pk: int, body: SettingAside) -> HttpResponse:
    """Spam, the same enquiry twice, or not for us."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        enquiry = the_enquiry(pk)
        set_aside(enquiry=enquiry, expected_version=version, reason=body.reason, by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.post("/{int:pk}/take-up", response=EnquiryShown, url_name="take_up")
def take_up_enquiry(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """One that was set aside stands again where it stood before."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        take_up_again(enquiry=as_seen(pk, version), by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.post("/{int:pk}/pass", response=EnquiryShown, url_name="pass")
def pass_enquiry(request: HttpRequest, pk: int, body: Passed) -> HttpResponse:
    """Marketing passes it to somebody of sales, with its ticks as they stand."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        enquiry = the_enquiry(pk)
        if body.owner_id is None:
            pass_by_rule(enquiry=enquiry, expected_version=version, by=request.user, at=at)
            return pk
        owner = User.objects.filter(pk=body.owner_id).first()
        pass_on(enquiry=enquiry, expected_version=version, owner=owner, by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.post("/{int:pk}/accept", response=EnquiryShown, url_name="accept")
def accept_enquiry(request: HttpRequest, pk: int, body: Accepted) -> HttpResponse:
    """Sales takes it on: `opportunity_ids` of the answer ends with the new opportunity."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        passing = the_passing(as_seen(pk, version))
        accept(passing=passing, expected_version=passing.version, title=body.title, by=request.user, at=at)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.post("/{int:pk}/decline", response=EnquiryShown, url_name="decline")
def decline_enquiry(request: HttpRequest, pk: int, body: Declined) -> HttpResponse:
    """Sales says no, with a reason: it goes back to marketing, which stays in touch."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        passing = the_passing(as_seen(pk, version))
        decline(
            passing=passing,
            expected_version=passing.version,
            reason=body.reason,
            words=body.words,
            nurture_until=body.nurture_until,
            by=request.user,
            at=at,
        )
        return pk

    return written(request, act=act, show=show, row=pk)


def as_seen(pk: int, version: int) -> Enquiry:
    """The enquiry, if it still is as the other program saw it. Call it in the transaction."""
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk).first() or the_enquiry(pk)
    if enquiry.version != version:
        raise Stale(enquiry, {})
    return enquiry


def the_passing(enquiry: Enquiry) -> Passing:
    passing = waiting_passing(enquiry)
    if passing is None:
        raise Problem(422, _("This one does not wait for sales. Nothing was changed."))
    return passing
