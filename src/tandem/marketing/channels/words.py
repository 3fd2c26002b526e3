"""What a channel is called and how it is drawn, made from its source and medium."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

# One channel for everybody of whom nobody knows where they heard of us; `tandem analyse` calls it (blank).
NOT_KNOWN = gettext_lazy("Not known")
# The medium of whoever bought before and would like something again: sales asked, no promotion brought them.
CAME_AGAIN = "came_again"
NAMES: dict[str, Promise] = {
    "walk_in": gettext_lazy("Walk-ins"),
    "phone": gettext_lazy("By phone"),
    "email": gettext_lazy("By e-mail"),
    "referral": gettext_lazy("Recommendations"),
    "search": gettext_lazy("Search"),
    "cpc": gettext_lazy("Search adverts"),
    "display": gettext_lazy("Banner adverts"),
    "event": gettext_lazy("Fairs and events"),
    "fair": gettext_lazy("Fairs"),
    "newsletter": gettext_lazy("Newsletter"),
    "press": gettext_lazy("Press"),
    "print": gettext_lazy("Print"),
    "social": gettext_lazy("Social media"),
    "partner": gettext_lazy("Partners"),
    "website": gettext_lazy("Website"),
    "qr": gettext_lazy("QR codes"),
    CAME_AGAIN: gettext_lazy("Customers who came again"),
}
ICONS: dict[str, str] = {
    "walk_in": "store",
    "phone": "phone",
    "email": "mail",
    "referral": "hand-heart",
    "search": "search",
    "cpc": "search",
    "display": "megaphone",
    "event": "ticket",
    "fair": "ticket",
    "newsletter": "mail",
    "press": "newspaper",
    "print": "newspaper",
    "social": "users",
    "partner": "handshake",
    "website": "globe",
    "qr": "qr-code",
    CAME_AGAIN: "hand-heart",
}
# How people write a medium elsewhere, and what we call it.
SAME_MEDIUM: dict[str, str] = {
    "ppc": "cpc",
    "paid_search": "cpc",
    "paidsearch": "cpc",
    "organic": "search",
    "organic_search": "search",
    "recommendation": "referral",
    "word_of_mouth": "referral",
    "walk-in": "walk_in",
    "walkin": "walk_in",
    "e-mail": "email",
    "mail": "email",
    "telephone": "phone",
    "paid_social": "social",
    "banner": "display",
    "public_relations": "press",
    "trade_fair": "fair",
    "advertisement": "display",
    "networking": "event",
}
# Words in a source that tell how to draw it, where the medium says nothing.
ICON_HINTS: tuple[tuple[str, str], ...] = (
    ("search", "search"),
    ("google", "search"),
    ("recommend", "hand-heart"),
    ("referral", "hand-heart"),
    ("walk", "store"),
    ("shop", "store"),
    ("fair", "ticket"),
    ("event", "ticket"),
    ("newsletter", "mail"),
    ("mail", "mail"),
    ("press", "newspaper"),
    ("paper", "newspaper"),
    ("print", "newspaper"),
    ("social", "users"),
    ("instagram", "users"),
    ("facebook", "users"),
    ("phone", "phone"),
    ("direct", "globe"),
    ("web", "globe"),
)
LONGEST_SOURCE, LONGEST_MEDIUM, LONGEST_NAME = 120, 60, 120


def source_key(typed: str) -> str:
    """What two sources are compared by: case and spaces do not make another channel."""
    return " ".join(typed.split()).lower()[:LONGEST_SOURCE].strip()


def medium_key(typed: str) -> str:
    key = "_".join(typed.split()).lower()[:LONGEST_MEDIUM]
    return SAME_MEDIUM.get(key, key)


def spoken(word: str) -> str:
    """“paid_search” as one says it: “Paid search”."""
    words = " ".join(word.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def channel_name(source: str, medium: str) -> str:
    """The first name of a channel, until somebody gives it a better one."""
    key = medium_key(medium)
    known = str(NAMES.get(key, "")) or spoken(key)
    if not source.strip():
        return (known or str(NOT_KNOWN))[:LONGEST_NAME]
    if not key:
        return spoken(source)[:LONGEST_NAME]
    return f"{spoken(source)}, {known[:1].lower()}{known[1:]}"[:LONGEST_NAME]


def told_words(source: str, medium: str) -> str:
    """Source and medium as they were told, in words and not in the keys of other programs."""
    known = str(NAMES.get(medium, "")) or medium.replace("_", " ")
    return " · ".join(filter(None, (source.replace("_", " "), known[:1].lower() + known[1:])))


def channel_icon(source: str, medium: str) -> str:
    if icon := ICONS.get(medium_key(medium)):
        return icon
    text = f"{source} {medium}".lower()
    return next(
        (icon for word, icon in ICON_HINTS if word in text), "circle" if not text.strip() else "megaphone"
    )
