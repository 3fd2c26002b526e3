import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F

from tandem.handover.agreement.models import Agreement, Criterion, Proposal
from tandem.handover.agreement.queries import current_agreement, open_proposal, terms_of
from tandem.handover.agreement.rules import must_agree, must_be_sound
from tandem.handover.agreement.telling import keep_back_letters
from tandem.handover.agreement.terms import (
    Criteria,
    Terms,
    differing,
    tidy_criteria,
    tidy_reasons,
    usual_terms,
)
from tandem.handover.agreement.words import ProposalState
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Stale
from tandem.office.journal.actions import record


@transaction.atomic
def agree(
    *,
    criteria: Criteria,
    by: Actor,
    at: datetime.datetime,
    decline_reasons: Sequence[str] | None = None,
    least_ticks: int | None = None,
    expected_number: int | None = None,
    **promises: Any,
) -> Agreement:
    """The next version, by somebody whose name counts for both sides.

    `criteria` are sentences with a detail each, `promises` are named as in `Terms`; what is not said stays as
    it is. With `expected_number` (the version that was on the screen), a version that somebody else made
    meanwhile raises Stale. What the other side was asked for before this is overtaken.
    """
    must_agree(by)
    take_turn(Turn.AGREEING)
    before = current_agreement()
    terms = said(before, criteria, decline_reasons, least_ticks, promises)
    must_be_sound(terms)
    must_be_newest(before, expected_number, terms)
    if asked := open_proposal():
        overtake(asked, by=by, at=at)
    person = person_of(by)
    return next_version(before, terms, marketing=person, sales=person, by=by, at=at)


def said(
    before: Agreement,
    criteria: Criteria,
    reasons: Sequence[str] | None,
    least_ticks: int | None,
    promises: dict[str, Any],
) -> Terms:
    ticks, stands = tidy_criteria(criteria), terms_of(before) if before.pk else usual_terms()
    return replace(
        stands,
        criteria=ticks,
        decline_reasons=stands.decline_reasons if reasons is None else tidy_reasons(reasons),
        least_ticks=max(len(ticks) - 1, 1) if least_ticks is None else least_ticks,
        **promises,
    )


def must_be_newest(current: Agreement, expected_number: int | None, terms: Terms) -> None:
    if expected_number is not None and current.number != expected_number:
        raise Stale(current, terms.columns())


def person_of(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


def next_version(
    before: Agreement,
    terms: Terms,
    *,
    marketing: User | None,
    sales: User | None,
    by: Actor,
    at: datetime.datetime,
) -> Agreement:
    """The one way in which a version is made; call it in your turn.

    Each passing keeps the version that it was made under, so nothing old is judged anew.
    """
    agreement = Agreement.objects.create(
        number=before.number + 1,
        **terms.columns(),
        agreed_at=at,
        agreed_for_marketing=marketing,
        agreed_for_sales=sales,
    )
    Criterion.objects.bulk_create(
        Criterion(agreement=agreement, position=place, words=words, detail=detail)
        for place, (words, detail) in enumerate(terms.criteria, start=1)
    )
    old, new = differing(terms_of(before), terms)
    names = {"agreed_for_marketing": pk_of(marketing), "agreed_for_sales": pk_of(sales)}
    verb = "handover.agreement.agreed"
    record(by=by, at=at, verb=verb, row=agreement, before=old, after={**new, **names})
    return agreement


def pk_of(person: User | None) -> int | None:
    return person.pk if person else None


def overtake(proposal: Proposal, *, by: Actor, at: datetime.datetime) -> None:
    change(proposal, state=ProposalState.OVERTAKEN, ended_at=at, ended_by=person_of(by))
    keep_back_letters(proposal, at=at)
    record(by=by, at=at, verb="handover.agreement.overtaken", row=proposal)


@transaction.atomic
def ensure_agreement(*, at: datetime.datetime) -> Agreement:
    """The agreement in force; a first one with usual sentences where the desks have not agreed on one yet.

    Nobody's name stands under that one, and what is proposed meanwhile is held against it from now on.
    """
    current = current_agreement()
    if current.pk:
        return current
    take_turn(Turn.AGREEING)
    if (made_meanwhile := current_agreement()).pk:
        return made_meanwhile
    made = next_version(current, usual_terms(), marketing=None, sales=None, by=None, at=at)
    open_ones = Proposal.objects.filter(state=ProposalState.OPEN)
    open_ones.update(from_number=made.number, version=F("version") + 1)
    return made
