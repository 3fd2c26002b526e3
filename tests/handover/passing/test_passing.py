"""The life of an enquiry between the desks: pass, accept, decline, pass again, and what each writes."""

import datetime

import pytest

from tandem.handover.agreement.actions import agree, ensure_agreement
from tandem.handover.agreement.queries import criteria_of, current_agreement
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import (
    accept,
    assign,
    decline,
    join,
    pass_and_accept,
    pass_on,
    save_ticks,
)
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.passing.queries import bar_of, waiting_count
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.consent.actions import tell
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import open_opportunity, plan_step, win
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import NOW, a_user, an_enquiry, days, hours

pytestmark = pytest.mark.django_db

CRITERIA = [("Wants something we make", ""), ("Within 30 miles", "by road"), ("We can reach them", "")]


def line(verb: str) -> JournalLine:
    return JournalLine.objects.filter(verb=verb).latest("pk")


def passed(enquiry: Enquiry, by: User, owner: User, at: datetime.datetime = NOW) -> Passing:
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=owner, by=by, at=at)


def test_passing_keeps_owner_ticks_agreement_and_promises(maya: User, joe: User, anna: User) -> None:
    # given an agreement of three sentences, two of them ticked for an enquiry of 10:00
    agreement = agree(criteria=CRITERIA, by=anna, at=NOW - days(1))
    enquiry = an_enquiry()
    makes, miles, reach = criteria_of(agreement)
    save_ticks(
        enquiry=enquiry,
        ticks={
            makes.pk: ("yes", "Chairs, seats only"),
            miles.pk: ("no", "41 miles"),
            reach.pk: ("not_asked", ""),
        },
        by=maya,
        at=NOW + hours(0.5),
    )

    # when Maya passes it to Joe an hour later
    passing = passed(enquiry, maya, joe, NOW + hours(1))

    # then everything is kept with the passing, and the promises run in working hours
    assert (passing.agreement, passing.owner, passing.passed_by, passing.decision) == (
        agreement,
        joe,
        maya,
        "waiting",
    )
    assert passing.ticks == [
        {"words": "Wants something we make", "detail": "", "state": "yes", "known": "Chairs, seats only"},
        {"words": "Within 30 miles", "detail": "by road", "state": "no", "known": "41 miles"},
        {"words": "We can reach them", "detail": "", "state": "not_asked", "known": ""},
    ]
    assert passing.pass_due_at == NOW + hours(2)
    assert passing.answer_due_at == NOW + hours(5)
    assert passing.decide_due_at == datetime.datetime(2026, 11, 4, 11, 0, tzinfo=datetime.UTC)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.passed_at, enquiry.version) == ("passed", NOW + hours(1), 2)
    assert list(Assignment.objects.values_list("owner", "at", "by")) == [(joe.pk, NOW + hours(1), maya.pk)]
    told = line("handover.enquiry.passed")
    assert (told.row_id, told.before, told.note) == (enquiry.pk, {"state": "heard", "passed_at": None}, "Joe")
    assert Tick.objects.count() == 2


def test_a_passing_on_friday_afternoon_runs_into_monday(maya: User, joe: User) -> None:
    # given an enquiry of Friday, 16:00, and a shop that works from nine to five
    friday = datetime.datetime(2026, 11, 6, 16, 0, tzinfo=datetime.UTC)
    enquiry = an_enquiry(at=friday)

    # when it is passed at once under the usual agreement
    passing = passed(enquiry, maya, joe, friday)

    # then eight working hours end on Monday, 16:00, and two to pass it on on Monday, 10:00
    assert passing.decide_due_at == datetime.datetime(2026, 11, 9, 16, 0, tzinfo=datetime.UTC)
    assert passing.pass_due_at == datetime.datetime(2026, 11, 9, 10, 0, tzinfo=datetime.UTC)


def test_accepting_opens_an_opportunity_with_the_brief(maya: User, joe: User) -> None:
    # given an enquiry with a promise and a no to the newsletter, passed to Joe
    enquiry = an_enquiry(
        promised="Free visit within a week", wanted_by="First week of January", interest="Chairs"
    )
    tell(
        person=enquiry.person,
        use="newsletter",
        given=False,
        basis="objected",
        source="Phone",
        by=maya,
        at=NOW,
    )
    passing = passed(enquiry, maya, joe)

    # when Joe accepts an hour later
    opportunity = accept(passing=passing, expected_version=passing.version, by=joe, at=NOW + hours(1))

    # then sales has it, with what marketing knew
    assert (opportunity.person, opportunity.owner, opportunity.title) == (enquiry.person, joe, "Chairs")
    brief = opportunity.brief
    assert brief["enquiry"] == enquiry.pk
    assert (brief["door"], brief["channel"], brief["campaign"]) == ("Phone", "", "")
    assert brief["words"] == "Eight dining chairs for our café"
    assert (brief["promised"], brief["wanted_by"]) == ("Free visit within a week", "First week of January")
    assert [(one["use"], one["given"]) for one in brief["consents"]] == [
        ("answer", True),
        ("newsletter", False),
        ("photos", False),
    ]
    assert brief["heard_at"] == NOW.isoformat()
    feeding = Feeding.objects.get()
    assert (feeding.enquiry, feeding.opportunity, feeding.opened_it) == (enquiry, opportunity, True)
    enquiry.refresh_from_db()
    passing.refresh_from_db()
    assert (enquiry.state, enquiry.accepted_at) == ("accepted", NOW + hours(1))
    assert (passing.decision, passing.decided_at, passing.decided_by) == ("accepted", NOW + hours(1), joe)


def test_declining_sends_it_back_with_a_reason_and_it_may_be_passed_again(maya: User, joe: User) -> None:
    # given a passed enquiry
    enquiry = an_enquiry()
    passing = passed(enquiry, maya, joe)
    come_back = datetime.date(2027, 3, 1)

    # when Joe declines it
    decline(
        passing=passing,
        expected_version=passing.version,
        reason="Budget too small",
        words="Wants it under 50 pounds",
        nurture_until=come_back,
        by=joe,
        at=NOW + hours(2),
    )

    # then marketing has it back, to stay in touch with
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.declined_at, enquiry.declined_reason, enquiry.nurture_until) == (
        "declined",
        NOW + hours(2),
        "Budget too small",
        come_back,
    )
    passing.refresh_from_db()
    assert (passing.decision, passing.declined_words) == ("declined", "Wants it under 50 pounds")

    # and passed again it waits a second time, without a promise to pass it on, and counts as declined
    # until accepted
    second = passed(enquiry, maya, joe, NOW + days(90))
    assert (second.pass_due_at, second.decide_due_at is not None) == (None, True)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.nurture_until, enquiry.declined_at) == ("passed", None, NOW + hours(2))
    assert Passing.objects.filter(enquiry=enquiry).count() == 2


@pytest.mark.parametrize("reason", ["", "   ", "I do not like them"])
def test_a_decline_needs_an_agreed_reason(maya: User, joe: User, reason: str) -> None:
    passing = passed(an_enquiry(), maya, joe)
    with pytest.raises(Refused):
        decline(passing=passing, expected_version=passing.version, reason=reason, by=joe, at=NOW)
    assert Passing.objects.get().decision == "waiting"


def test_pass_and_accept_writes_both_times(anna: User) -> None:
    # given one person who holds both jobs
    enquiry = an_enquiry()

    # when she takes it on in one tap
    opportunity = pass_and_accept(
        enquiry=enquiry, expected_version=enquiry.version, owner=None, by=anna, at=NOW + hours(1)
    )

    # then both steps are on record
    passing = Passing.objects.get()
    assert (passing.passed_at, passing.decided_at, passing.owner) == (NOW + hours(1), NOW + hours(1), anna)
    assert opportunity.owner == anna
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.passed_at, enquiry.accepted_at) == (
        "accepted",
        NOW + hours(1),
        NOW + hours(1),
    )


def test_each_role_does_its_own_part_only(maya: User, joe: User) -> None:
    reader = a_user("Ann", "read_only")
    enquiry = an_enquiry()

    # sales does not pass, and nobody who only reads does anything
    for who in (joe, reader):
        with pytest.raises(NotAllowed):
            passed(enquiry, who, joe)
        with pytest.raises(NotAllowed):
            save_ticks(enquiry=enquiry, ticks={}, by=who, at=NOW)

    # an enquiry is passed to somebody who sells
    with pytest.raises(Refused, match="does not work for sales"):
        passed(enquiry, maya, maya)

    # marketing does not decide
    passing = passed(enquiry, maya, joe)
    for who in (maya, reader):
        with pytest.raises(NotAllowed):
            accept(passing=passing, expected_version=passing.version, by=who, at=NOW)
        with pytest.raises(NotAllowed):
            decline(passing=passing, expected_version=passing.version, reason="Too far away", by=who, at=NOW)
    for who in (maya, joe, reader):
        with pytest.raises(NotAllowed):
            pass_and_accept(enquiry=an_enquiry("Tom"), expected_version=1, owner=joe, by=who, at=NOW)
    assert Opportunity.objects.count() == 0


def test_who_saw_an_older_version_is_told(maya: User, joe: User) -> None:
    # given a passing that two people look at
    enquiry = an_enquiry()
    passing = passed(enquiry, maya, joe)
    seen = Passing.objects.get(pk=passing.pk)
    accept(passing=passing, expected_version=1, by=joe, at=NOW)

    # when the second one declines what the first one accepted
    with pytest.raises(Stale):
        decline(passing=seen, expected_version=1, reason="Too far away", by=joe, at=NOW)

    # then one decision stands
    assert Passing.objects.get().decision == "accepted"

    # and so is somebody who passes an enquiry that was corrected meanwhile
    with pytest.raises(Stale):
        pass_on(enquiry=an_enquiry("Tom"), expected_version=9, owner=joe, by=maya, at=NOW)


def test_an_enquiry_that_is_with_sales_is_not_passed_twice(maya: User, joe: User) -> None:
    enquiry = an_enquiry()
    passed(enquiry, maya, joe)
    with pytest.raises(Refused, match="with sales already"):
        passed(enquiry, maya, joe)
    assert Passing.objects.count() == 1


def test_another_seller_takes_over_and_the_first_stays_on_record(maya: User, joe: User) -> None:
    # given a passing for Joe
    ada = a_user("Ada", "sales")
    passing = passed(an_enquiry(), maya, joe)

    # when Ada takes it over and accepts
    assign(passing=passing, owner=ada, by=ada, at=NOW + hours(1))
    opportunity = accept(passing=passing, expected_version=passing.version, by=ada, at=NOW + hours(2))

    # then she works on it, and the passing still says Joe
    assert opportunity.owner == ada
    assert Passing.objects.get().owner == joe
    assert list(Assignment.objects.order_by("at").values_list("owner__name", flat=True)) == ["Joe", "Ada"]


def test_an_enquiry_may_join_what_sales_works_on(anna: User) -> None:
    # given an opportunity, and a second enquiry of the same person about it
    first = an_enquiry()
    opportunity = pass_and_accept(enquiry=first, expected_version=1, owner=anna, by=anna, at=NOW)
    second = an_enquiry(at=NOW + days(2), words="And two stools")

    # when it is joined, and the opportunity won
    join(enquiry=second, opportunity=opportunity, by=anna, at=NOW + days(2))
    win(opportunity=opportunity, expected_version=1, amount_minor=136_800, by=anna, at=NOW + days(9))

    # then both are won, and the sale belongs to the one that opened it
    told = Enquiry.objects.order_by("pk").values_list("state", "outcome", "outcome_at", "first_sale_minor")
    assert list(told) == [
        ("accepted", "won", NOW + days(9), 136_800),
        ("accepted", "won", NOW + days(9), None),
    ]
    with pytest.raises(Refused, match="somebody else"):
        join(enquiry=an_enquiry("Tom Ellery"), opportunity=opportunity, by=anna, at=NOW)


def test_a_pass_can_be_taken_back_while_it_waits(maya: User, joe: User) -> None:
    # given a passed enquiry
    enquiry = an_enquiry()
    passed(enquiry, maya, joe)
    assert waiting_count() == 1

    # when the pass is undone
    undo(line_id=line("handover.enquiry.passed").pk, by=maya, at=NOW + hours(1))

    # then it waits for marketing again, and the passing says that it was taken back
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.passed_at) == ("heard", None)
    assert Passing.objects.get().decision == "taken_back"
    assert not Entry.objects.filter(origin="handover.passing").exists()
    # and the promise to pass it on still runs from the first asking
    assert passed(enquiry, maya, joe, NOW + hours(1)).pass_due_at == NOW + hours(2)


def test_an_accept_can_be_undone_until_sales_begins(maya: User, joe: User) -> None:
    # given two accepted enquiries, on one of which sales has planned a step
    idle, busy = an_enquiry("Ruth Adeyemi"), an_enquiry("Owen Pryce")
    opened = []
    for enquiry in (idle, busy):
        passing = passed(enquiry, maya, joe)
        opened.append(accept(passing=passing, expected_version=passing.version, by=joe, at=NOW))
    plan_step(opportunity=opened[1], expected_version=1, words="Ring", kind="call", on=None, by=joe, at=NOW)
    of_idle, of_busy = JournalLine.objects.filter(verb="handover.enquiry.accepted").order_by("pk")

    # when both are undone
    undo(line_id=of_idle.pk, by=joe, at=NOW + hours(1))
    with pytest.raises(Refused, match="begun to work"):
        undo(line_id=of_busy.pk, by=joe, at=NOW + hours(1))

    # then the idle one waits again without an opportunity, and the other stays as it was
    idle.refresh_from_db()
    busy.refresh_from_db()
    assert (idle.state, idle.accepted_at, busy.state) == ("passed", None, "accepted")
    assert list(Opportunity.objects.values_list("person__name", flat=True)) == ["Owen Pryce"]
    assert Passing.objects.get(enquiry=idle).decision == "waiting"


def test_a_decline_can_be_undone(maya: User, joe: User) -> None:
    passing = passed(an_enquiry(), maya, joe)
    decline(passing=passing, expected_version=1, reason="Too far away", by=joe, at=NOW + hours(1))

    undo(line_id=line("handover.enquiry.declined").pk, by=joe, at=NOW + hours(2))

    passing.refresh_from_db()
    enquiry = Enquiry.objects.get()
    assert (passing.decision, passing.decided_at, passing.declined_reason) == ("waiting", None, "")
    assert (enquiry.state, enquiry.declined_at, enquiry.declined_reason) == ("passed", None, "")


def test_an_accepted_one_feeds_its_own_opportunity_only(anna: User) -> None:
    # given a person with an opportunity that was opened by hand
    enquiry = an_enquiry()
    own = open_opportunity(person=enquiry.person, title="By hand", owner=anna, by=anna, at=NOW)

    # when the enquiry is accepted and won
    fed = pass_and_accept(enquiry=enquiry, expected_version=1, owner=anna, by=anna, at=NOW)
    win(opportunity=own, expected_version=1, amount_minor=10_000, by=anna, at=NOW + days(1))
    win(opportunity=fed, expected_version=1, amount_minor=50_000, by=anna, at=NOW + days(2))

    # then it was won, but not by a first sale: that was the one by hand
    enquiry.refresh_from_db()
    assert (enquiry.outcome, enquiry.first_sale_minor) == ("won", None)


def test_the_first_agreement_is_made_when_it_is_needed(maya: User, joe: User) -> None:
    assert current_agreement().number == 0
    passed(an_enquiry(), maya, joe)
    assert (current_agreement().number, len(criteria_of(ensure_agreement(at=NOW)))) == (1, 3)


def test_fewer_ticks_than_agreed_are_said_and_are_no_promise_kept(maya: User, joe: User, anna: User) -> None:
    # given an agreement of three sentences, all of which are to be ticked, and an enquiry with none
    agree(criteria=CRITERIA, by=anna, at=NOW - days(1))
    passing = passed(an_enquiry(), maya, joe)

    # when sales accepts it at once
    accept(passing=passing, expected_version=passing.version, by=joe, at=NOW + hours(1))

    # then the bar says so, and has no mark for a promise that was kept
    bar = bar_of(Passing.objects.select_related("agreement", "passed_by", "decided_by").get())
    least = passing.agreement.least_ticks
    assert bar.below == f"0 of 3 ticks, {least} agreed. Answered in time."
    assert (bar.kept, least > 0) == (False, True)
