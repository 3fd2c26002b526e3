"""Where the code of a place leads today."""

import datetime
import re

from django.urls import reverse

from tandem.marketing.forms.queries import open_form_of
from tandem.marketing.links.models import Place
from tandem.marketing.links.queries import code_address, token_for, where_it_leads
from tandem.marketing.links.words import with_token


def where_it_goes(place: Place, *, at: datetime.datetime) -> str:
    """The open form of its campaign, with the way they came; else the link that was chosen; else nothing."""
    if form := open_form_of(place.campaign):
        return with_token(reverse("form:ask", args=[form.slug]), token_for(place, at=at))
    return where_it_leads(place.link, at=at) if place.link else ""


def short_address(place: Place) -> str:
    """What one types who cannot scan: without https://, which every browser adds."""
    return re.sub(r"^https?://", "", code_address(place))
