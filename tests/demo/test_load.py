"""The sample business as it stands after it was loaded."""

import datetime
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count, F

from tandem.demo.load import load
from tandem.demo.moments import months_between
from tandem.handover.again.queries import list_of
from tandem.handover.agreement.models import Agreement
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.words import Decision
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.care.usual import usual_interval
from tandem.marketing.debrief.models import Debrief
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, Outcome, SetAsideReason, State
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.links.models import Place, TrackedLink
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.office.business.queries import calendar, the_business
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.people.consent.models import ConsentEvent
from tandem.people.duplicates.models import Merge
from tandem.people.organisations.models import Organisation
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Kind, Purpose
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import LostReason
from tandem.sales.orders.models import Order
from tandem.together.hats.queries import left_on, on_or_asked
from tandem.together.hats.weeks import short_hat, weeks_of
from tandem.together.statistics.actions import rebuild
from tests.demo.sample import AT, load_sample, revenue

# Each test works within the one transaction that the sample was loaded in.
pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
TODAY = AT.astimezone(LONDON).date()
CAST = {"Owen Pryce", "Ruth Adeyemi", ""}


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample()
        yield
        transaction.set_rollback(True)


def month(moment: datetime.datetime) -> int:
    return months_between(moment.astimezone(LONDON).date(), TODAY)


def test_the_business_is_marked_as_the_sample_and_is_set_up() -> None:
    business = the_business()
    assert (business.name, business.trade, business.country) == ("Wren & Rowe", "upholstery", "GB")
    assert (business.currency, business.zone) == ("GBP", "Europe/London")
    assert business.is_sample
    assert business.set_up_at is not None
    hours = [datetime.timedelta(hours=8)] * 5 + [datetime.timedelta(hours=3), datetime.timedelta(0)]
    week = [datetime.date(2026, 9, 14) + datetime.timedelta(days=day) for day in range(7)]
    worked = [
        sum((end - start for start, end in calendar().stretches(day)), datetime.timedelta()) for day in week
    ]
    assert worked == hours


def test_some_customers_may_need_something_again() -> None:
    # enough came back to know what is usual, and each seller has somebody to get in touch with
    assert usual_interval() is not None
    for name in ("Maya Wren", "Joe Rowe", "Ines Duarte"):
        due = list_of(User.objects.get(name=name), AT)
        assert due is not None
        assert due.today


def test_it_is_not_loaded_where_somebody_is() -> None:
    with pytest.raises(Refused, match="needs an empty database"), transaction.atomic():
        load(at=AT)


def test_how_much_there_is() -> None:
    assert Enquiry.objects.count() == 536
    # A sale brings 600 pounds in the mean.
    assert Order.objects.filter(taken_back_at=None, opportunity__isnull=False).count() == 107
    over_the_counter = Order.objects.filter(opportunity=None).values_list("revenue_minor", flat=True)
    assert len(over_the_counter) == 14
    assert revenue() - sum(over_the_counter) == 6_447_000


def test_more_people_ask_in_the_better_months() -> None:
    heard = Counter(month(at) for at in Enquiry.objects.values_list("heard_at", flat=True))
    # then months −8 to −6 have 55 in the mean, the five before them 21, and the five after them 48
    before, better, after = [26, 19, 18, 28, 16], [57, 45, 64], [34, 52, 62, 40, 53]
    assert [heard[number] for number in range(-13, 0)] == before + better + after


def test_fewer_buy_in_the_slower_months() -> None:
    asked: Counter[str] = Counter()
    bought: Counter[str] = Counter()
    for heard_at, outcome in Enquiry.objects.values_list("heard_at", "outcome"):
        when = "slower" if month(heard_at) in (-4, -3, -2) else "before" if month(heard_at) < -4 else "since"
        asked[when] += 1
        bought[when] += outcome == Outcome.WON
    # then 1 in 4 bought of those who asked before, and 1 in 9 of those who asked in the slower months
    assert (bought["before"], asked["before"]) == (90, 321)
    assert (bought["slower"], asked["slower"]) == (18, 154)


def test_first_answers_come_later_in_the_slower_months() -> None:
    hours: dict[bool, list[float]] = defaultdict(list)
    working = calendar()
    for passing in Passing.objects.exclude(first_answered_at=None):
        waited = working.working_between(passing.passed_at, passing.first_answered_at)
        hours[month(passing.passed_at) in (-4, -3, -2)].append(waited / datetime.timedelta(hours=1))
    in_time = {slower: sum(one <= 4 for one in found) / len(found) for slower, found in hours.items()}
    assert [round(statistics.median(hours[slower]), 1) for slower in (False, True)] == [2.5, 5.2]
    assert [round(in_time[slower], 2) for slower in (False, True)] == [0.83, 0.35]


def test_the_story_ends_yesterday_but_for_those_who_wait() -> None:
    since = datetime.datetime.combine(TODAY, datetime.time(), tzinfo=LONDON)
    today = Enquiry.objects.filter(heard_at__gte=since)
    assert {enquiry.person.name for enquiry in today} == CAST
    assert not Entry.objects.filter(at__gte=since).exclude(person__name__in=CAST).exists()
    yesterday = Enquiry.objects.filter(heard_at__lt=since).latest("heard_at").heard_at
    assert yesterday.astimezone(LONDON).date() == TODAY - datetime.timedelta(days=1)


def test_every_door_state_and_reason_is_there() -> None:
    enquiries = Enquiry.objects
    assert set(enquiries.values_list("door", flat=True)) == set(Door.values)
    assert set(enquiries.values_list("state", flat=True)) == set(State.values)
    assert set(enquiries.values_list("outcome", flat=True)) == set(Outcome.values)
    set_aside = enquiries.filter(state=State.SET_ASIDE)
    assert set(set_aside.values_list("set_aside_reason", flat=True)) == set(SetAsideReason.values)
    agreed = Agreement.objects.get(number=1).decline_reasons
    assert set(enquiries.exclude(declined_reason="").values_list("declined_reason", flat=True)) == set(agreed)
    lost = Opportunity.objects.exclude(lost_at=None)
    assert set(lost.values_list("lost_reason", flat=True)) == set(LostReason.values)
    assert set(Passing.objects.values_list("decision", flat=True)) == set(Decision.values)


def test_the_seven_channels_of_the_picture_and_campaigns_of_every_kind() -> None:
    assert set(Enquiry.objects.values_list("channel__name", flat=True)) == {
        "Recommendations",
        "Walk-ins",
        "Search adverts",
        "Home fairs",
        "Newsletter",
        "Local press",
        "Interior designers",
    }
    assert Campaign.objects.values("kind").distinct().count() == 11
    assert not Campaign.objects.filter(goal_enquiries=None).exists()
    fair = Campaign.objects.get(name="Autumn Home Fair")
    assert (fair.starts_on, fair.goal_enquiries) == (datetime.date(2026, 11, 14), 12)


def test_two_sellers_share_the_work_and_some_of_it_changes_hands() -> None:
    owned = dict(Opportunity.objects.values_list("owner__name").annotate(many=Count("id")).order_by())
    assert min(owned["Joe Rowe"], owned["Ines Duarte"]) > 60
    assert set(owned) == {"Joe Rowe", "Ines Duarte", "Maya Wren"}
    several = Assignment.objects.values("passing").annotate(many=Count("id")).filter(many__gt=1)
    assert several.count() >= 10
    assert set(User.objects.values_list("role", flat=True)) == {"owner", "sales"}


def test_some_come_back_some_are_joined_and_some_pass_at_the_second_time() -> None:
    customers = Order.objects.filter(taken_back_at=None).values("person").annotate(many=Count("id"))
    assert customers.filter(many__gt=1).count() >= 5
    assert Feeding.objects.filter(opened_it=False).count() >= 5
    twice = Enquiry.objects.filter(state=State.ACCEPTED).exclude(declined_at=None)
    assert twice.count() >= 5
    assert Enquiry.objects.filter(state=State.DECLINED, nurture_until__gt=TODAY).exists()
    assert {"The Mill Café", "St Anne’s Hall"} <= set(Organisation.objects.values_list("name", flat=True))


def test_everything_that_can_be_undone_was_undone_once() -> None:
    undone = set(JournalLine.objects.exclude(undone_at=None).values_list("verb", flat=True))
    assert undone == {
        "handover.enquiry.passed",
        "handover.enquiry.declined",
        "sales.opportunity.won",
        "people.person.merged",
    }
    assert Merge.objects.filter(undone_at=None).count() == 1
    assert set(Agreement.objects.values_list("number", flat=True)) == {1, 2}


def test_timelines_tell_of_every_kind_for_every_purpose() -> None:
    assert set(Entry.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Entry.objects.values_list("purpose", flat=True)) == set(Purpose.values)
    assert Entry.objects.exclude(minutes=None).count() > 500
    said = set(ConsentEvent.objects.values_list("use", "given"))
    both = {(use, given) for use in ("newsletter", "photos") for given in (True, False)}
    assert said == both | {("answer", True)}


def test_six_wait_at_the_handover_with_as_much_time_left_as_in_the_picture() -> None:
    # given the promises of the second agreement
    working, agreement = calendar(), Agreement.objects.get(number=2)
    due = {
        enquiry.interest: working.add_working(enquiry.heard_at, agreement.pass_within_hours)
        for enquiry in Enquiry.objects.filter(state=State.HEARD)
    }
    due |= {
        passing.enquiry.interest: passing.decide_due_at
        for passing in Passing.objects.filter(decision=Decision.WAITING).select_related("enquiry")
    }

    # when the working time that is left is counted
    left = {interest: working.working_between(AT, until) for interest, until in due.items()}

    # then it is that of the picture, the shortest first
    minutes = {interest: round(time.total_seconds() / 60) for interest, time in left.items()}
    assert sorted(minutes.items(), key=lambda one: one[1]) == [
        ("Eight dining chairs for our café", 40),
        ("Caravan cushions", 70),
        ("Wingback, new springs", 85),
        ("Curtains for a bay window, will ring back", 110),
        ("Two armchairs, wool, before Christmas", 300),
        ("Bench seats, about nine metres", 390),
    ]


def test_the_board_has_every_stage_and_the_people_of_the_picture() -> None:
    open_ones = Opportunity.objects.filter(won_at=None, lost_at=None)
    cast = (
        "Lena Brandt",
        "Daniel Okoro",
        "Grace Tan",
        "Joan Pike",
        "Tom Ellery",
        "Beatrix Lund",
        "Amir Haddad",
    )
    stood = open_ones.filter(person__name__in=cast).values_list("person__name", "stage__name", "amount_minor")
    assert set(stood) == {
        ("Lena Brandt", "First talk", 68_000),
        ("Daniel Okoro", "First talk", 54_000),
        ("Grace Tan", "Visit", 92_000),
        ("Joan Pike", "Visit", 210_000),
        ("Tom Ellery", "Quote sent", 114_000),
        ("Beatrix Lund", "Quote sent", 46_000),
        ("Amir Haddad", "Ready to order", 64_000),
    }
    steps = open_ones.exclude(next_step="")
    assert steps.filter(next_step_on=TODAY).count() >= 3
    assert steps.filter(next_step_on__lt=TODAY).exists()
    assert steps.filter(next_step_on__gt=TODAY).count() >= 5
    assert open_ones.filter(next_step="").count() >= 2


def test_maya_sells_more_than_she_looks_for_people_and_forgot_her_hat_once() -> None:
    maya, joe = User.objects.get(name="Maya Wren"), User.objects.get(name="Joe Rowe")
    weeks = weeks_of(maya, at=AT)
    assert all(week.both for week in weeks.whole)
    short = short_hat(weeks)
    assert short is not None
    assert short.hat == Hat.MARKETING
    (asked,) = left_on(on_or_asked(maya), at=AT)
    assert (asked.row.hat, maya.hat) == (Hat.MARKETING, Hat.MARKETING)
    assert not any(week.marketing for week in weeks_of(joe, at=AT).every)


def test_the_statistics_are_those_of_a_rebuild() -> None:
    rebuilt = rebuild(by=None, at=AT)
    assert rebuilt.was_right
    assert rebuilt.enquiries == Enquiry.objects.count()


def test_the_fair_to_come_has_its_doors_and_the_others_have_been_told_of() -> None:
    coming = Campaign.objects.filter(starts_on__gt=AT.date(), kind="event").get()
    assert [form.slug for form in PublicForm.objects.order_by("slug")] == ["ask", "autumn-home-fair"]
    assert sorted(place.kind for place in Place.objects.filter(campaign=coming)) == ["card", "stand"]
    assert TrackedLink.objects.get().campaign == coming
    over = Campaign.objects.filter(ends_on__lt=AT.date(), name__icontains="fair")
    assert Debrief.objects.count() == over.count() == 7
    assert not Debrief.objects.exclude(asked__lte=F("talked")).exists()
