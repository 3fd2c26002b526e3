"""Making the statistics anew: it finds what is wrong, mends it, and says how much there was."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.marketing.enquiries.actions import hear_many
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.office.changes.words import NotAllowed
from tandem.people.persons.words import Contact
from tandem.together.statistics.actions import gathered, rebuild, restate
from tandem.together.statistics.models import EnquiryFact, EnquiryMonth, EnquiryStatistic, RevenueStatistic
from tests.sales.shop import NOW, a_user, days
from tests.together.shop import heard, lost, won
from tests.together.statistics import oracle

pytestmark = pytest.mark.django_db


def a_small_history() -> None:
    joe = a_user()
    won(heard("Ann"), joe, 60000, at=NOW + days(1))
    lost(heard("Ben"), joe, at=NOW + days(2))
    heard("Cat", at=NOW + days(3))


def test_nothing_is_changed_where_all_is_right() -> None:
    a_small_history()
    rebuilt = rebuild(by=None, at=NOW)
    assert (rebuilt.enquiries, rebuilt.orders, rebuilt.moved, rebuilt.wrong_sums) == (3, 1, 0, 0)
    assert rebuilt.was_right


def test_what_is_wrong_is_found_and_mended() -> None:
    # given a sum that was tampered with, a fact of an enquiry that never was, and a sum that is missing
    a_small_history()
    EnquiryStatistic.objects.filter(state="won").update(count=7)
    EnquiryFact.objects.filter(state="lost").update(state="open")
    RevenueStatistic.objects.all().delete()

    # when everything is made anew
    rebuilt = rebuild(by=None, at=NOW)

    # then it says so, and all is right again
    assert (rebuilt.moved, rebuilt.was_right) == (1, False)
    assert oracle.kept_enquiry_cells() == oracle.enquiry_cells()
    assert oracle.kept_month_cells() == oracle.month_cells()
    assert oracle.kept_revenue_cells() == oracle.revenue_cells()
    assert rebuild(by=None, at=NOW).was_right


def test_an_empty_start_is_filled() -> None:
    a_small_history()
    for model in (EnquiryFact, EnquiryStatistic, EnquiryMonth, RevenueStatistic):
        model.objects.all().delete()
    rebuild(by=None, at=NOW)
    assert oracle.kept_enquiry_cells() == oracle.enquiry_cells()
    assert oracle.kept_revenue_cells() == oracle.revenue_cells()


def test_only_who_manages_may() -> None:
    with pytest.raises(NotAllowed):
        rebuild(by=a_user("Max", role="both"), at=NOW)


def queries_of_hearing(count: int) -> int:
    rows = [
        Heard(contact=Contact(name=f"P{n}"), heard_at=NOW, door="import", source="fair") for n in range(count)
    ]
    hear_many(rows=rows, by=None, at=NOW)
    ids = list(Enquiry.objects.order_by("-pk").values_list("pk", flat=True)[:count])
    EnquiryFact.objects.filter(pk__in=ids).delete()
    with CaptureQueriesContext(connection) as queries:
        restate(ids)
    return len(queries)


def test_a_batch_takes_as_many_queries_as_one() -> None:
    assert queries_of_hearing(400) == queries_of_hearing(1)


def test_rows_that_are_announced_often_are_restated_once() -> None:
    # given one enquiry
    enquiry = heard("Ann")

    # when it is announced three times in a block
    EnquiryFact.objects.all().delete()
    EnquiryStatistic.objects.all().delete()
    EnquiryMonth.objects.all().delete()
    with gathered():
        for _time in range(3):
            restate([enquiry.pk])
        assert EnquiryFact.objects.count() == 0

    # then it was counted once, at the end
    assert EnquiryStatistic.objects.get().count == 1


def test_what_is_rolled_back_was_never_counted() -> None:
    def heard_and_failed() -> None:
        with gathered():
            heard("Ann")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        heard_and_failed()
    assert (Enquiry.objects.count(), EnquiryFact.objects.count()) == (0, 0)
