"""An agreement is never edited: a change is the next version, and it needs both sides."""

import pytest

from tandem.handover.agreement.actions import agree, ensure_agreement
from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.queries import criteria_of, current_agreement
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tests.handover.desks import NOW, a_user, days

TICKS = [("Wants something we make", "Chairs, sofas"), ("Within 30 miles", "")]


def test_a_change_makes_the_next_version_and_keeps_the_old(anna: User) -> None:
    first = agree(criteria=TICKS, by=anna, at=NOW)
    second = agree(
        criteria=[("We can reach them", "")],
        by=a_user("Bo", "both"),
        at=NOW + days(1),
        decide_within_hours=4,
        decline_reasons=["Too far away", " ", "Too far away"],
        enquiries_a_month=130,
        expected_number=1,
    )
    assert (first.number, second.number, current_agreement()) == (1, 2, second)
    assert [(one.words, one.detail) for one in criteria_of(first)] == TICKS
    assert [one.words for one in criteria_of(second)] == ["We can reach them"]
    assert (first.least_ticks, second.least_ticks, second.decline_reasons) == (1, 1, ["Too far away"])


def test_whoever_holds_one_job_does_not_agree_for_both(maya: User, joe: User, ann: User) -> None:
    for one in (maya, joe, ann):
        with pytest.raises(NotAllowed):
            agree(criteria=TICKS, by=one, at=NOW)
    assert Agreement.objects.count() == 0


def test_of_two_who_agree_at_once_one_is_told(anna: User) -> None:
    agree(criteria=TICKS, by=anna, at=NOW, expected_number=0)
    with pytest.raises(Stale):
        agree(criteria=TICKS, by=anna, at=NOW, expected_number=0)


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"criteria": []}, "ticks"),
        ({"criteria": [("One", "")] * 2}, "ticks"),
        ({"criteria": [(str(number), "") for number in range(9)]}, "ticks"),
        ({"criteria": [("x" * 121, "")]}, "ticks"),
        ({"decline_reasons": [" "]}, "decline_reasons"),
        ({"pass_within_hours": 0}, "pass_within_hours"),
        ({"answer_within_hours": 201}, "answer_within_hours"),
        ({"least_ticks": 3}, "least_ticks"),
    ],
)
def test_what_cannot_be_agreed(anna: User, columns: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        agree(**{"criteria": TICKS, "by": anna, "at": NOW, **columns})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_usual_one_is_made_once(anna: User) -> None:
    assert ensure_agreement(at=NOW) == ensure_agreement(at=NOW + days(1))
    assert Agreement.objects.count() == 1
