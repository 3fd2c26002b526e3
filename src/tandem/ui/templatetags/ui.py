"""`{% load ui %}`. Every tag with its parameters is told in docs/looks.md."""

import secrets
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from lucide.templatetags.lucide import lucide

from tandem.ui import figures, forms, marks, moments, slots, tables, toasts
from tandem.ui.desks import KEYS, desk_of
from tandem.ui.shortcuts import for_the_script, shortcuts_on

register = template.Library()


@lru_cache(maxsize=512)
def drawn(name: str, size: int) -> str:
    stroke = "2" if size <= 16 else "1.75"
    return lucide(name, size=size, stroke_width=stroke, aria_hidden="true", **{"class": "icon"})


@register.simple_tag
def icon(name: str, size: int = 20) -> str:
    """It says nothing to a screen reader: a word stands beside it."""
    return drawn(str(name), size) if name else ""


@register.filter
def go_key(icon: str) -> str:
    """The letter that goes, after g, to the place with this icon."""
    return KEYS.get(icon, "")


@register.filter
def below(cells: Sequence[Any], heads: Sequence[str]) -> list[tuple[str, Any]]:
    """Each cell of a row with the head it stands below, which a card on a phone shows beside it."""
    return list(zip(heads, cells, strict=False))


@register.filter
def beginning(text: str, length: int) -> str:
    """No longer than this, and with dots where it goes on. Django's `truncatechars` looks at each letter for
    marks above and below it: fifty rows of a list take 4 ms by that.
    """
    if len(text) <= length:
        return text
    end = length - 1
    while end and unicodedata.combining(text[end]):
        # Never between a letter and its accents.
        end -= 1
    return f"{text[:end]}…"


@register.inclusion_tag("ui/parts/keys.html", takes_context=True)
def keys(context: Context) -> dict[str, Any]:
    """The list of shortcuts, with the switch."""
    return {"groups": shortcuts_on(furniture_in(context))}


@register.simple_tag(takes_context=True)
def keys_data(context: Context) -> SafeString:
    """The same list for the script."""
    return json_script(for_the_script(shortcuts_on(furniture_in(context))))


@register.simple_tag
def unchanging(template: str) -> SafeString:
    """A part that knows nothing of its page, and so is drawn once and not for each page anew."""
    return _unchanging(template, get_language())


@lru_cache(maxsize=32)
def _unchanging(template: str, language: str | None) -> SafeString:
    return render_to_string(template)


@register.simple_tag(takes_context=True)
def dialogs(context: Context) -> SafeString:
    """The dialogs at the end of each page. They differ by the places that there are, and by nothing else."""
    found = furniture_in(context)
    places = tuple((entry["icon"], str(entry["name"])) for entry in found["navigation"] or ())
    return _dialogs(places, bool(found["capture_url"]), bool(found["search_url"]), get_language())


@lru_cache(maxsize=64)
def _dialogs(
    places: tuple[tuple[str, str], ...], capture: bool, search: bool, language: str | None
) -> SafeString:
    navigation = [{"icon": icon, "name": name} for icon, name in places]
    known = {"navigation": navigation, "capture_url": capture, "search_url": search}
    return render_to_string("ui/dialogs.html", known)


def furniture_in(context: Context) -> dict[str, Any]:
    return {name: context.get(name) for name in ("navigation", "capture_url", "search_url")}


@register.simple_tag
def once() -> SafeString:
    """The one-time key of a form: sending the same form twice has one effect."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(18))


@register.simple_tag
def version(row: Any) -> SafeString:
    """The version that was read, so that nobody's change is overwritten unseen."""
    return format_html('<input type="hidden" name="version" value="{}">', row.version)


@register.inclusion_tag("ui/parts/field.html")
def field(
    bound: BoundField, hint: str = "", suffix: str = "", icon: str = "", desk: str = "", **attributes: str
) -> dict[str, Any]:
    control = forms.control(bound, hint=hint, **attributes)
    return {
        "control": control,
        "hint": hint or bound.help_text,
        "suffix": suffix,
        "icon": icon,
        "desk": desk,
    }


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """Every field, and above them what is wrong with the form as a whole."""
    return {"form": form}


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    return {"errors": form.non_field_errors()}


@register.simple_tag
def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    return figures.number_words(value, decimals)


@register.simple_tag
def money(minor: int, currency: str, exact: bool = False) -> str:
    return figures.money_words(minor, currency, exact=exact)


@register.simple_tag
def money_range(low: int, high: int, currency: str) -> str:
    return figures.money_range_words(low, high, currency)


@register.simple_tag
def share(part: int, whole: int) -> str:
    return figures.share_words(part, whole)


@register.simple_tag
def share_range(low: float, high: float) -> str:
    return figures.share_range_words(low, high)


@register.simple_tag
def one_in(part: int, whole: int) -> str:
    return figures.one_in_words(part, whole)


@register.simple_tag
def when(moment: date | datetime | None, now: datetime | None = None) -> str:
    if not moment:
        return ""
    zone = timezone.get_current_timezone()
    today = timezone.localtime(now or timezone.now(), zone).date()
    return _when(moment, getattr(moment, "tzinfo", None), today, zone, get_language())


# A list tells fifty moments, and the next look at it the same ones. Two that are the same moment in two zones
# are equal, and are not written the same.
@lru_cache(maxsize=4096)
def _when(
    moment: date | datetime, _of: tzinfo | None, today: date, zone: tzinfo, _language: str | None
) -> SafeString:
    return timed(moment, moments.when_on(moment, today, zone))


@register.simple_tag
def clock(moment: datetime) -> str:
    return timed(moment, moments.clock_words(moment))


@register.simple_tag
def waiting(since: datetime, now: datetime | None = None) -> str:
    return timed(since, moments.waiting_words(since, now or timezone.now()))


@register.simple_tag
def duration(value: timedelta) -> str:
    return moments.duration_words(value)


def timed(moment: date | datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.inclusion_tag("ui/parts/badge.html")
def badge(words: str, kind: str = "mute", icon: str = "") -> dict[str, str]:
    """`kind`: ok, warn, bad, mute, or a desk, which makes it a pill."""
    return {"words": words, **marks.badge_looks(kind, icon)}


@register.inclusion_tag("ui/parts/desk_mark.html")
def desk_mark(desk: str, words: str = "") -> dict[str, Any]:
    known = desk_of(desk)
    return {"desk": known, "words": words or known.word}


@register.inclusion_tag("ui/parts/dots.html")
def dots(sure: int, words: str = "", desk: str = "", instead: str = "") -> dict[str, Any]:
    """Ten dots and “9 in 10 sure.” with `words` after it; or `instead`, the whole sentence."""
    return {
        "sure": sure,
        "filled": [place < sure for place in range(10)],
        "words": words,
        "instead": instead,
        "lamp": desk_of(desk).name if desk else "",
    }


@register.inclusion_tag("ui/parts/bar.html")
def bar(part: float, whole: float, desk: str = "", height: int = 4, mirrored: bool = False) -> dict[str, Any]:
    """From the left, or with `mirrored` from the right. The number stands beside it in words."""
    return marks.bar_looks(part, whole, desk, height, mirrored)


@register.inclusion_tag("ui/parts/bar_with_open.html")
def bar_with_open(part: int, open: int, whole: int, desk: str = "", height: int = 4) -> dict[str, Any]:
    """What has come solid, what is still open hatched behind it. Their numbers stand beside it in words."""
    pieces = marks.stretches(part, open, max(whole - part - open, 0))
    return {"pieces": pieces, "height": height, "ink": marks.ink_of(desk)}


@register.inclusion_tag("ui/parts/where.html")
def where_they_are(
    won: int, open: int, ended: int, likely: int | None = None, desk: str = ""
) -> dict[str, Any]:
    """Won solid, open hatched, ended pale; `likely` of the open ones are expected to buy, if any."""
    return {
        "counts": {"won": won, "open": open, "ended": ended, "likely": likely},
        "pieces": marks.stretches(won, open, ended),
        "ink": marks.ink_of(desk),
    }


@register.inclusion_tag("ui/parts/countdown.html")
def countdown(
    left: timedelta, whole: timedelta, words: str, promise: str = "", late_since: datetime | None = None
) -> dict[str, Any]:
    """Working time left of a promise; `words` say what is to be done: “to accept or decline”."""
    return {"words": words, "promise": promise, **marks.countdown_looks(left, whole, late_since)}


@register.inclusion_tag("ui/parts/plan_bar.html")
def plan_bar(reached: float, planned: float, words: str) -> dict[str, Any]:
    """What was reached as a bar, the plan as a mark on it; `words`: “planned 480”."""
    return {"words": words, **marks.plan_looks(reached, planned)}


@register.inclusion_tag("ui/parts/steps.html")
def steps(done: int, whole: int, words: str) -> dict[str, Any]:
    return {"words": words, "marks": [place < done for place in range(whole)]}


@register.simple_tag
def quote(words: str, size: str = "") -> SafeString:
    """A person's own words; `size="small"` in a timeline. Nothing for no words."""
    kind = "quote quote-small" if size == "small" else "quote"
    return format_html('<blockquote class="{}">“{}”</blockquote>', kind, words) if words else SafeString()


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(context: Context, name: str, words: str, numeric: bool = False) -> dict[str, Any]:
    request = context.get("request")
    asked = request.GET.get("sort", "") if request else ""
    direction = {name: "ascending", f"-{name}": "descending"}.get(asked, "")
    turned = f"-{name}" if direction == "ascending" else name
    return {
        "words": words,
        "numeric": numeric,
        "direction": direction,
        "address": tables.address_with(request, sort=turned, page=None),
    }


@register.inclusion_tag("ui/parts/paging.html", takes_context=True)
def paging(context: Context, page: "Page[Any]") -> dict[str, Any]:
    request = context.get("request")
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    return {
        "page": page,
        "before": tables.address_with(request, page=before) if before else "",
        "after": tables.address_with(request, page=after) if after else "",
    }


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, **values: Any) -> SafeString:
    return rows(context, slots.items(name, context.get("request"), **values))


@register.simple_tag(takes_context=True)
def rows(context: Context, parts: Sequence[slots.Content]) -> SafeString:
    """A list of slot items, drawn; for a page that has sorted or counted them itself."""
    request = context.get("request")
    return format_html_join("", "{}", ((SafeString(slots.render(part, request)),) for part in parts))


@register.inclusion_tag("ui/parts/toasts.html", takes_context=True)
def show_toasts(context: Context) -> dict[str, Any]:
    """The sentences that `pages.done` left, each with its undo."""
    request = context.get("request")
    told = get_messages(request) if request else []
    return {
        "toasts": [toasts.toast_of(message) for message in told],
        "csrf_token": context.get("csrf_token"),
    }
