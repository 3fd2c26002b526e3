"""The way to us: where somebody found us first, and what brought them this time.

A touch is a copy, as it was told then: `source`, `medium`, `campaign` with `campaign_name`, `place` with
`place_name`, `link` with `link_name`, `page`, `term`, and `at` (ISO). Each only where it is known.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tandem.marketing.channels.words import told_words
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.ui.moments import when_words

Touch = Mapping[str, Any]
# By key of the person: their first known touch, and when it was.
FirstTouches = dict[int, tuple[datetime.datetime, dict[str, Any]]]


def touch_told(row: Heard, pair: tuple[str, str]) -> dict[str, Any]:
    """Written down by hand or by another program: only where somebody said how they found us."""
    if row.last_touch:
        return dict(row.last_touch)
    if not (row.source or row.medium or row.campaign):
        return {}
    told: dict[str, Any] = {"source": pair[0], "medium": pair[1], "at": row.heard_at.isoformat()}
    if row.campaign:
        told |= {"campaign": row.campaign.pk, "campaign_name": row.campaign.name}
    return told


def first_touches(person_ids: Collection[int]) -> FirstTouches:
    """The first known touch of each person and when it was, with one query."""
    rows = Enquiry.objects.filter(person__in=person_ids).order_by("heard_at", "pk")
    found: FirstTouches = {}
    for person, heard_at, first, last in rows.values_list("person", "heard_at", "first_touch", "last_touch"):
        if touch := first or last:
            found.setdefault(person, (heard_at, touch))
    return found


def way_words(first: Touch, last: Touch) -> str:
    """“Found us first at Thornbury Fair, Stand 12; came back through the link “Newsletter”.”"""
    first_words, last_words = touch_words(first), touch_words(last)
    if first_words and last_words and first_words != last_words:
        day = day_of(first)
        began = _("Found us first %(way)s on %(day)s") if day else _("Found us first %(way)s")
        came_back = _("%(began)s; came back %(way)s.")
        return came_back % {"began": began % {"way": first_words, "day": day}, "way": last_words}
    only = first_words or last_words
    return _("Found us %(way)s.") % {"way": only} if only else ""


def touch_words(touch: Touch) -> str:
    """One touch, as one says it after “found us”; empty where nothing is known of it."""
    if link := text(touch, "link_name"):
        return _("through the link “%(link)s”") % {"link": link}
    met = ", ".join(filter(None, (text(touch, "campaign_name"), text(touch, "place_name"))))
    if met:
        words = _("at %(campaign)s") if touch.get("medium") == "event" else _("through %(campaign)s")
        return words % {"campaign": met}
    if term := text(touch, "term"):
        return _("searching for “%(words)s”") % {"words": term}
    if told := told_words(text(touch, "source"), text(touch, "medium")):
        return _("through %(channel)s") % {"channel": told}
    if page := text(touch, "page"):
        return _("on our page %(page)s") % {"page": page}
    return ""


def text(touch: Touch, name: str) -> str:
    """What other programs sent along may be anything."""
    value = touch.get(name, "")
    return " ".join(value.split())[:120] if isinstance(value, str) else ""


def day_of(touch: Touch) -> str:
    at = text(touch, "at")
    try:
        moment = parse_datetime(at)
    except ValueError:
        return ""
    return when_words(moment.date()) if moment else ""
