"""Two at the same moment make one version, or one proposal."""

from dataclasses import replace

import pytest

from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.proposing import agree_to, propose
from tandem.handover.agreement.terms import usual_terms
from tests.handover.desks import NOW, a_business, a_user
from tests.handover.passing.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = replace(usual_terms(), answer_within_hours=2)


def test_two_who_agree_at_once_make_one_version() -> None:
    a_business()
    maya, joe, ada = a_user("Maya", "marketing"), a_user("Joe", "sales"), a_user("Ada", "sales")
    proposal = propose(terms=TERMS, expected_number=0, by=maya, at=NOW)

    ends = at_once(
        lambda: agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW),
        lambda: agree_to(proposal=proposal, expected_version=1, by=ada, at=NOW),
    )

    assert ends == ["Refused", "done"]
    made = Agreement.objects.get()
    assert made.agreed_for_marketing == maya
    assert made.agreed_for_sales == Proposal.objects.get().ended_by


def test_both_sides_propose_at_once() -> None:
    a_business()
    maya, joe = a_user("Maya", "marketing"), a_user("Joe", "sales")
    ends = at_once(
        lambda: propose(terms=TERMS, expected_number=0, by=maya, at=NOW),
        lambda: propose(terms=TERMS, expected_number=0, by=joe, at=NOW),
    )
    assert ends == ["Refused", "done"]
    assert Proposal.objects.count() == 1


def test_an_owner_agrees_on_something_else_while_sales_agrees() -> None:
    a_business()
    maya, joe, anna = a_user("Maya", "marketing"), a_user("Joe", "sales"), a_user("Anna", "owner")
    proposal = propose(terms=TERMS, expected_number=0, by=maya, at=NOW)
    ends = at_once(
        lambda: agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW),
        lambda: agree(criteria=[("Can pay", "")], by=anna, at=NOW, expected_number=0),
    )
    assert ends == ["Stale", "done"]
    assert Agreement.objects.count() == 1
