"""Every version that was agreed on, what it changed, and how many enquiries went by it."""

from dataclasses import dataclass

from django.db.models import Count

from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.queries import as_terms, proposals
from tandem.handover.agreement.terms import Line, Terms, lines_between
from tandem.handover.agreement.words import ProposalState
from tandem.handover.passing.models import Passing
from tandem.handover.passing.words import Decision

ENDED_SHOWN = 20


@dataclass(frozen=True)
class Version:
    """One version with what it changed, and how many enquiries were passed under it."""

    agreement: Agreement
    criteria: tuple[tuple[str, str], ...]
    changes: list[Line]
    passed: int
    proposal: Proposal | None


def versions() -> list[Version]:
    """Every version, the newest first; four queries."""
    rows = Agreement.objects.select_related("agreed_for_marketing", "agreed_for_sales")
    every = list(rows.prefetch_related("criteria").order_by("number"))
    passed, proposed = passed_under(), {row.agreement_id: row for row in proposals().exclude(agreement=None)}
    found: list[Version] = []
    before: Terms | None = None
    for agreement in every:
        terms = as_terms(agreement, agreement.criteria.all())
        changes = lines_between(before, terms) if before else []
        count, proposal = passed.get(agreement.pk, 0), proposed.get(agreement.pk)
        found.append(Version(agreement, terms.criteria, changes, count, proposal))
        before = terms
    return found[::-1]


def passed_under() -> dict[int, int]:
    """How many enquiries were passed under each version, by its key."""
    rows = Passing.objects.exclude(decision=Decision.TAKEN_BACK)
    return dict(rows.exclude(agreement=None).order_by().values_list("agreement").annotate(Count("pk")))


def came_to_nothing() -> list[Proposal]:
    """What was proposed and did not become a version, the newest first."""
    ended = proposals().exclude(state__in=(ProposalState.OPEN, ProposalState.AGREED))
    return list(ended[:ENDED_SHOWN])
