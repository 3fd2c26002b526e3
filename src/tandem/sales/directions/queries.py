from tandem.office.business.queries import once
from tandem.sales.directions.models import Directions


def directions() -> Directions:
    """The row, or what holds without one; on a page it is read once."""
    return once("directions", lambda: Directions.objects.first() or Directions(pk=1))
