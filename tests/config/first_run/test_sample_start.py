"""The sample on a site that is set up and empty: it takes the place, and what was said comes back later."""

import datetime

import pytest
from django.utils import timezone

from tandem.config.first_run.kept_aside import bring_back, said_so_far
from tandem.config.first_run.sample_start import KIND, in_this_database
from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.queries import criteria_of, current_agreement
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.business.models import Business
from tandem.office.business.places import usual_prices
from tandem.office.business.queries import the_business, working_week
from tandem.office.jobs.models import Job
from tandem.people.persons.actions import add_person
from tandem.people.persons.words import Contact
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db
MORNINGS = ((datetime.time(8, 30), datetime.time(12)),)
WEEK = (MORNINGS, MORNINGS, (), (), (), (), ())


def set_up(owner: User) -> None:
    at = timezone.now()
    told = {"name": "Ward & Daughter", "trade": "other", "country": "IE", "currency": "EUR"}
    save_business(by=owner, at=at, week=WEEK, zone="Europe/Dublin", set_up_at=at, **told)
    agree(criteria=[("Is in Cork", "or near it")], answer_within_hours=6, by=owner, at=at)


@pytest.mark.long
def test_the_sample_comes_and_what_was_said_comes_back_after_it() -> None:
    # given a site that is set up, with nobody in it
    owner = seat()
    set_up(owner)
    assert "Load the sample" in browser(owner).get("/start/beginning/").content.decode()

    # when its owner begins with the sample
    assert send(browser(owner), "/start/sample/").status_code == 303
    assert Job.objects.get().kind == KIND
    in_this_database()

    # then the sample is there, the owner too, and nothing of the own agreement is among its versions
    business = Business.objects.get()
    assert (business.name, business.is_sample) == ("Wren & Rowe", True)
    assert 300 <= Enquiry.objects.count() <= 600
    assert User.objects.filter(pk=owner.pk, is_active=True).exists()
    assert current_agreement().number == 2
    assert "Load the sample" not in browser(owner).get("/start/beginning/").content.decode()

    # and in the own business, which is empty, all that was said stands again
    save_business(by=owner, at=timezone.now(), name="", is_sample=False)
    bring_back(business.kept_aside, by=owner, at=timezone.now())
    known = the_business()
    assert (known.name, known.country, known.currency, known.zone) == (
        "Ward & Daughter",
        "IE",
        "EUR",
        "Europe/Dublin",
    )
    assert working_week() == WEEK
    agreed = current_agreement()
    assert [(one.words, one.detail) for one in criteria_of(agreed)] == [("Is in Cork", "or near it")]
    assert agreed.answer_within_hours == 6


def test_before_the_first_step_there_is_nothing_to_keep() -> None:
    assert said_so_far() == {}
    bring_back({}, by=seat(), at=timezone.now())
    assert not Business.objects.exists()


def test_where_somebody_is_known_the_sample_does_not_come_in_between() -> None:
    owner = seat()
    set_up(owner)
    add_person(contact=Contact(name="Ruth Adeyemi"), by=owner, at=timezone.now())
    assert send(browser(owner), "/start/sample/").status_code == 422
    assert not Job.objects.exists()


def test_only_the_owner_begins_with_the_sample() -> None:
    assert send(browser(seat(Role.BOTH)), "/start/sample/").status_code == 403


@pytest.mark.parametrize("told", ["net", "gross"])
def test_how_prices_are_said_comes_back_too(told: str) -> None:
    # given somebody in Ireland, where one says them with tax, who answered how they do
    owner = seat()
    set_up(owner)
    save_business(by=owner, at=timezone.now(), prices=told)
    said = said_so_far()
    # when they come back from the sample, then it is as they said
    save_business(by=owner, at=timezone.now(), prices="net")
    bring_back(said, by=owner, at=timezone.now())
    assert the_business().prices == told
    # and from one that was loaded before this was asked, as one does there
    del said["prices"]
    bring_back(said, by=owner, at=timezone.now())
    assert the_business().prices == usual_prices("IE")
