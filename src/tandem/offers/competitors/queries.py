from django.db.models import QuerySet

from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.words import name_key

SUGGESTED = 50


def competitor_by(name: str) -> Competitor | None:
    """The one of this name, or that this is another name of, however it was typed."""
    found = Competitor.objects.select_related("joined_into").filter(key=name_key(name)).first()
    return (found.joined_into or found) if found else None


def standing_competitors() -> QuerySet[Competitor]:
    """Without the second names of others."""
    return Competitor.objects.filter(joined_into=None)


def known_names() -> list[str]:
    """To be offered while one types."""
    return list(standing_competitors().values_list("name", flat=True)[:SUGGESTED])
