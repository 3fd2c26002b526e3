"""Opportunities over the API."""

import datetime
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.fields import (
    Clock,
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    Minor,
    Moment,
    Shown,
    Told,
    Versioned,
)
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.persons import asked_for
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.handover.feedback.queries import enquiries_feeding
from tandem.office.accounts.models import User
from tandem.sales.opportunities import actions
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import BESIDE
from tandem.sales.opportunities.words import LostReason, StepKind
from tandem.sales.pipelines.models import Pipeline, Stage

router = Router(tags=["Opportunities"])
# Not columns of the row.
WORKED_OUT = ("state", "pipeline_id", "competitor", "enquiry_ids")
KINDS: dict[str, dict[str, Any]] = {
    "open": {"won_at": None, "lost_at": None},
    "won": {"won_at__isnull": False},
    "lost": {"lost_at__isnull": False},
}


class OpportunityShown(Shown):
    id: int
    version: int
    person_id: int
    organisation_id: int | None
    title: str
    brief: dict[str, Any]
    state: str
    pipeline_id: int
    stage_id: int
    stage_since: datetime.datetime
    owner_id: int | None
    amount_minor: int | None
    valued_by: str
    currency: str
    next_step: str
    next_step_kind: str
    next_step_on: datetime.date | None
    next_step_time: datetime.time | None
    opened_at: datetime.datetime
    recorded_at: datetime.datetime
    won_at: datetime.datetime | None
    lost_at: datetime.datetime | None
    lost_reason: str
    lost_words: str
    competitor: str
    enquiry_ids: list[int]


class OpportunityTold(Told):
    person_id: Key
    title: Line = ""
    owner_id: Key | None = None
    amount_minor: Minor | None = None
    pipeline_id: Annotated[Key | None, Field(description="One of /pipelines; the usual one if left out")] = (
        None
    )


class OpportunityChanged(Versioned):
    title: Line = ""
    amount_minor: Minor | None = None


class Moved(Versioned):
    stage_id: Annotated[Key, Field(description="One of /stages whose kind is open")]
    without: Annotated[
        Line, Field(description="Why it goes on, where something that the stage asks for is not true yet")
    ] = ""


class Assigned(Versioned):
    owner_id: Key | None


class StepPlanned(Versioned):
    words: Line = ""
    kind: StepKind | None = None
    on: Day | None = None
    time: Clock | None = None


class Won(Versioned):
    amount_minor: Minor
    won_at: Moment | None = None


class Lost(Versioned):
    reason: LostReason
    words: Line = ""
    competitor: Line = ""
    lost_at: Moment | None = None


def shown(rows: Sequence[Opportunity]) -> list[OpportunityShown]:
    fed = enquiries_feeding(row.pk for row in rows)
    names = [name for name in OpportunityShown.model_fields if name not in WORKED_OUT]
    return [
        OpportunityShown(
            **{name: getattr(row, name) for name in names},
            state=state_of(row),
            pipeline_id=row.stage.pipeline_id,
            competitor=row.competitor.known_as if row.competitor else "",
            enquiry_ids=fed.get(row.pk, []),
        )
        for row in rows
    ]


def state_of(row: Opportunity) -> str:
    return "won" if row.won_at else "lost" if row.lost_at else "open"


def the_opportunity(pk: int) -> Opportunity:
    row = Opportunity.objects.select_related(*BESIDE).filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such opportunity."))
    return row


def show(pk: int) -> OpportunityShown:
    return shown([the_opportunity(pk)])[0]


def the_owner(pk: int | None) -> User | None:
    if pk is None:
        return None
    row = User.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(422, _("Nobody here has this owner_id: see /users."))
    return row


def the_pipeline(pk: int | None) -> Pipeline | None:
    if pk is None:
        return None
    row = Pipeline.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(422, _("There is no such pipeline: see /pipelines."))
    return row


@router.get("", response=Page[OpportunityShown], url_name="opportunities")
def list_opportunities(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    state: Literal["open", "won", "lost"] | None = None,
    person_id: Key | None = None,
    owner_id: Key | None = None,
) -> HttpResponse:
    """Opportunities, the first written down first."""
    sought: dict[str, Any] = {"person": person_id, "owner": owner_id}
    rows = Opportunity.objects.select_related("stage", "competitor__joined_into")
    rows = rows.filter(**{name: value for name, value in sought.items() if value})
    if state:
        rows = rows.filter(**KINDS[state])
    if updated_since:
        rows = rows.filter(moved_since("sales.opportunity", "recorded_at", updated_since, person="person"))
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


@router.post("", response={201: OpportunityShown}, url_name="opportunities")
def open_opportunity(request: HttpRequest, body: OpportunityTold) -> HttpResponse:
    """Sales begins to work on one possible transaction. An enquiry that is accepted opens its own."""
    owner = the_owner(body.owner_id)
    pipeline = the_pipeline(body.pipeline_id)

    def act(at: datetime.datetime) -> int:
        return actions.open_opportunity(
            person=asked_for(body.person_id),
            title=body.title,
            owner=owner,
            amount_minor=body.amount_minor,
            pipeline=pipeline,
            by=request.user,
            at=at,
        ).pk

    return written(request, act=act, show=show, status=201)


@router.get("/{int:pk}", response=OpportunityShown, url_name="opportunity")
def get_opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """One opportunity."""
    found = show(pk)
    return answer(found, version=found.version)


def changed(
    request: HttpRequest, pk: int, body: Versioned, action: Callable[..., Any], **columns: Any
) -> HttpResponse:
    """Does one action to the opportunity as the other program saw it."""
    version = seen_version(request, body.version)

    def act(at: datetime.datetime) -> int:
        row = the_opportunity(pk)
        action(opportunity=row, expected_version=version, by=request.user, at=at, **columns)
        return pk

    return written(request, act=act, show=show, row=pk)


@router.patch("/{int:pk}", response=OpportunityShown, url_name="opportunity")
def change_opportunity(request: HttpRequest, pk: int, body: OpportunityChanged) -> HttpResponse:
    """Changes what it is about and the amount, without tax."""
    columns = body.model_dump(exclude_unset=True, exclude={"version"})
    return changed(request, pk, body, actions.edit_opportunity, **columns)


@router.post("/{int:pk}/move", response=OpportunityShown, url_name="move")
def move_opportunity(request: HttpRequest, pk: int, body: Moved) -> HttpResponse:
    """To another open stage, of any pipeline; winning and losing are addresses of their own."""
    stage = Stage.objects.filter(pk=body.stage_id).first()
    if stage is None:
        raise Problem(422, _("There is no such stage."))
    return changed(request, pk, body, actions.move, stage=stage, without=body.without)


@router.post("/{int:pk}/assign", response=OpportunityShown, url_name="assign")
def assign_opportunity(request: HttpRequest, pk: int, body: Assigned) -> HttpResponse:
    """Gives it another owner."""
    return changed(request, pk, body, actions.assign, owner=the_owner(body.owner_id))


@router.post("/{int:pk}/step", response=OpportunityShown, url_name="step")
def plan_step(request: HttpRequest, pk: int, body: StepPlanned) -> HttpResponse:
    """Plans what is to be done next."""
    told = {"words": body.words, "kind": body.kind or "", "on": body.on, "time": body.time}
    return changed(request, pk, body, actions.plan_step, **told)


@router.post("/{int:pk}/win", response=OpportunityShown, url_name="win")
def win_opportunity(request: HttpRequest, pk: int, body: Won) -> HttpResponse:
    """They buy: makes one accepted order."""
    told = {"amount_minor": body.amount_minor, "happened_at": body.won_at}
    return changed(request, pk, body, actions.win, **told)


@router.post("/{int:pk}/lose", response=OpportunityShown, url_name="lose")
def lose_opportunity(request: HttpRequest, pk: int, body: Lost) -> HttpResponse:
    """They do not buy, and we say why."""
    told: dict[str, Any] = {"reason": body.reason, "words": body.words, "competitor": body.competitor}
    told["happened_at"] = body.lost_at
    return changed(request, pk, body, actions.lose, **told)


@router.post("/{int:pk}/reopen", response=OpportunityShown, url_name="reopen")
def reopen_opportunity(request: HttpRequest, pk: int, body: Versioned) -> HttpResponse:
    """A won or lost one is open again; its order is taken back and no longer counts."""
    return changed(request, pk, body, actions.reopen)
