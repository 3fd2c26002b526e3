"""Hearing enquiries and telling what became of them. Everything that comes in comes through `hear` or
`hear_many`.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.actions import channels_for_many
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import documents, known_keys, with_keys
from tandem.marketing.enquiries.rules import (
    must_be_a_reason,
    must_be_sound,
    must_capture,
    must_change_marketing,
)
from tandem.marketing.enquiries.touches import FirstTouches, first_touches, touch_told
from tandem.marketing.enquiries.words import (
    BACKLOG_AFTER,
    MEDIUM_OF_CAMPAIGN,
    TOLD_BY_DOOR,
    TOLD_BY_MEDIUM,
    Became,
    Duplicate,
    Heard,
    SetAsideReason,
    State,
)
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change
from tandem.office.changes.inserting import insert_many, new_row, update_many
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import gathered, index, remove
from tandem.people.organisations.words import one_line, some_lines
from tandem.people.persons.actions import Matched, match_or_add_many
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note_many
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose

ORIGIN = "marketing.enquiry"
# The columns that tell where an enquiry stands; handover puts them back when a step is undone.
STANDING = ("state", "passed_at", "accepted_at", "declined_at", "declined_reason", "nurture_until")
WHERE_IT_STANDS = (*STANDING, "outcome", "outcome_at", "first_sale_minor")
AT_ONCE = 1000
LINES = {"segment": 80, "interest": 200, "promised": 250, "wanted_by": 120}
_standing_of = itemgetter(*WHERE_IT_STANDS)
# Says where a new enquiry stands: given its place among the rows, and the enquiry before it is written.
Stand = Callable[[int, Enquiry], None]


@transaction.atomic
def hear(
    *,
    contact: Contact,
    by: Actor,
    at: datetime.datetime,
    heard_at: datetime.datetime,
    door: str,
    source: str = "",
    medium: str = "",
    campaign: Campaign | None = None,
    words: str = "",
    interest: str = "",
    segment: str = "",
    promised: str = "",
    wanted_by: str = "",
    first_touch: dict[str, Any] | None = None,
    last_touch: dict[str, Any] | None = None,
    external_system: str = "",
    external_key: str = "",
    person: Person | None = None,
) -> Enquiry:
    """Somebody asked, where `person` is given that one. The same key of the same program again gives the
    enquiry that was heard the first time.
    """
    row = Heard(
        contact=contact,
        heard_at=heard_at,
        door=door,
        source=source,
        medium=medium,
        campaign=campaign,
        words=words,
        interest=interest,
        segment=segment,
        promised=promised,
        wanted_by=wanted_by,
        first_touch=first_touch or {},
        last_touch=last_touch or {},
        external_system=external_system,
        external_key=external_key,
        person=person,
    )
    enquiry, _line = hear_row(row=row, by=by, at=at)
    return enquiry


def hear_row(*, row: Heard, by: Actor, at: datetime.datetime) -> tuple[Enquiry, JournalLine | None]:
    """The enquiry of one row, and where it is new its journal line: the same key of the same program again
    is not. Call it in a transaction.
    """
    [heard] = write_down([row], by=by, at=at, import_id=None)
    if isinstance(heard, Duplicate):
        return Enquiry.objects.select_related("person").get(pk=heard.enquiry_id), None
    after = {"person": heard.person_id, "channel": heard.channel_id, "door": heard.door}
    verb = "marketing.enquiry.heard"
    heard.told_in = record(by=by, at=at, happened_at=heard.heard_at, verb=verb, row=heard, after=after)
    return heard, heard.told_in


@transaction.atomic
def hear_many(
    *,
    rows: Sequence[Heard],
    by: Actor,
    at: datetime.datetime,
    import_id: int | None = None,
    stand: Stand | None = None,
) -> list[Enquiry | Duplicate]:
    """A batch of enquiries, in the order of `rows`, with as many queries for a thousand as for one.

    A list tells more than that somebody asked: by `stand` an enquiry is written once, as it stands now, and
    its indexes of where it stands with it. The caller sees to all that follows from it.
    """
    heard = write_down(rows, by=by, at=at, import_id=import_id, stand=stand)
    new = [one for one in heard if isinstance(one, Enquiry)]
    if new:
        note = ngettext("%d enquiry", "%d enquiries", len(new)) % len(new)
        after = {"first": new[0].pk, "last": new[-1].pk, "count": len(new), "import": import_id}
        record(by=by, at=at, verb="marketing.enquiry.heard_many", after=after, note=note)
    return heard


def write_down(
    rows: Sequence[Heard],
    *,
    by: Actor,
    at: datetime.datetime,
    import_id: int | None,
    stand: Stand | None = None,
) -> list[Enquiry | Duplicate]:
    """Persons, enquiries, timeline and search of the rows that are new, and the fact that they were heard."""
    must_capture(by)
    for row in rows:
        must_be_sound(row, at=at)
    heard, fresh = sorted_out(rows)
    with gathered():
        new = write_new(fresh, by=by, at=at, import_id=import_id, stand=stand)
    for (place, _row), enquiry in zip(fresh, new, strict=True):
        heard[place] = enquiry
    if new:
        announce("marketing.heard", at=at, enquiry_ids=[enquiry.pk for enquiry in new])
    return [in_this_batch(one, heard) for one in heard]


def write_new(
    fresh: Sequence[tuple[int, Heard]],
    *,
    by: Actor,
    at: datetime.datetime,
    import_id: int | None,
    stand: Stand | None,
) -> list[Enquiry]:
    rows = [row for _place, row in fresh]
    persons = persons_of(rows, by=by, at=at, import_id=import_id)
    pairs = [channel_pair(row) for row in rows]
    channels = channels_for_many(pairs=pairs, import_id=import_id)
    new = [
        enquiry_of(row, matched.person, channels[pair], at=at, import_id=import_id)
        for row, matched, pair in zip(rows, persons, pairs, strict=True)
    ]
    if import_id is None:
        known = {matched.person.pk for matched in persons if not matched.created}
        tell_touches(rows, new, pairs, first_touches(known) if known else {})
    if stand is not None:
        for (place, _row), enquiry in zip(fresh, new, strict=True):
            stand(place, enquiry)
    insert_many(new)
    if new:
        note_many(entries=entries_of(new, by=by, at=at), at=at)
        index(documents(new))
    return new


def persons_of(
    rows: Sequence[Heard], *, by: Actor, at: datetime.datetime, import_id: int | None
) -> list[Matched]:
    """Who asked, in the order of `rows`: found by what is told of them, unless we know already."""
    told = [row.contact for row in rows if row.person is None]
    found = iter(match_or_add_many(contacts=told, by=by, at=at, import_id=import_id) if told else [])
    return [Matched(row.person, created=False) if row.person else next(found) for row in rows]


def sorted_out(rows: Sequence[Heard]) -> tuple[list[Any], list[tuple[int, Heard]]]:
    """Each row's answer as far as it is known (a Duplicate, or the place of the same key above), and the
    new ones.
    """
    known = known_keys({(row.external_system, row.external_key) for row in rows if row.external_key})
    seen: dict[tuple[str, str], int] = {}
    answers: list[Any] = [None] * len(rows)
    fresh: list[tuple[int, Heard]] = []
    for place, row in enumerate(rows):
        key = (row.external_system, row.external_key)
        if row.external_key and key in known:
            answers[place] = Duplicate(known[key], row.external_key)
        elif row.external_key and key in seen:
            answers[place] = seen[key]
        else:
            seen[key] = place
            fresh.append((place, row))
    return answers, fresh


def in_this_batch(answer: Any, heard: list[Any]) -> Enquiry | Duplicate:
    """A row whose key stood further up in the same batch is a duplicate of that one."""
    if isinstance(answer, int):
        first: Enquiry = heard[answer]
        return Duplicate(first.pk, first.external_key)
    enquiry: Enquiry | Duplicate = answer
    return enquiry


def channel_pair(row: Heard) -> tuple[str, str]:
    """Where they found us: as told, else as the campaign tells, else not known, by whatever door they came.

    That they rang says nothing of where they had heard of us; a channel “By phone” would look as if it did.
    """
    if row.source or row.medium:
        return one_line(row.source), one_line(row.medium)
    return "", MEDIUM_OF_CAMPAIGN.get(row.campaign.kind, "") if row.campaign else ""


def enquiry_of(
    row: Heard, person: Person, channel: Channel, *, at: datetime.datetime, import_id: int | None
) -> Enquiry:
    lines = {name: one_line(getattr(row, name)) for name in LINES}
    # What is too long for its line is kept whole with their words.
    whole = [some_lines(row.words), *(line for name, line in lines.items() if len(line) > LINES[name])]
    return new_row(
        Enquiry,
        {"person": person, "channel": channel, "campaign": row.campaign},
        organisation_id=person.organisation_id,
        door=row.door,
        words="\n".join(filter(None, whole)),
        first_touch=row.first_touch,
        last_touch=row.last_touch,
        external_system=row.external_system,
        external_key=row.external_key,
        heard_at=row.heard_at,
        recorded_at=at,
        backlog=at - row.heard_at > BACKLOG_AFTER,
        import_id=import_id,
        **{name: line[: LINES[name]] for name, line in lines.items()},
    )


def tell_touches(
    rows: Sequence[Heard], enquiries: list[Enquiry], pairs: list[tuple[str, str]], firsts: FirstTouches
) -> None:
    """This touch is the last one; the first is the one by which the person first became known to us."""
    for row, enquiry, pair in zip(rows, enquiries, pairs, strict=True):
        enquiry.last_touch = touch_told(row, pair)
        heard_at, first = firsts.get(enquiry.person_id, (enquiry.heard_at, {}))
        earlier = first if heard_at <= enquiry.heard_at else {}
        enquiry.first_touch = row.first_touch or earlier or enquiry.last_touch


def entries_of(enquiries: Sequence[Enquiry], *, by: Actor, at: datetime.datetime) -> list[Entry]:
    """How each asked, for the timelines."""
    author = by.pk if isinstance(by, User) else None
    ways = {(enquiry.door, enquiry.channel.medium) for enquiry in enquiries}
    told = {way: str(TOLD_BY_MEDIUM.get(way[1], TOLD_BY_DOOR[way[0]])) for way in ways}
    return [
        new_row(
            Entry,
            person_id=enquiry.person_id,
            at=enquiry.heard_at,
            recorded_at=at,
            by_id=author,
            purpose=Purpose.MARKETING,
            direction=Direction.INCOMING,
            kind=Kind.ENQUIRY,
            title=told[enquiry.door, enquiry.channel.medium],
            words=enquiry.words or enquiry.interest,
            theirs=bool(enquiry.words),
            origin=ORIGIN,
            origin_id=enquiry.pk,
            import_id=enquiry.import_id,
        )
        for enquiry in enquiries
    ]


@transaction.atomic
def correct(
    *, enquiry: Enquiry, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """Channel, campaign and what we noted may be put right. Their words and when they asked are never
    overwritten.
    """
    must_change_marketing(by)
    if unknown := set(columns) - {"channel_id", "campaign_id", *LINES}:
        raise TypeError(f"correct does not change {sorted(unknown)}")
    for name in set(columns) & set(LINES):
        columns[name] = one_line(columns[name])[: LINES[name]]
    changed = change(enquiry, expected_version=expected_version, **columns)
    if not changed:
        return None
    return told(enquiry, "corrected", changed, by=by, at=at)


@transaction.atomic
def set_aside(
    *, enquiry: Enquiry, expected_version: int, reason: str, by: Actor, at: datetime.datetime
) -> JournalLine:
    must_change_marketing(by)
    must_be_a_reason(reason)
    if enquiry.state not in (State.HEARD, State.DECLINED):
        raise Refused(_("This one is with sales, or set aside already. Nothing was changed."))
    columns = {"state": State.SET_ASIDE, "set_aside_at": at, "set_aside_reason": reason}
    changed = change(enquiry, expected_version=expected_version, **columns)
    return told(enquiry, "set_aside", changed, by=by, at=at, note=str(SetAsideReason(reason).label))


@transaction.atomic
def take_up_again(*, enquiry: Enquiry, by: Actor, at: datetime.datetime) -> JournalLine:
    """One that was set aside stands again where it stood before."""
    must_change_marketing(by)
    if enquiry.state != State.SET_ASIDE:
        raise Refused(_("This one is not set aside. Nothing was changed."))
    state = State.DECLINED if enquiry.declined_at else State.HEARD
    changed = change(enquiry, state=state, set_aside_at=None, set_aside_reason="", joined_to_id=None)
    return told(enquiry, "taken_up", changed, by=by, at=at)


def told(
    enquiry: Enquiry, verb: str, changed: Change, *, by: Actor, at: datetime.datetime, note: str = ""
) -> JournalLine:
    announce("marketing.changed", at=at, enquiry_ids=[enquiry.pk])
    return record(
        by=by,
        at=at,
        verb=f"marketing.enquiry.{verb}",
        row=enquiry,
        before=changed.before,
        after=changed.after,
        note=note,
    )


@transaction.atomic
def remove_imported(*, import_id: int, keep: set[int], by: Actor, at: datetime.datetime) -> None:
    """Takes out what one import brought in, but for the enquiries in `keep`. The caller knows who may."""
    ids = Enquiry.objects.filter(import_id=import_id).order_by("pk").values_list("pk", flat=True)
    gone = [pk for pk in ids if pk not in keep]
    for start in range(0, len(gone), AT_ONCE):
        remove_many(enquiry_ids=gone[start : start + AT_ONCE], by=by, at=at)


@transaction.atomic
def remove_many(*, enquiry_ids: Sequence[int], by: Actor, at: datetime.datetime) -> int:
    """Takes enquiries out again that were brought in by mistake (an import undone). The caller knows who
    may.
    """
    rows = list(Enquiry.objects.filter(pk__in=enquiry_ids))
    if not rows:
        return 0
    ids = [enquiry.pk for enquiry in rows]
    Entry.objects.filter(origin=ORIGIN, origin_id__in=ids).delete()
    remove(ORIGIN, ids)
    Enquiry.objects.filter(pk__in=ids).delete()
    note = ngettext("%d enquiry", "%d enquiries", len(ids)) % len(ids)
    record(by=by, at=at, verb="marketing.enquiry.removed", before={"count": len(ids)}, note=note)
    announce("marketing.removed", at=at, enquiry_ids=ids)
    return len(ids)


# What handover calls down. It checks who may, keeps the journal and announces what was decided.


def mark_passed(
    *, enquiry: Enquiry, expected_version: int, happened_at: datetime.datetime, at: datetime.datetime
) -> Change:
    """With sales now. One that was declined counts as declined until sales accepts it, so that stays."""
    return change(
        enquiry,
        expected_version=expected_version,
        state=State.PASSED,
        passed_at=happened_at,
        nurture_until=None,
    )


def mark_accepted(*, enquiry: Enquiry, happened_at: datetime.datetime, at: datetime.datetime) -> Change:
    return change(enquiry, state=State.ACCEPTED, accepted_at=happened_at)


def take_back(
    *,
    enquiry: Enquiry,
    reason: str,
    happened_at: datetime.datetime,
    nurture_until: datetime.date | None,
    at: datetime.datetime,
) -> Change:
    """Sales said no, with a reason: marketing stays in touch, until `nurture_until` where a day was named."""
    return change(
        enquiry,
        state=State.DECLINED,
        declined_at=happened_at,
        declined_reason=reason,
        nurture_until=nurture_until,
    )


def put_back(*, enquiry: Enquiry, before: dict[str, Any], at: datetime.datetime) -> Change:
    """Undoes a step: `before` is what the journal kept of it."""
    fields: dict[str, Any] = {name: Enquiry._meta.get_field(name) for name in STANDING if name in before}
    return change(enquiry, **{name: field.to_python(before[name]) for name, field in fields.items()})


def record_outcomes(*, outcomes: Mapping[int, Became], at: datetime.datetime) -> list[int]:
    """What became of enquiries at sales. Returns those for whom it is news; two statements however many
    there are.
    """
    news = []
    for enquiry in with_keys(keys=outcomes):
        became = outcomes[enquiry.pk]
        if Became(enquiry.outcome, enquiry.outcome_at, enquiry.first_sale_minor) != became:
            # The version stays: nobody edits these columns, so no open form is out of date by this.
            stand_as(enquiry, became)
            news.append(enquiry)
    write_standing(enquiries=news, at=at)
    return [enquiry.pk for enquiry in news]


def stand_as(enquiry: Enquiry, became: Became) -> None:
    enquiry.outcome, enquiry.outcome_at = became.outcome, became.at
    enquiry.first_sale_minor = became.first_sale_minor


def where_it_stands(enquiry: Enquiry) -> tuple[Any, ...]:
    stands: tuple[Any, ...] = _standing_of(enquiry.__dict__)
    return stands


def write_standing(*, enquiries: Sequence[Enquiry], at: datetime.datetime) -> None:
    """Where enquiries stand, as set on the rows in hand; one statement a chunk."""
    update_many(enquiries, [*WHERE_IT_STANDS, "version"])


def undo_set_aside(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    take_up_again(enquiry=Enquiry.objects.get(pk=line.row_id or 0), by=by, at=at)


def undo_taken_up(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    enquiry = Enquiry.objects.get(pk=line.row_id or 0)
    reason = line.before["set_aside_reason"]
    set_aside(enquiry=enquiry, expected_version=enquiry.version, reason=reason, by=by, at=at)
    change(enquiry, joined_to_id=line.before.get("joined_to_id"))


def undo_corrected(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    enquiry = Enquiry.objects.get(pk=line.row_id or 0)
    if any(getattr(enquiry, name) != value for name, value in line.after.items()):
        raise Refused(_("It was changed again since. Nothing was undone."))
    correct(enquiry=enquiry, expected_version=enquiry.version, by=by, at=at, **line.before)


def undo_heard(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """An enquiry that nobody did anything with yet may be taken out again; the person stays."""
    must_capture(by)
    enquiry = Enquiry.objects.filter(pk=line.row_id or 0).first()
    if enquiry is None or enquiry.state != State.HEARD or enquiry.version > 1:
        raise Refused(_("Somebody has worked with this enquiry since, so it stays. Set it aside instead."))
    remove_many(enquiry_ids=[enquiry.pk], by=by, at=at)


UNDO = {
    "marketing.enquiry.set_aside": undo_set_aside,
    "marketing.enquiry.taken_up": undo_taken_up,
    "marketing.enquiry.corrected": undo_corrected,
    "marketing.enquiry.heard": undo_heard,
}
