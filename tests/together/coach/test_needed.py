"""How many would have to ask for so many sales: from the kept answer, with its range, not from too few."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.coach.recognising import SalesGoal
from tandem.together.coach.queries import needed_for
from tandem.together.coach.slots import needed
from tandem.together.evidence.models import Estimate
from tandem.together.evidence.words import Question
from tandem.ui.slots import Panel
from tests.handover.desks import NOW, a_business

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 3)


def answered(*, total: int = 200, **changes: Any) -> None:
    """The answer that the worker keeps, as far as it is read here."""
    a_business()
    share = {"estimate": 0.16, "low": 0.125, "high": 0.2, "naive": 0.1, **changes}
    answer = {
        "currency": "GBP",
        "enquiries": {"total": total},
        "conversion": share,
        "more": {
            "not_yet": None,
            "currency_digits": 2,
            "whole": {"value": {"estimate": 500.0, "low": 400.0, "high": 600.0}},
        },
    }
    Estimate.objects.create(question=Question().key, asked=Question().as_json(), answer=answer, version=1)


def sentence(goal: SalesGoal, **context: Any) -> str:
    [panel] = needed(None, goal=goal, **context)
    assert isinstance(panel, Panel)
    return str(panel.context["sentence"])


def test_for_a_number_of_customers() -> None:
    answered()
    assert sentence(SalesGoal("sell 10 sofas", number=10)) == (
        "Of those who ask you, about 1 in 6 buys in the end (12 to 20%). "
        "For 10 customers about 62 would have to ask: between 50 and 80."
    )


def test_for_money_by_way_of_the_first_sale() -> None:
    answered()
    assert sentence(SalesGoal("£5,000", amount=Decimal(5000))) == (
        "A first sale brings you about £500. Of those who ask you, about 1 in 6 buys in the end (12 to 20%). "
        "For 10 customers about 62 would have to ask: between 50 and 80."
    )


def test_without_a_number_for_one() -> None:
    answered()
    assert sentence(SalesGoal("get orders")).endswith(
        "For 1 customer about 6 would have to ask: between 5 and 8."
    )


def test_large_numbers_are_told_in_two_digits() -> None:
    answered()
    found = needed_for(number=117, amount=None, today=TODAY)
    assert found is not None
    assert (found.enquiries, found.low, found.high) == (730, 580, 940)


@pytest.mark.parametrize("changes", [{"total": 19}, {"estimate": None}, {"low": 0.0}])
def test_nothing_is_said_from_too_little(changes: dict[str, Any]) -> None:
    answered(**changes)
    assert needed(None, goal=SalesGoal("sell 10 sofas", number=10)) == []


def test_nothing_is_said_before_there_is_an_answer() -> None:
    a_business()
    assert needed(None, goal=SalesGoal("sell 10 sofas", number=10)) == []


def test_the_plan_is_offered_until_it_plans_enough() -> None:
    answered()
    fair = add_campaign(name="Home Fair", goal_enquiries=30, by=None, at=NOW)
    goal = SalesGoal("sell 10 sofas", number=10)
    [panel] = needed(None, goal=goal, campaign=fair)
    assert isinstance(panel, Panel)
    assert (panel.context["enquiries"], panel.context["campaign"], panel.context["planned"]) == (62, fair, 30)
    fair.goal_enquiries = 50
    [panel] = needed(None, goal=goal, campaign=fair)
    assert isinstance(panel, Panel)
    assert panel.context["campaign"] is None
