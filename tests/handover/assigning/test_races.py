"""Two who pass at once: the second one sees to whom the first one went."""

import pytest

from tandem.handover.assigning.actions import pass_by_rule, set_sharing
from tandem.handover.passing.models import Passing
from tests.handover.desks import NOW, a_business, a_user, an_enquiry
from tests.handover.passing.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("way", ["in_turn", "by_load"])
def test_four_passed_at_once_go_to_four_sellers(way: str) -> None:
    a_business()
    maya = a_user("Maya", "marketing")
    for number in range(4):
        a_user(f"Seller{number}", "sales")
    set_sharing(way=way, expected_version=1, by=None, at=NOW)
    enquiries = [an_enquiry(f"Somebody{number} s{number}@x.example") for number in range(4)]

    ends = at_once(
        *(
            lambda row=row: pass_by_rule(enquiry=row, expected_version=1, by=maya, at=NOW)  # type: ignore[misc]
            for row in enquiries
        )
    )

    assert ends == ["done"] * 4
    owners = Passing.objects.order_by("owner__name").values_list("owner__name", flat=True)
    assert list(owners) == ["Seller0", "Seller1", "Seller2", "Seller3"]
