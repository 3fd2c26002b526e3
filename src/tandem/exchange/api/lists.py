"""Short lists that other requests name rows of: campaigns, channels, pipelines, stages and who works here."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tandem.exchange.api.fields import Cursor, Limit, Shown
from tandem.exchange.api.paging import Page, page_of
from tandem.exchange.api.words import USUAL
from tandem.exchange.api.writing import answer
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.sales.pipelines.models import Pipeline, Stage

router = Router(tags=["Lists"])


class CampaignShown(Shown):
    id: int
    version: int
    name: str
    kind: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    goal_enquiries: int | None
    about: str


class ChannelShown(Shown):
    id: int
    version: int
    name: str
    source: str
    medium: str


class PipelineShown(Shown):
    id: int
    version: int
    name: str
    position: int
    is_default: bool
    retired_at: datetime.datetime | None


class StageShown(Shown):
    id: int
    version: int
    pipeline_id: int
    name: str
    kind: str
    position: int
    removed_at: datetime.datetime | None


class UserShown(Shown):
    id: int
    name: str
    role: str
    is_active: bool


def shown_as(kind: type[Shown]) -> Any:
    def shown(rows: Sequence[Any]) -> list[Shown]:
        return [kind.model_validate(row) for row in rows]

    return shown


@router.get("/campaigns", response=Page[CampaignShown], url_name="campaigns")
def list_campaigns(request: HttpRequest, limit: Limit = USUAL, cursor: Cursor = "") -> HttpResponse:
    """Marketing's campaigns."""
    return answer(page_of(Campaign.objects.all(), shown_as(CampaignShown), limit=limit, cursor=cursor))


@router.get("/channels", response=Page[ChannelShown], url_name="channels")
def list_channels(request: HttpRequest, limit: Limit = USUAL, cursor: Cursor = "") -> HttpResponse:
    """Where those who asked had heard of us."""
    return answer(page_of(Channel.objects.all(), shown_as(ChannelShown), limit=limit, cursor=cursor))


@router.get("/pipelines", response=Page[PipelineShown], url_name="pipelines")
def list_pipelines(request: HttpRequest, limit: Limit = USUAL, cursor: Cursor = "") -> HttpResponse:
    """The ways that a sale goes; what is opened enters the usual one, unless another is named."""
    return answer(page_of(Pipeline.objects.all(), shown_as(PipelineShown), limit=limit, cursor=cursor))


@router.get("/stages", response=Page[StageShown], url_name="stages")
def list_stages(request: HttpRequest, limit: Limit = USUAL, cursor: Cursor = "") -> HttpResponse:
    """The stages of an opportunity, in the words of the business."""
    return answer(page_of(Stage.objects.all(), shown_as(StageShown), limit=limit, cursor=cursor))


@router.get("/users", response=Page[UserShown], url_name="users")
def list_users(request: HttpRequest, limit: Limit = USUAL, cursor: Cursor = "") -> HttpResponse:
    """Who works here, to name as owner."""
    return answer(page_of(User.objects.all(), shown_as(UserShown), limit=limit, cursor=cursor))
