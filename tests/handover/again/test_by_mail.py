"""The morning mail of a seller tells of those who may need something again, also where that is all."""

from typing import Any

import pytest
from django.conf import LazySettings

from tandem.office.accounts.models import User
from tandem.office.business.models import WorkingHours
from tandem.office.outbox.words import Withdrawn
from tandem.sales.morning.actions import choose_mail, promise_mails
from tandem.sales.morning.jobs import compose
from tests.handover.again.customers import NOW, a_customer, regulars, won
from tests.handover.desks import a_business

# A business that works on every day and at every hour, whenever this runs.
ALWAYS = [(day, "00:00", "23:59") for day in range(7)]


@pytest.fixture
def seller(joe: User, settings: LazySettings) -> User:
    a_business(country="XX", zone="UTC")
    WorkingHours.objects.bulk_create(
        WorkingHours(weekday=day, opens=opens, closes=closes) for day, opens, closes in ALWAYS
    )
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    choose_mail(wanted=True, by=joe, at=NOW)
    regulars()
    return joe


def letter(seller: User) -> Any:
    return compose({"user": seller.pk, "day": NOW.date().isoformat()}, NOW)


def test_nobody_is_due_and_no_mail_goes_out(seller: User, anna: User) -> None:
    won("Ada ada@x.example", ago=100, by=anna)
    assert promise_mails(at=NOW) == 0
    assert isinstance(letter(seller), Withdrawn)


def test_that_alone_is_worth_a_mail(seller: User) -> None:
    a_customer("Ada Crane", 100)
    assert promise_mails(at=NOW) == 1
    mail = letter(seller)
    assert mail.subject.endswith(": Ada Crane may need something again")
    assert "Bought “Sofa”" in mail.text
    assert "/sales/today/#again" in mail.text
    assert "Ada Crane may need something again" in mail.html
