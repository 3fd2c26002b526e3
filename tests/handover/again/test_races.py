"""Two sellers ring the same customer at once: one of them is told."""

import pytest

from tandem.handover.again.actions import came_again, put_off
from tandem.handover.again.words import Talk
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.models import Opportunity
from tests.handover.again.customers import NOW, a_customer, a_day, purchase_of, regulars
from tests.handover.desks import a_business, a_user
from tests.handover.passing.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once() -> None:
    # given somebody who is due, and two who sell
    a_business()
    joe, ines = a_user("Joe", "sales"), a_user("Ines", "both")
    regulars()
    row, other = (purchase_of(person) for person in [a_customer("Ada", 100)] * 2)
    talk = Talk(kind="call")

    # when one hears that she would like something, and the other that she would rather be asked later
    ends = at_once(
        lambda: came_again(purchase=row, wanted="Six cushions", talk=talk, by=joe, at=NOW),
        lambda: put_off(purchase=other, on=a_day(20), talk=talk, by=ines, at=NOW),
    )

    # then one of the two has happened, whole
    assert sorted(ends) == ["Refused", "done"]
    assert Entry.objects.filter(origin="handover.again").count() == 1
    assert Opportunity.objects.count() == (0 if purchase_of(row.person).ask_again_at else 1)
