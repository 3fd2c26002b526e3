from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _


class Map(models.TextChoices):
    """Where *Directions* leads. Whoever answers there learns where somebody is to be visited."""

    NONE = "none", _("Nowhere: the address stands there as words")
    PHONE = "phone", _("To the map program of the phone")
    OPENSTREETMAP = "osm", _("To OpenStreetMap, in the browser")


def link_to(place: str, way: str) -> str:
    """Nothing where no map is switched on; the page itself asks nobody anything."""
    if not place or way == Map.NONE:
        return ""
    if way == Map.PHONE:
        return f"geo:0,0?q={quote(place, safe='')}"
    return f"https://www.openstreetmap.org/search?query={quote(place, safe='')}"
