from tandem.offers.competitors.models import Competitor
from tandem.offers.competitors.words import name_key

SUGGESTED = 50


def competitor_by(name: str) -> Competitor | None:
    """The one of this name, however it was typed."""
    return Competitor.objects.filter(key=name_key(name)).first()


def known_names() -> list[str]:
    """To be offered while one types."""
    return list(Competitor.objects.values_list("name", flat=True)[:SUGGESTED])
