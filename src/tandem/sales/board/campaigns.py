"""What is open by campaign: names and sums, from what each opportunity carries of its brief."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from tandem.sales.board.queries import Asked, sifted
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import open_opportunities

SHOWN = 12
OFFERED = 200
# Only of what is open does a sum say something: what was won has its revenue, what was lost has none.
ADDED_UP = ("", "no_step")


@dataclass(frozen=True)
class OfCampaign:
    """What is open of one campaign; without a name, of none."""

    name: str
    number: int
    sum_minor: int


@dataclass(frozen=True)
class Sums:
    """The most worth first. `others` are so many campaigns that are not among the rows."""

    rows: Sequence[OfCampaign] = ()
    without: OfCampaign | None = None
    others: int = 0


def campaigns_offered() -> list[str]:
    """Every campaign that an opportunity came of, by name: read from the index. One query."""
    names = Opportunity.objects.exclude(campaign="").order_by("campaign").values_list("campaign", flat=True)
    return list(names.distinct()[:OFFERED])


def campaigns_open() -> list[str]:
    """Those of what is open now."""
    names = open_opportunities().exclude(campaign="").order_by("campaign")
    return list(names.values_list("campaign", flat=True).distinct()[:OFFERED])


def sums_by_campaign(asked: Asked) -> Sums:
    """Of what the list shows, were no campaign picked. One query; none where it is not about what is open."""
    if asked.show not in ADDED_UP:
        return Sums()
    rows = sifted(asked).order_by().values("campaign").annotate(number=Count("pk"), sum=Sum("amount_minor"))
    found = [OfCampaign(row["campaign"], row["number"], row["sum"] or 0) for row in rows]
    named = sorted(
        (one for one in found if one.name), key=lambda one: (-one.sum_minor, -one.number, one.name)
    )
    without = next((one for one in found if not one.name), None)
    return Sums(named[:SHOWN], without, max(0, len(named) - SHOWN))
