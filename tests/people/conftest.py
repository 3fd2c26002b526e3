import datetime

import pytest

from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tests.people.making import NOW


@pytest.fixture
def business(db: None) -> Business:
    return Business.objects.create(
        pk=1, name="Wren & Rowe", country="GB", currency="GBP", zone="Europe/London", set_up_at=NOW
    )


@pytest.fixture
def owner(business: Business) -> User:
    return User.objects.create_user(email="maya@example.org", name="Maya Rowe", role="owner", hat="marketing")


@pytest.fixture
def seller(business: Business) -> User:
    return User.objects.create_user(email="joe@example.org", name="Joe Wren", role="sales", hat="sales")


@pytest.fixture
def reader(business: Business) -> User:
    return User.objects.create_user(email="ann@example.org", name="Ann Books", role="read_only")


@pytest.fixture
def tom(owner: User) -> Person:
    contact = Contact(
        name="Tom Ellery", emails=("tom@example.org",), phones=("020 7946 0132",), place="Thornbury"
    )
    return add_person(contact=contact, by=owner, at=NOW)


@pytest.fixture
def later() -> datetime.datetime:
    return NOW + datetime.timedelta(hours=1)
