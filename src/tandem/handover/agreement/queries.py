import datetime
from collections.abc import Iterable

from django.db.models import BigIntegerField, DateTimeField, Q, QuerySet

from tandem.handover.agreement.models import Agreement, Criterion, Proposal
from tandem.handover.agreement.terms import PROMISES, Line, Terms, lines_between, terms_from, tidy_criteria
from tandem.handover.agreement.words import ProposalState, Side
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.queries import once
from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import Given, kept

ROLES = {
    Side.MARKETING: (Role.OWNER, Role.BOTH, Role.MARKETING),
    Side.SALES: (Role.OWNER, Role.BOTH, Role.SALES),
}
# So long the one who proposed is told that it came back.
TOLD_FOR = datetime.timedelta(days=7)


def current_agreement() -> Agreement:
    """The newest version; an unsaved one with the number 0 where nothing was agreed yet."""
    return next(iter(newest_agreement()), None) or Agreement(number=0)


@kept()
def newest_agreement() -> "QuerySet[Agreement]":
    rows = Agreement.objects.select_related("agreed_for_marketing", "agreed_for_sales")
    return rows.order_by("-number")[:1]


def agreement_now() -> Agreement:
    """The same for pages, where several panels ask: read once a request."""
    return once("agreement", current_agreement)


def criteria_of(agreement: Agreement) -> list[Criterion]:
    return criteria_in_order(agreement=agreement.pk) if agreement.pk else []


@kept(agreement=BigIntegerField())
def criteria_in_order(agreement: Given) -> "QuerySet[Criterion]":
    return Criterion.objects.filter(agreement=agreement).order_by("position", "id")


def terms_of(agreement: Agreement) -> Terms:
    return as_terms(agreement, criteria_of(agreement))


def as_terms(agreement: Agreement, criteria: Iterable[Criterion]) -> Terms:
    return Terms(
        tidy_criteria((criterion.words, criterion.detail) for criterion in criteria),
        tuple(agreement.decline_reasons),
        **{name: getattr(agreement, name) for name in PROMISES},
    )


# Proposals


def proposals() -> "QuerySet[Proposal]":
    return Proposal.objects.select_related("proposed_by", "ended_by", "agreement", "instead_of__proposed_by")


def open_proposal() -> Proposal | None:
    return proposals().filter(state=ProposalState.OPEN).first()


def of_today(user: User, *, now: datetime.datetime) -> tuple[Proposal | None, Proposal | None]:
    """The open proposal, and the last one of this person where the other side has sent it back; one query,
    and another where it has. What came after it says it all by itself.
    """
    rows = open_or_sent_back(since=now - TOLD_FOR)
    waits = next((row for row in rows if row.is_open), None)
    if waits or not rows or rows[0].proposed_by_id != user.pk:
        return waits, None
    return None, rows[0] if current_agreement().number == rows[0].from_number else None


@kept(since=DateTimeField())
def open_or_sent_back(since: Given) -> "QuerySet[Proposal]":
    """The newest first."""
    lately = Q(state=ProposalState.SENT_BACK, ended_at__gt=since)
    return proposals().filter(lately | Q(state=ProposalState.OPEN)).order_by("-pk")


def terms_proposed(proposal: Proposal) -> Terms:
    return terms_from(proposal.terms)


def changes_of(proposal: Proposal, current: Agreement) -> list[Line]:
    return lines_between(terms_of(current), terms_proposed(proposal))


def those_who_agree(side: Side, *, but: User | None = None) -> list[User]:
    """Whose name counts for a side."""
    rows = User.objects.filter(is_active=True, role__in=ROLES[side]).order_by("name", "id")
    return [user for user in rows if but is None or user.pk != but.pk]


def stands_alone() -> bool:
    """Nobody holds only one of the jobs: what is agreed here, one agrees with oneself."""
    one_job = User.objects.filter(is_active=True, role__in=(Role.MARKETING, Role.SALES))
    return not one_job.exists()


def others_at_work(user: User) -> bool:
    """Whether there is anybody else whom a change can be proposed to."""
    desks = {role for roles in ROLES.values() for role in roles}
    return User.objects.filter(is_active=True, role__in=desks).exclude(pk=user.pk).exists()


def line_of(proposal: Proposal, verb: str) -> JournalLine | None:
    """The newest journal line of a step, to offer its undo."""
    rows = JournalLine.objects.filter(kind="handover.proposal", row_id=proposal.pk, undone_at=None)
    return rows.filter(verb=f"handover.agreement.{verb}").order_by("-pk").first()
