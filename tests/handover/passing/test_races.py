"""Two people at once: one wins, the other is told, and nothing is half done."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import accept, decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.changes.words import Refused, Stale
from tandem.sales.opportunities.models import Opportunity
from tests.handover.desks import NOW, a_business, a_user, an_enquiry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], object]) -> list[str]:
    """What became of each: done, or told."""
    start, ends = threading.Barrier(len(actions)), [""] * len(actions)

    def run(place: int, action: Callable[[], object]) -> None:
        start.wait()
        try:
            action()
            ends[place] = "done"
        except (Stale, Refused) as told:
            ends[place] = type(told).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_accept_and_decline_at_once() -> None:
    a_business()
    maya, joe, ada = a_user("Maya", "marketing"), a_user("Joe", "sales"), a_user("Ada", "sales")
    enquiry = an_enquiry()
    passing = pass_on(enquiry=enquiry, expected_version=1, owner=joe, by=maya, at=NOW)

    def seen() -> Passing:
        return Passing.objects.select_related("enquiry", "agreement").get(pk=passing.pk)

    one, other = seen(), seen()
    ends = at_once(
        lambda: accept(passing=one, expected_version=1, by=joe, at=NOW),
        lambda: decline(passing=other, expected_version=1, reason="Too far away", by=ada, at=NOW),
    )

    assert ends == ["Stale", "done"]
    decision = Passing.objects.get().decision
    assert Enquiry.objects.get().state == decision
    accepted = int(decision == "accepted")
    assert (Opportunity.objects.count(), Feeding.objects.count()) == (accepted, accepted)


def test_two_pass_the_same_enquiry_at_once() -> None:
    a_business()
    maya, joe = a_user("Maya", "marketing"), a_user("Joe", "sales")
    enquiry = an_enquiry()
    rows = [Enquiry.objects.select_related("person").get(pk=enquiry.pk) for _place in range(3)]

    ends = at_once(
        *(
            lambda row=row: pass_on(enquiry=row, expected_version=1, owner=joe, by=maya, at=NOW)  # type: ignore[misc]
            for row in rows
        )
    )

    assert ends == ["Stale", "Stale", "done"]
    assert Passing.objects.count() == 1
