import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypedDict

from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import DOOR_ICONS, NAMELESS, TWIN_WITHIN, SetAsideReason, State
from tandem.office.journal.models import JournalLine
from tandem.office.search.queries import find
from tandem.office.search.words import Document
from tandem.office.statements.kept import Given, kept
from tandem.people.persons.queries import name_all
from tandem.people.timeline.queries import Told

# A list counts no further than this: nobody pages through more.
COUNTED = 10_000
MOST_FOUND = 300
BATCH = 500
MOST_BEFORE = 3
SHOWN_WITH = ("person", "channel", "campaign")
# What a line of the list shows, and no more: long columns stay where they are.
OF_THE_ENQUIRY = (
    "words", "interest", "door", "heard_at", "state", "outcome", "declined_reason", "set_aside_reason",
)  # fmt: skip
SHOWN = (*OF_THE_ENQUIRY, "person__name", "channel__name", "campaign__name")


def known_keys(keys: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The enquiries that were heard before under these keys of other programs."""
    known: dict[tuple[str, str], int] = {}
    for system in {system for system, _key in keys}:
        own = sorted(key for of_system, key in keys if of_system == system)
        # Said twice that it is not blank: SQLite uses the index of keys only where it can read that.
        rows = Enquiry.objects.filter(external_system=system, external_key__among=own).exclude(
            external_key=""
        )
        known |= {(system, key): pk for key, pk in rows.values_list("external_key", "pk")}
    return known


def twins_of(enquiry: Enquiry) -> list[Enquiry]:
    """Enquiries of the same person, or of somebody of the same name, by one door or channel within a day.

    They may be one event, told twice.
    """
    folded = enquiry.person.folded
    same_way = Q(door=enquiry.door)
    if enquiry.channel.is_known:
        same_way |= Q(channel_id=enquiry.channel_id)
    same_person = Q(person_id=enquiry.person_id) | (Q(person__folded=folded) if folded else Q())
    return list(
        Enquiry.objects.filter(
            same_person,
            same_way,
            heard_at__gt=enquiry.heard_at - TWIN_WITHIN,
            heard_at__lt=enquiry.heard_at + TWIN_WITHIN,
        )
        .exclude(pk=enquiry.pk)
        .exclude(state=State.SET_ASIDE)
        .select_related("channel", "person")
        .order_by("heard_at", "id")
    )


def joined_into(enquiry: Enquiry) -> list[Enquiry]:
    """The same event, told again: what was joined to this one, with what it said."""
    return list(Enquiry.objects.filter(joined_to=enquiry).order_by("heard_at", "id"))


def asked_before(enquiry: Enquiry) -> list[Enquiry]:
    """Earlier enquiries of the same person, the latest first; not what was no enquiry."""
    rows = Enquiry.objects.filter(person_id=enquiry.person_id, heard_at__lt=enquiry.heard_at)
    return list(counted_in_desk(rows).exclude(pk=enquiry.pk).order_by("-heard_at", "-id")[:MOST_BEFORE])


@dataclass(frozen=True)
class Sifted:
    """What the list of enquiries shows: by state, channel, campaign and words."""

    state: str = ""
    channel: int | None = None
    campaign: int | None = None
    words: str = ""

    def rows(self) -> "QuerySet[Enquiry, Enquiry]":
        columns: dict[str, Any] = {
            "state": self.state,
            "channel_id": self.channel,
            "campaign_id": self.campaign,
        }
        rows = Enquiry.objects.filter(**{name: value for name, value in columns.items() if value})
        return rows.filter(found_by(self.words)) if self.words.strip() else rows


class CappedPaginator(Paginator[Enquiry]):
    """Pages of a long list that is counted only so far."""

    @cached_property
    def count(self) -> int:
        return min(how_many(self.rows), COUNTED)

    @property
    def rows(self) -> "QuerySet[Enquiry]":
        if not isinstance(self.object_list, QuerySet):
            raise TypeError("a query is needed")
        return self.object_list

    def page(self, number: int | str) -> Page[Enquiry]:
        """The keys first, from an index alone: what is skipped on the way to a late page is never read."""
        at = self.validate_number(number)
        end = min(at * self.per_page, self.count)
        keys = list(self.rows.values_list("pk", flat=True)[(at - 1) * self.per_page : end])
        found = {row.pk: row for row in shown_in_list(keys=keys)}
        name_all(row.person for row in found.values())
        # What was taken out between the two questions is not there any more.
        return Page([found[key] for key in keys if key in found], at, self)


class Line(TypedDict):
    """What the list says of one enquiry. Templates read it half as long as the models behind it."""

    url: str
    who: str
    words: str
    interest: str
    channel: str
    campaign: str
    standing: str
    heard_at: datetime.datetime


def lines_of(enquiries: Iterable[Enquiry]) -> list[Line]:
    folder = reverse("marketing:enquiries")
    return [
        Line(
            url=f"{folder}{one.pk}/",
            who=str(one),
            words=one.words,
            interest=one.interest,
            channel=one.channel.name,
            campaign=one.campaign.name if one.campaign else "",
            standing=one.standing,
            heard_at=one.heard_at,
        )
        for one in enquiries
    ]


@kept(keys=BigIntegerField())
def shown_in_list(keys: Given) -> "QuerySet[Enquiry]":
    return Enquiry.objects.filter(pk__among=keys).select_related(*SHOWN_WITH).only(*SHOWN)


@kept(keys=BigIntegerField())
def with_keys(keys: Given) -> "QuerySet[Enquiry]":
    return Enquiry.objects.filter(pk__among=keys)


def found_by(words: str) -> "Q":
    """Enquiries that hold these words, and those of persons who do: the newest few hundred hits."""
    hits = find(words, limit=MOST_FOUND)
    own = [hit.row_id for hit in hits if hit.kind == "marketing.enquiry"]
    persons = [hit.row_id for hit in hits if hit.kind == "people.person"]
    return Q(pk__in=own) | Q(person_id__in=persons)


def enquiries_with_everything() -> "QuerySet[Enquiry]":
    return Enquiry.objects.select_related("person", "channel", "campaign", "organisation", "joined_to")


def told_on_timelines(ids: list[int]) -> dict[int, Told]:
    """Where an entry on a timeline leads to, and its icon."""
    return {
        pk: Told(url=reverse("marketing:enquiry", args=[pk]), icon=DOOR_ICONS.get(door, ""))
        for pk, door in doors_of(ids=ids)
    }


@kept(ids=BigIntegerField())
def doors_of(ids: Given) -> "QuerySet[Enquiry, Any]":
    return Enquiry.objects.filter(pk__among=ids).values_list("pk", "door")


def how_persons_came(person_ids: list[int]) -> dict[int, str]:
    """What to call those of whom nothing is known, by the door of their first enquiry; one query."""
    rows = Enquiry.objects.filter(person__in=person_ids).order_by("-heard_at", "-pk")
    doors = dict(rows.values_list("person_id", "door"))
    return {person: str(NAMELESS[door]) for person, door in doors.items() if door in NAMELESS}


def heard_line(enquiry: Enquiry) -> JournalLine | None:
    """The journal line of hearing it, to offer its undo. No query right after it was heard."""
    return enquiry.told_in or next(iter(lines_of_hearing(enquiry=enquiry.pk)), None)


@kept(enquiry=BigIntegerField())
def lines_of_hearing(enquiry: Given) -> "QuerySet[JournalLine]":
    lines = JournalLine.objects.filter(kind="marketing.enquiry", row_id=enquiry)
    return lines.filter(verb="marketing.enquiry.heard", undone_at=None).order_by("-pk")[:1]


def heard_of_campaign(campaign: Campaign) -> int:
    return counted_in_desk(Enquiry.objects.filter(campaign=campaign)).count()


def counted_in_desk(rows: "QuerySet[Enquiry]") -> "QuerySet[Enquiry]":
    """Without what was no enquiry at all, or the same one twice."""
    return rows.exclude(
        state=State.SET_ASIDE, set_aside_reason__in=(SetAsideReason.SPAM, SetAsideReason.DUPLICATE)
    )


def how_many(rows: "QuerySet[Enquiry, Enquiry]") -> int:
    """The number of rows, counted no further than one beyond COUNTED."""
    return rows.order_by()[: COUNTED + 1].count()


def documents(enquiries: Iterable[Enquiry]) -> Iterator[Document]:
    """Found by who asked, what about, and in which words."""
    # The folder of their addresses: reverse() for each row of an import would cost more than the row.
    folder = reverse("marketing:enquiries")
    source = iter(enquiries)
    while batch := list(islice(source, BATCH)):
        name_all(enquiry.person for enquiry in batch)
        for enquiry in batch:
            yield Document(
                kind="marketing.enquiry",
                row_id=enquiry.pk,
                title=str(enquiry),
                detail=enquiry.interest or enquiry.words[:120],
                text=" ".join(filter(None, (enquiry.words, enquiry.segment, enquiry.promised))),
                url=f"{folder}{enquiry.pk}/",
                at=enquiry.heard_at,
            )


def every_document() -> Iterator[Document]:
    return documents(Enquiry.objects.select_related("person").iterator(chunk_size=BATCH))
