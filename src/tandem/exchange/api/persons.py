"""Persons over the API."""

import datetime
from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.fields import (
    Cursor,
    Key,
    Language,
    Limit,
    Line,
    Lines,
    Moment,
    Shown,
    Text,
    Told,
    Versioned,
)
from tandem.exchange.api.paging import Page, moved_since, page_of
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, seen_version, written
from tandem.office.mail.addresses import fold_email
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import add_person, edit_person
from tandem.people.persons.models import Person
from tandem.people.persons.queries import persons
from tandem.people.persons.words import Contact

router = Router(tags=["Persons"])


class PersonShown(Shown):
    id: int
    version: int
    name: str
    emails: list[str]
    phones: list[str]
    organisation_id: int | None
    place: str
    postcode: str
    about: str
    language: str
    external_key: str
    created_at: datetime.datetime


class ContactTold(Told):
    """Who somebody is, as far as known; one of name, emails and phones is enough."""

    name: Line = ""
    emails: Lines = []
    phones: Lines = []
    organisation: Line = ""
    place: Line = ""
    postcode: Line = ""
    external_key: Line = ""
    about: Text = ""

    def contact(self) -> Contact:
        told = self.model_dump(include=set(ContactTold.model_fields))
        return Contact(**{**told, "emails": tuple(self.emails), "phones": tuple(self.phones)})


class PersonTold(ContactTold):
    language: Language = ""


class PersonChanged(Versioned):
    name: Line = ""
    emails: Lines = []
    phones: Lines = []
    organisation_id: Key | None = None
    place: Annotated[Line, Field(max_length=120)] = ""
    postcode: Annotated[Line, Field(max_length=20)] = ""
    external_key: Line = ""
    about: Text = ""
    language: Language = ""


def shown(rows: Sequence[Person]) -> list[PersonShown]:
    return [
        PersonShown(
            id=row.pk,
            version=row.version,
            name=row.name,
            emails=[email.address for email in row.emails.all()],
            phones=[phone.number for phone in row.phones.all()],
            organisation_id=row.organisation_id,
            place=row.place,
            postcode=row.postcode,
            about=row.about,
            language=row.language,
            external_key=row.external_key,
            created_at=row.created_at,
        )
        for row in rows
    ]


def the_person(pk: int) -> Person:
    row = Person.objects.prefetch_related("emails", "phones").filter(pk=pk).first()
    if row is None or row.erased_at is not None:
        raise Problem(404, _("There is no such person."))
    if row.merged_into_id is not None:
        raise Problem(404, _("This person was put together with another."), {"became": row.merged_into_id})
    return row


def asked_for(person_id: int) -> Person:
    """The person that a request names in its body."""
    try:
        return the_person(person_id)
    except Problem as problem:
        raise Problem(422, problem.sentence, problem.more) from None


def show(pk: int) -> PersonShown:
    return shown([the_person(pk)])[0]


@router.get("", response=Page[PersonShown], url_name="persons")
def list_persons(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    email: Line = "",
    external_key: Line = "",
    organisation_id: Key | None = None,
) -> HttpResponse:
    """Everybody who stands in lists, the oldest first."""
    sought: dict[str, Any] = {"external_key": external_key, "organisation": organisation_id}
    rows = persons().filter(**{name: value for name, value in sought.items() if value})
    if email:
        rows = rows.filter(emails__folded=fold_email(email) or "-")
    if updated_since:
        rows = rows.filter(moved_since("people.person", "created_at", updated_since))
    rows = rows.prefetch_related("emails", "phones")
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


@router.post("", response={201: PersonShown}, url_name="persons")
def add_person_(request: HttpRequest, body: PersonTold) -> HttpResponse:
    """Adds a person. An e-mail address belongs to one person only; somebody who asks comes by /enquiries."""

    def act(at: datetime.datetime) -> int:
        contact = body.contact()
        return add_person(contact=contact, language=body.language, by=request.user, at=at).pk

    return written(request, act=act, show=show, status=201)


@router.get("/{int:pk}", response=PersonShown, url_name="person")
def get_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person."""
    found = show(pk)
    return answer(found, version=found.version)


@router.patch("/{int:pk}", response=PersonShown, url_name="person")
def change_person(request: HttpRequest, pk: int, body: PersonChanged) -> HttpResponse:
    """Changes what is named. `emails` and `phones`, where named, are all that the person has from then on."""
    version = seen_version(request, body.version)
    columns = body.model_dump(exclude_unset=True, exclude={"version"})
    check_organisation(columns.get("organisation_id"))

    def act(at: datetime.datetime) -> int:
        return edit_person(
            person=the_person(pk), expected_version=version, by=request.user, at=at, **columns
        ).pk

    return written(request, act=act, show=show, row=pk)


def check_organisation(pk: int | None) -> None:
    if pk is not None and not Organisation.objects.filter(pk=pk).exists():
        raise Problem(422, _("There is no such organisation."))
