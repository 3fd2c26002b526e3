"""What persons allow, over the API. It is read and added to: a word once said is never changed."""

import datetime
from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from tandem.exchange.api.fields import Cursor, Key, Limit, Line, Moment, Shown, Text, Told
from tandem.exchange.api.paging import Page, page_of
from tandem.exchange.api.persons import asked_for, the_person
from tandem.exchange.api.words import USUAL, Problem
from tandem.exchange.api.writing import answer, written
from tandem.people.consent.actions import tell
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.queries import may, standings
from tandem.people.consent.words import Basis, Use

router = Router(tags=["Consents"])


class ConsentShown(Shown):
    id: int
    person_id: int
    use: str
    given: bool
    basis: str
    source: str
    wording: str
    at: datetime.datetime
    recorded_at: datetime.datetime


class ConsentTold(Told):
    """One word of somebody: a yes, or a no with the basis `objected`."""

    person_id: Key
    use: Use
    given: bool
    basis: Basis
    source: Annotated[Line, Field(min_length=1, description="Where they said it, such as “newsletter box”")]
    wording: Annotated[Text, Field(description="The words that they saw")] = ""
    at: Annotated[Moment | None, Field(description="When they said it; now, where it is left out")] = None


class Standing(Shown):
    use: str
    may: Annotated[bool, Field(description="Whether we may: the newest word is yes, no address is barred")]
    said: Annotated[bool | None, Field(description="The newest word; null where nobody asked")]
    consent_id: int | None


class Standings(Shown):
    person_id: int
    uses: list[Standing]


def shown(rows: Sequence[ConsentEvent]) -> list[ConsentShown]:
    return [ConsentShown.model_validate(row) for row in rows]


def show(pk: int) -> ConsentShown:
    row = ConsentEvent.objects.filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such word of anybody."))
    return shown([row])[0]


@router.get("/consents", response=Page[ConsentShown], url_name="consents")
def list_consents(
    request: HttpRequest,
    limit: Limit = USUAL,
    cursor: Cursor = "",
    updated_since: Moment | None = None,
    person_id: Key | None = None,
    use: Use | None = None,
) -> HttpResponse:
    """Every word, the oldest first. The newest of a person and a use counts, by `at`."""
    sought = {"person": person_id, "use": use, "recorded_at__gte": updated_since}
    rows = ConsentEvent.objects.filter(**{name: value for name, value in sought.items() if value})
    return answer(page_of(rows, shown, limit=limit, cursor=cursor))


@router.post("/consents", response={201: ConsentShown}, url_name="consents")
def add_consent(request: HttpRequest, body: ConsentTold) -> HttpResponse:
    """Writes down what somebody allowed or forbade. Nothing is overwritten, and nothing can be taken out."""
    person = asked_for(body.person_id)

    def act(at: datetime.datetime) -> int:
        if body.at and body.at > at:
            raise Problem(422, _("That is still to come: say when they said it, or leave it out."))
        told = body.model_dump(exclude={"person_id", "at"})
        return tell(person=person, happened_at=body.at, by=request.user, at=at, **told).pk

    return written(request, act=act, show=show, status=201)


@router.get("/consents/{int:pk}", response=ConsentShown, url_name="consent")
def get_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """One word."""
    return answer(show(pk))


@router.get("/persons/{int:pk}/consents", response=Standings, url_name="person_consents")
def get_standings(request: HttpRequest, pk: int) -> HttpResponse:
    """What we may with one person, for each use. Ask this before you send somebody anything."""
    person = the_person(pk)
    uses = [
        Standing(
            use=one.use,
            may=may(person, one.use),
            said=one.event.given if one.event else None,
            consent_id=one.event.pk if one.event else None,
        )
        for one in standings(person)
    ]
    return answer(Standings(person_id=pk, uses=uses))
