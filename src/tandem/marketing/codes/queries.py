"""Where the code of a place leads today."""

import datetime
import re

from tandem.marketing.links.models import Place
from tandem.marketing.links.queries import code_address, where_it_leads


def where_it_goes(place: Place, *, at: datetime.datetime) -> str:
    """The link that was chosen for it; empty where none was."""
    return where_it_leads(place.link, at=at) if place.link else ""


def short_address(place: Place) -> str:
    """What one types who cannot scan: without https://, which every browser adds."""
    return re.sub(r"^https?://", "", code_address(place))
