"""What the first steps were told, kept while a sample stands in the place of the own business."""

import datetime
from typing import Any

from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.queries import terms_of
from tandem.office.accounts.models import User
from tandem.office.business.actions import save_business
from tandem.office.business.hours import Week
from tandem.office.business.models import Business
from tandem.office.business.places import usual_prices
from tandem.office.business.queries import working_week

SAID_OF_THE_BUSINESS = ("name", "trade", "country", "subdivision", "currency", "zone", "prices")


def said_so_far() -> dict[str, Any]:
    """What the first steps were told, as JSON; empty before them."""
    business = Business.objects.filter(pk=1, is_sample=False).exclude(set_up_at=None).first()
    if business is None:
        return {}
    week = [[[f"{time:%H:%M}" for time in stretch] for stretch in day] for day in working_week()]
    said: dict[str, Any] = {name: getattr(business, name) for name in SAID_OF_THE_BUSINESS}
    agreement = Agreement.objects.first()
    if agreement is not None:
        terms = terms_of(agreement)
        said["agreement"], said["criteria"] = terms.columns(), [list(pair) for pair in terms.criteria]
    return {**said, "week": week}


def bring_back(said: dict[str, Any], *, by: User, at: datetime.datetime) -> None:
    """Write what was told before the sample into the own business, which has nothing in it yet."""
    if not said:
        return
    # A sample that was loaded before prices were asked for kept no answer.
    columns: dict[str, Any] = {"prices": usual_prices(said["country"])}
    columns |= {name: said[name] for name in SAID_OF_THE_BUSINESS if name in said}
    save_business(week=week_of(said["week"]), set_up_at=at, by=by, at=at, **columns)
    if "agreement" in said:
        criteria = [(words, detail) for words, detail in said["criteria"]]
        agree(criteria=criteria, by=by, at=at, **said["agreement"])


def week_of(days: list[list[list[str]]]) -> Week:
    times = datetime.time.fromisoformat
    return tuple(tuple((times(opens), times(closes)) for opens, closes in day) for day in days)
