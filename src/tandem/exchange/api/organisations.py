"""Organisations over the API."""

import datetime
from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.fields import Cursor, Language, Limit, Line, Moment, Shown, Text, Told, Versioned
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.people.organisations.actions import add_organisation, edit_organisation
from tandem.people.organisations.models import Organisation

router = Router(tags=["Organisations"])


class OrganisationShown(Shown):
    id: int
    version: int
    name: str
    place: str
    website: str
    about: str
    language: str
    external_key: str
    created_at: datetime.datetime


class OrganisationTold(Told):
    name: Line
    place: Annotated[Line, Field(max_length=120)] = ""
    website: Line = ""
    about: Text = ""
    language: Language = ""
    external_key: Line = ""


class OrganisationChanged(Versioned):
    name: Line = ""
    place: Annotated[Line, Field(max_length=120)] = ""
    website: Line = ""
    about: Text = ""
    language: Language = ""
    external_key: Line = ""


def shown(rows: Sequence[Organisation]) -> list[OrganisationShown]:
    return [OrganisationShown.model_validate(row) for row in rows]


def the_organisation(pk: int) -> Organisation:
    row = Organisation.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such organisation."))
    return row


def show(pk: int) -> OrganisationShown:
    return shown([the_organisation(pk)])[0]


@router.get("", response=Page[OrganisationShown], url_name="organisations")
def list_organisations(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    external_key: Line = "",
) -> HttpResponse:
    """All organisations, the oldest first."""
    rows = Organisation.objects.all()
    if external_key:
        rows = rows.filter(external_key=external_key)
    if updated_since:
        rows = rows.filter(moved_since("people.organisation", "created_at", updated_since))
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


@router.post("", response={201: OrganisationShown}, url_name="organisations")
def add_organisation_(request: HttpRequest, body: OrganisationTold) -> HttpResponse:
    """Adds an organisation."""

    def act(at: datetime.datetime) -> int:
        return add_organisation(by=request.user, at=at, **body.model_dump()).pk

    return written(request, act=act, show=show, status=201)


@router.get("/{int:pk}", response=OrganisationShown, url_name="organisation")
def get_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation."""
    found = show(pk)
    return answer(found, version=found.version)


@router.patch("/{int:pk}", response=OrganisationShown, url_name="organisation")
def change_organisation(request: HttpRequest, pk: int, body: OrganisationChanged) -> HttpResponse:
    """Changes what is named."""
    version = seen_version(request, body.version)
    columns = body.model_dump(exclude_unset=True, exclude={"version"})

    def act(at: datetime.datetime) -> int:
        return edit_organisation(
            organisation=the_organisation(pk), expected_version=version, by=request.user, at=at, **columns
        ).pk

    return written(request, act=act, show=show, row=pk)
