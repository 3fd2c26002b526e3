"""A change that one side asks for and the other side agrees to: two names, one version."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.handover.agreement.actions import must_be_newest, next_version, person_of
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.queries import current_agreement, open_proposal, proposals, terms_of
from tandem.handover.agreement.rules import (
    must_answer,
    must_be_open,
    must_be_proposer,
    must_be_short,
    must_be_sound,
    must_change_something,
    must_propose,
    sides_of,
)
from tandem.handover.agreement.telling import (
    keep_back_letters,
    send_letters_after_all,
    tell_the_other_side,
)
from tandem.handover.agreement.terms import Terms, differing, terms_from
from tandem.handover.agreement.words import ProposalState, Side
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def propose(
    *, terms: Terms, expected_number: int, by: Actor, at: datetime.datetime, note: str = ""
) -> Proposal:
    """One side asks for a change. Nothing changes until somebody of the other side agrees."""
    side = must_propose(by)
    take_turn(Turn.AGREEING)
    must_be_newest(current_agreement(), expected_number, terms)
    if waits := open_proposal():
        raise Refused(
            _("%(name)s has proposed a change that is not answered yet. One at a time.")
            % {"name": waits.proposed_by or _("Somebody")}
        )
    return put(side, terms, note, "proposed", by=by, at=at)


def put(
    side: Side,
    terms: Terms,
    note: str,
    verb: str,
    *,
    by: Actor,
    at: datetime.datetime,
    instead_of: Proposal | None = None,
) -> Proposal:
    """The proposal itself, its line and its letters; call it in your turn."""
    current = current_agreement()
    before = terms_of(current)
    must_be_sound(terms)
    must_change_something(before, terms, current)
    must_be_short(note.strip(), "note")
    proposal = Proposal.objects.create(
        side=side,
        terms=terms.as_json(),
        from_number=current.number,
        note=note.strip(),
        proposed_at=at,
        proposed_by=person_of(by),
        instead_of=instead_of,
    )
    old, new = differing(before, terms)
    verb = f"handover.agreement.{verb}"
    record(by=by, at=at, verb=verb, row=proposal, before=old, after=new, note=proposal.note)
    tell_the_other_side(proposal, before, terms, at=at)
    return proposal


def in_turn(proposal: Proposal, expected_version: int) -> Proposal:
    """The proposal as it stands, now that it is our turn: of two who answer at once, one is told so."""
    take_turn(Turn.AGREEING)
    now = proposals().get(pk=proposal.pk)
    current, asked = current_agreement(), terms_from(now.terms)
    if now.state == ProposalState.OVERTAKEN or (now.is_open and now.from_number != current.number):
        raise Stale(current, asked.columns())
    must_be_open(now)
    if now.version != expected_version:
        raise Stale(now, {"note": now.note})
    return now


def end(
    proposal: Proposal, state: ProposalState, *, by: Actor, at: datetime.datetime, answer: str = ""
) -> None:
    change(proposal, state=state, ended_at=at, ended_by=person_of(by), answer=answer)
    keep_back_letters(proposal, at=at)


@transaction.atomic
def agree_to(*, proposal: Proposal, expected_version: int, by: Actor, at: datetime.datetime) -> Agreement:
    """The second name: what was proposed is the next version, with both names under it."""
    must_answer(proposal, by)
    asked = in_turn(proposal, expected_version)
    end(asked, ProposalState.AGREED, by=by, at=at)
    first, second = asked.proposed_by, person_of(by)
    if first is None or not first.is_active or Side(asked.side) not in sides_of(first):
        raise Refused(_("Who proposed it is no longer at that desk. Send it back, and propose it anew."))
    marketing, sales = (first, second) if asked.side == Side.MARKETING else (second, first)
    terms = terms_from(asked.terms)
    made = next_version(current_agreement(), terms, marketing=marketing, sales=sales, by=by, at=at)
    change(asked, agreement=made)
    return made


@transaction.atomic
def send_back(
    *, proposal: Proposal, expected_version: int, answer: str, by: Actor, at: datetime.datetime
) -> JournalLine:
    """The other side does not agree, and says why in a word."""
    must_answer(proposal, by)
    answer = answer.strip()
    if not answer:
        raise Refused(_("Say in a word why: the next proposal will fit better."), field="answer")
    must_be_short(answer, "answer")
    asked = in_turn(proposal, expected_version)
    end(asked, ProposalState.SENT_BACK, by=by, at=at, answer=answer)
    return record(by=by, at=at, verb="handover.agreement.sent_back", row=asked, note=answer)


@transaction.atomic
def propose_instead(
    *,
    proposal: Proposal,
    expected_version: int,
    terms: Terms,
    by: Actor,
    at: datetime.datetime,
    note: str = "",
) -> Proposal:
    """The other side would have it differently: now it is the first side's turn to answer."""
    must_answer(proposal, by)
    asked = in_turn(proposal, expected_version)
    if terms == terms_from(asked.terms):
        raise Refused(_("This is what they proposed. You can simply agree to it."))
    end(asked, ProposalState.COUNTERED, by=by, at=at)
    side = asked.other_side
    return put(side, terms, note, "countered", by=by, at=at, instead_of=asked)


@transaction.atomic
def withdraw(*, proposal: Proposal, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine:
    """Whoever proposed it thinks better of it."""
    must_be_proposer(proposal, by)
    asked = in_turn(proposal, expected_version)
    end(asked, ProposalState.WITHDRAWN, by=by, at=at)
    return record(by=by, at=at, verb="handover.agreement.withdrawn", row=asked)


# Undo: only while nothing came after it. A version that both names stand under is changed by the next one.


def proposal_of(line: JournalLine) -> Proposal:
    take_turn(Turn.AGREEING)
    proposal = proposals().filter(pk=line.row_id or 0).first()
    if proposal is None:
        raise Refused(_("This can no longer be undone. Nothing was changed."))
    return proposal


def reopen(proposal: Proposal, *, at: datetime.datetime) -> None:
    if open_proposal() or current_agreement().number != proposal.from_number:
        raise Refused(_("Something else was proposed or agreed on since. Nothing was undone."))
    change(proposal, state=ProposalState.OPEN, ended_at=None, ended_by=None, answer="")
    send_letters_after_all(proposal, at=at)


def undo_proposed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    proposal = proposal_of(line)
    must_be_proposer(proposal, by)
    must_be_open(proposal)
    end(proposal, ProposalState.WITHDRAWN, by=by, at=at)


def undo_countered(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The first proposal waits for an answer again."""
    undo_proposed(line=line, by=by, at=at)
    first = proposal_of(line).instead_of
    if first is not None:
        reopen(first, at=at)


def undo_sent_back(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    proposal = proposal_of(line)
    must_answer(proposal, by)
    must_have_ended(proposal, ProposalState.SENT_BACK)
    reopen(proposal, at=at)


def undo_withdrawn(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    proposal = proposal_of(line)
    must_be_proposer(proposal, by)
    must_have_ended(proposal, ProposalState.WITHDRAWN)
    reopen(proposal, at=at)


def must_have_ended(proposal: Proposal, state: ProposalState) -> None:
    if proposal.state != state:
        raise Refused(_("Something else became of this since. Nothing was undone."))


UNDO = {
    "handover.agreement.proposed": undo_proposed,
    "handover.agreement.countered": undo_countered,
    "handover.agreement.sent_back": undo_sent_back,
    "handover.agreement.withdrawn": undo_withdrawn,
}
