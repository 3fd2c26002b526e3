from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.exchange.imports.enquiries import sellers_by_name, system_of
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import Opened
from tandem.exchange.imports.words import (
    ENQUIRY,
    OFFER,
    ORGANISATION,
    PERSON,
    ImportKind,
    RunState,
    readable,
)
from tandem.marketing.enquiries.models import Enquiry
from tandem.offers.catalogue.models import Offer
from tandem.office.accounts.models import User
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all

LISTED = 20
MOST_NAMED = 100


class Kept(NamedTuple):
    """A row that stayed when its file was taken out."""

    name: str
    url: str


def runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("by")


def given_before(run: ImportRun) -> ImportRun | None:
    """An earlier run of the very same file that is still in."""
    earlier = ImportRun.objects.filter(digest=run.digest, kind=run.kind, state=RunState.DONE, imported__gt=0)
    return earlier.exclude(pk=run.pk).order_by("-finished_at").first()


def to_go_on_with(*, digest: str, kind: str) -> ImportRun | None:
    """A run of the very same file that was stopped midway, by a kill or a refusal."""
    stopped = ImportRun.objects.filter(
        digest=digest, kind=kind, state__in=(RunState.RUNNING, RunState.FAILED)
    )
    return stopped.select_related("by").order_by("-pk").first()


def is_numbered_here(run: ImportRun) -> bool:
    """Whether numbers of its list came in before, where a number tells a row of that kind."""
    if not run.mapping.get("id"):
        return False
    if run.kind == ImportKind.ENQUIRIES:
        return Enquiry.objects.filter(external_system=system_of(run)).exclude(external_key="").exists()
    in_list = Person.objects.filter(external_key__startswith=f"{run.system}:")
    return run.kind == ImportKind.PERSONS and in_list.exists()


def by_reason(reasons: dict[str, int]) -> list[tuple[str, int]]:
    """The most frequent first, with the field as it is called on screen."""
    most = sorted(reasons.items(), key=lambda one: -one[1])
    return [(readable(reason), count) for reason, count in most]


def columns(opened: Opened) -> list[tuple[str, list[str]]]:
    """Each column of the file with its first few values, for choosing."""
    lines = opened.source.sample(LISTED)
    return [
        (header, [str(line.cells[place])[:60] for line in lines if line.cells[place] not in (None, "")][:3])
        for place, header in enumerate(opened.source.headers)
    ]


def unknown_sellers(opened: Opened) -> dict[str, int]:
    """The names that the file gives to sellers and nobody here has, with how many rows name them."""
    if opened.run.kind != ImportKind.ENQUIRIES:
        return {}
    known = {name for name, user in sellers_by_name().items() if user.is_active}
    return {name: count for name, count in opened.found.owners.items() if name.casefold() not in known}


def users() -> QuerySet[User]:
    return User.objects.filter(is_active=True).order_by("name", "email")


def job_progress(run: ImportRun) -> int:
    """From 0 to 100. The number of rows was counted when the file was read, and may be a little too high."""
    return min(100, run.read * 100 // run.total) if run.total else 0


def kept_rows(run: ImportRun) -> list[Kept]:
    """What stayed when the file was taken out, by name, because somebody needs it."""
    found: dict[str, list[int]] = {}
    for name in run.kept[:MOST_NAMED]:
        kind, _colon, pk = name.partition(":")
        found.setdefault(kind, []).append(int(pk))
    enquiries = list(Enquiry.objects.filter(pk__in=found.get(ENQUIRY, [])).select_related("person"))
    persons = list(Person.objects.filter(pk__in=found.get(PERSON, [])))
    name_all([*(one.person for one in enquiries), *persons])
    organisations = Organisation.objects.filter(pk__in=found.get(ORGANISATION, []))
    offers = Offer.objects.filter(pk__in=found.get(OFFER, []))
    return [
        *(
            Kept(
                _("Enquiry of %(person)s") % {"person": one},
                reverse("marketing:enquiry", args=[one.pk]),
            )
            for one in enquiries
        ),
        *(Kept(str(one), reverse("people:person", args=[one.pk])) for one in persons),
        *(Kept(str(one), reverse("people:organisation", args=[one.pk])) for one in organisations),
        *(Kept(str(one), one.get_absolute_url()) for one in offers),
    ]


def rejected_batches(run: ImportRun) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Every rejected row in the order of the file: number, reason, and the row as it was read."""
    rows = run.rejected_rows.order_by("number").values_list("number", "reason", "raw")
    for number, reason, raw in rows.iterator(chunk_size=1000):
        yield number, reason, dict(raw)
