"""What event mode adds to pages of others: the way onto a phone, the phones, what a phone's clock said."""

import datetime
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.queries import caught_as, signed_in_phones
from tandem.marketing.capture.rules import can_sign_out
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.rules import can_capture
from tandem.office.business.reach import is_loopback
from tandem.ui.moments import duration_words
from tandem.ui.slots import Content, Panel


def event_mode(request: HttpRequest, *, campaign: Campaign, **others: Any) -> Sequence[Content]:
    """On a campaign's page: its code to open on a phone, and the phones that are signed in."""
    path = reverse("capture:event", args=[campaign.pk])
    address = f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
    is_reachable = not is_loopback(urlsplit(address).hostname or "")
    phones = signed_in_phones(at=timezone.now()).filter(campaign=campaign)
    context = {
        "path": path,
        "address": address,
        "code": code_of(address) if is_reachable else "",
        "is_secure": address.startswith("https://"),
        "may_capture": can_capture(request.user),
        "phones": [(phone, can_sign_out(request.user, phone)) for phone in phones],
    }
    return [Panel("marketing/capture/on_campaign.html", context)]


def code_of(address: str) -> SafeString:
    drawn = segno.make(address, micro=False, error="m").svg_inline(scale=5, light="#ffffff")
    # Made of squares by segno; the address itself is not in it.
    return mark_safe(drawn)  # noqa: S308


def own_phones(request: HttpRequest, **others: Any) -> Sequence[Content]:
    """On one's own account page: the phones that hand in what one catches."""
    phones = list(signed_in_phones(at=timezone.now()).filter(user_id=request.user.pk or 0))
    return [Panel("marketing/capture/own_phones.html", {"phones": phones})] if phones else []


def caught_on_phone(request: HttpRequest | None, *, enquiry: Enquiry, **others: Any) -> Sequence[Content]:
    """Beside an enquiry that came from a phone: when it was caught, by the phone's clock and by ours."""
    caught = caught_as(enquiry) if enquiry.external_system.startswith("phone:") else None
    if caught is None:
        return []
    behind = datetime.timedelta(seconds=abs(caught.behind_seconds))
    context = {
        "caught": caught,
        "clock_said": clock_words(caught.said_at),
        "behind": duration_words(behind) if behind else "",
    }
    return [Panel("marketing/capture/caught.html", context)]


def clock_words(said_at: str) -> str:
    """What a phone's clock said, as it stood on the phone; as it was sent where it cannot be read."""
    try:
        moment = datetime.datetime.fromisoformat(said_at)
    except ValueError:
        return said_at or _("nothing")
    return date_format(moment, "j M Y, G:i") + (f" (UTC{moment.isoformat()[-6:]})" if moment.tzinfo else "")
