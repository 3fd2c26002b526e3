"""Where a campaign is met, how a link is written, and what a way to us is told as."""

import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import unquote_plus, urlencode, urlsplit, urlunsplit

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.limits.words import Rate

# Without letters and digits that one mistakes for another: a code is also read aloud and typed.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 6
LONGEST_TARGET, LONGEST_TAG = 1000, 80
# Cubot is a phone. The browsers inside Pinterest, LinkedIn and others are people; their fetchers say “bot”.
MADE_BY_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|embedly|google-|feedfetcher"
    r"|uptime|headless|lighthouse|curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch"
    r"|ruby|perl|php|postman|validator|archiver",
    re.IGNORECASE,
)

# All phones of a hall may have one address, and a mailing is opened by hundreds at nine: one address, 60 at
# once, then one a second; everybody together, 600 at once, then twenty a second.
OF_ONE, OF_ALL = Rate(60, 1), Rate(600, 0.05)

Touch = dict[str, Any]


class PlaceKind(models.TextChoices):
    """Where people meet a campaign."""

    WHOLE = "whole", gettext_lazy("Anywhere")
    STAND = "stand", gettext_lazy("Stand")
    WINDOW = "window", gettext_lazy("Shop window")
    VAN = "van", gettext_lazy("Van")
    FLYER = "flyer", gettext_lazy("Flyer or poster")
    CARD = "card", gettext_lazy("Business card")
    SIGN = "sign", gettext_lazy("Sign on a site")
    PARCEL = "parcel", gettext_lazy("Parcel or bag")
    OTHER = "other", gettext_lazy("Another place")


PLACE_ICONS: dict[str, str] = {
    PlaceKind.WHOLE: "qr-code",
    PlaceKind.STAND: "ticket",
    PlaceKind.WINDOW: "store",
    PlaceKind.VAN: "truck",
    PlaceKind.FLYER: "newspaper",
    PlaceKind.CARD: "square-user",
    PlaceKind.SIGN: "map-pin",
    PlaceKind.PARCEL: "package",
    PlaceKind.OTHER: "tag",
}
# The medium of a place, where its campaign tells none.
MEDIUM_OF_PLACE: dict[str, str] = {
    PlaceKind.STAND: "event",
    PlaceKind.FLYER: "print",
    PlaceKind.CARD: "print",
}
# Source and medium that a link of a campaign usually has; one changes what does not fit.
USUAL_TAGS: dict[str, tuple[str, str]] = {
    "event": ("", "event"),
    "networking": ("", "event"),
    "advertisement": ("", "cpc"),
    "website": ("website", ""),
    "public_relations": ("", "press"),
    "referral": ("", "referral"),
    "newsletter": ("newsletter", "email"),
    "social": ("", "social"),
    "print": ("", "print"),
    "partner": ("", "partner"),
}


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What is written behind an address, so that other programs see where somebody came from."""

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(f"utm_{name}", value) for name, value in asdict(self).items() if value]


def tag(typed: str) -> str:
    """“Home Fair, Oct” as “home-fair-oct”: lower case, no spaces, what every program reads alike."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return re.sub(r"[^\w.]+", "-", plain).strip("-._")[:LONGEST_TAG].rstrip("-._")


def tagged(target: str, tags: Tags) -> str:
    """The target with its tags; those that stood there already give way, everything else stays as it is."""
    return with_parameters(target, tags.pairs)


def with_token(address: str, token: str) -> str:
    """The address with the way somebody came, signed, as `t`."""
    return with_parameters(address, [("t", token)])


def with_parameters(address: str, pairs: list[tuple[str, str]]) -> str:
    parts, ours = urlsplit(address), {name for name, _value in pairs}
    kept = [one for one in parts.query.split("&") if one and unquote_plus(one.partition("=")[0]) not in ours]
    return urlunsplit(parts._replace(query="&".join([*kept, *filter(None, [urlencode(pairs)])])))


def target_trouble(target: str) -> str:
    """Why this cannot be where a link leads; empty where it can."""
    if len(target) > LONGEST_TARGET:
        return _("This address is too long. Addresses up to 1,000 letters can be kept.")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") or letter.isspace() for letter in target):
        return _("There is a space or a sign in this address that belongs in none.")
    try:
        parts = urlsplit(target)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        named = False
    if not named or parts.scheme not in ("https", "http"):
        return _("Write the whole address, from https:// on, as it stands in the browser.")
    if parts.username is not None or "\\" in target:
        return _("There is a name or a sign in front of this address that belongs in none.")
    return ""


def is_made_by_a_program(user_agent: str) -> bool:
    """Whether no person opened it: a search engine, a message that draws a preview, a watcher."""
    return not user_agent.strip() or bool(MADE_BY_PROGRAMS.search(user_agent))
