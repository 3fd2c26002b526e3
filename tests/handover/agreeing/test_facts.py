"""What stands beside each promise is counted, of three months or of the newest hundred, and no percentage."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.handover.agreeing.facts import Facts, facts
from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.sales.opportunities.actions import open_opportunity, plan_step
from tests.handover.desks import NOW, an_enquiry, days, hours

YES, NO = {"state": "yes"}, {"state": "no"}


def an_agreement(anna: User) -> Agreement:
    return agree(criteria=[("One", ""), ("Two", "")], least_ticks=2, by=anna, at=NOW - days(200))


def rows(number: int, enquiry: Enquiry, agreement: Agreement, **columns: object) -> None:
    start = NOW - days(5)
    values = {
        "agreement": agreement,
        "ticks": [YES, YES],
        "passed_at": start,
        "recorded_at": start,
        "pass_due_at": start + hours(1),
        "decide_due_at": start + hours(8),
        "answer_due_at": start + hours(4),
        "decision": "accepted",
        "decided_at": start + hours(2),
        "first_answered_at": start + hours(3),
        **columns,
    }
    Passing.objects.bulk_create(Passing(enquiry=enquiry, **values) for _place in range(number))


def test_of_nothing_nothing_is_told(anna: User) -> None:
    assert facts(now=NOW) == Facts()


def test_of_a_young_business_since_when(anna: User) -> None:
    for day in (20, 10):
        an_enquiry(f"p{day}@x.example", at=NOW - days(day))
    rows(1, Enquiry.objects.all()[0], an_agreement(anna))
    assert facts(now=NOW).enquiries == "Since Wed 14 Oct you heard 2 and passed 1."


def test_of_a_few_how_many_in_all(anna: User) -> None:
    an_enquiry("old@x.example", at=NOW - days(300))
    for day in range(19):
        an_enquiry(f"p{day}@x.example", at=NOW - days(day + 1))
    assert facts(now=NOW).enquiries == "In the last three months you heard 19 in all and passed 0."


def test_of_more_how_many_a_month(anna: User) -> None:
    agreement = an_agreement(anna)
    an_enquiry("old@x.example", at=NOW - days(300))
    for number in range(21):
        an_enquiry(f"p{number}@x.example", at=NOW - days(1))
    rows(30, Enquiry.objects.all()[0], agreement)
    told = facts(now=NOW)
    assert told.enquiries == "In the last three months you heard 7 a month and passed 10."
    assert told.capacity == "In the last three months sales took on 2 a week. One of you sells."


def test_the_promises_as_they_were_kept(anna: User) -> None:
    # given passings with their ticks and without, late, declined, still within their time
    agreement, enquiry, start = an_agreement(anna), an_enquiry(at=NOW - days(6)), NOW - days(5)
    rows(7, enquiry, agreement)
    rows(2, enquiry, agreement, ticks=[YES, NO], pass_due_at=start - hours(1))
    rows(1, enquiry, agreement, first_answered_at=start + hours(5))
    rows(3, enquiry, agreement, decision="declined", first_answered_at=None, decided_at=start + hours(9))
    still = {"decision": "waiting", "decided_at": None, "first_answered_at": None}
    rows(1, enquiry, agreement, **still, decide_due_at=NOW + hours(1))
    # and some that count nowhere
    rows(4, enquiry, agreement, decision="taken_back")
    rows(5, enquiry, agreement, import_id=3)
    rows(6, enquiry, agreement, passed_at=NOW - days(92))

    # when they are told
    told = facts(now=NOW)

    # then in plain counts
    assert (
        told.fits == "Of the last 14 passed, 12 had their ticks. Sales accepted 10 of the 13 it decided on."
    )
    assert told.passes == "Of the last 14, 12 were passed on in time."
    assert told.decides == "Of the last 13, 10 were decided on in time."
    assert told.answers == "Of the last 10, 9 were answered in time."
    assert told.capacity == "Since Wed 28 Oct sales took on 10 in all. One of you sells."


def test_next_steps_of_open_work(anna: User) -> None:
    person = an_enquiry().person
    work = [
        open_opportunity(person=person, title=title, owner=anna, by=anna, at=NOW)
        for title in ("Chairs", "A sofa")
    ]
    plan_step(opportunity=work[0], expected_version=1, words="Ring", kind="call", on=None, by=anna, at=NOW)
    assert facts(now=NOW).next_step == "A next step is set for 1 of 2 open opportunities."


def test_it_costs_the_same_however_many_there_are(anna: User) -> None:
    agreement, enquiry = an_agreement(anna), an_enquiry()
    rows(2, enquiry, agreement)
    with CaptureQueriesContext(
        connection,
    ) as few:
        facts(now=NOW)
    rows(300, enquiry, agreement)
    with CaptureQueriesContext(connection) as many:
        told = facts(now=NOW)
    assert (len(few), len(many)) == (6, 6)
    assert told.fits.startswith("Of the last 100 passed, 100 had their ticks.")
