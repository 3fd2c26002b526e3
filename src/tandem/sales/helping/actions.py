import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.followers import announce
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.helping.models import Asked
from tandem.sales.helping.rules import must_be, must_be_mark, must_fit
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.rules import must_be_open
from tandem.sales.opportunities.words import ORIGIN
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.playbook.counting import recount
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.words import LineKind


@transaction.atomic
def ask(
    *, opportunity: Opportunity, question: GuideLine, by: Actor, at: datetime.datetime, words: str = ""
) -> JournalLine | None:
    """A question was asked. What they answered goes on their timeline in their words; later words are one
    more entry there. Nothing happens where it was ticked already and nothing new was heard.
    """
    must_change_sales(by)
    must_be_open(opportunity)
    must_be(question, LineKind.QUESTION)
    must_fit(words)
    who = by if isinstance(by, User) else None
    asked, is_new = Asked.objects.get_or_create(
        opportunity=opportunity, question=question, defaults={"at": at, "by": who}
    )
    if not is_new and not words.strip():
        return None
    before = {"entry": asked.entry_id}
    if words.strip():
        asked.entry = note_answer(opportunity, question, words, by=by, at=at)
        asked.save(update_fields=["entry"])
    after = {"opportunity": opportunity.pk, "entry": asked.entry_id, "is_new": is_new}
    return record(by=by, at=at, verb="sales.question.asked", row=asked, before=before, after=after)


def note_answer(
    opportunity: Opportunity, question: GuideLine, words: str, *, by: Actor, at: datetime.datetime
) -> Entry:
    """They said it to us: how and when the talk was, and so the first answer, is noted where talks are."""
    return note(
        person=opportunity.person,
        by=by,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INCOMING,
        kind=Kind.NOTE,
        title=question.words,
        words=words,
        theirs=True,
        origin=ORIGIN,
        origin_id=opportunity.pk,
    )


@transaction.atomic
def say(
    *, opportunity: Opportunity, answer: GuideLine, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """One of our answers was given. The same one twice counts once."""
    must_change_sales(by)
    must_be_open(opportunity)
    must_be(answer, LineKind.ANSWER)
    who = by if isinstance(by, User) else None
    said, is_new = Said.objects.get_or_create(
        opportunity=opportunity, answer=answer, defaults={"at": at, "by": who}
    )
    if not is_new:
        return None
    recount([answer.pk])
    after = {"opportunity": opportunity.pk, "answer": answer.pk}
    return record(by=by, at=at, verb="sales.answer.given", row=said, after=after)


@transaction.atomic
def mark(
    *, said: Said, expected_version: int, mark: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """Whether it helped, as the seller saw it; without a mark the end of the opportunity tells."""
    must_change_sales(by)
    must_be_mark(mark)
    changed = change(said, expected_version=expected_version, mark=mark, marked_at=at if mark else None)
    if "mark" not in changed.after:
        return None
    recount([said.answer_id])
    before, after = changed.before, changed.after
    return record(by=by, at=at, verb="sales.answer.marked", row=said, before=before, after=after)


def row_of(line: JournalLine, model: type[Asked] | type[Said]) -> Any:
    row = model._default_manager.filter(pk=line.row_id or 0).first()
    if row is None:
        raise Refused(_("It is not there any more."))
    return row


def undo_asked(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """What they answered is off the timeline again, and the tick with the first of it; else what they had
    answered before stands again.
    """
    must_change_sales(by)
    asked: Asked = row_of(line, Asked)
    if asked.entry_id != line.after["entry"]:
        raise Refused(_("They said more since. Nothing was undone."))
    entry = asked.entry
    if line.after["is_new"]:
        asked.delete()
    else:
        asked.entry = Entry.objects.filter(pk=line.before.get("entry") or 0).first()
        asked.save(update_fields=["entry"])
    if entry is not None:
        entry_id, person_id = entry.pk, entry.person_id
        entry.delete()
        announce("people.unnoted", at=at, person_id=person_id, entry_ids=[entry_id])


def undo_given(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_sales(by)
    said: Said = row_of(line, Said)
    if said.mark:
        raise Refused(_("Whether it helped is noted already. Take that out first."))
    said.delete()
    recount([said.answer_id])


def undo_marked(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    said: Said = row_of(line, Said)
    if said.mark != line.after["mark"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    before = line.before["mark"]
    must_change_sales(by)
    must_be_mark(before)
    change(said, mark=before, marked_at=at if before else None)
    recount([said.answer_id])
