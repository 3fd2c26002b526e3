"""What was wrong with a request, in sentences: for what pydantic found, and for what an action refused."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

Said = Callable[[dict[str, Any]], str]

SENTENCES: dict[str, Said] = {
    "missing": lambda c: _("This is needed."),
    "extra_forbidden": lambda c: _("There is no such field here."),
    "string_too_long": lambda c: _("Too long: at most %(max)s characters.") % {"max": c["max_length"]},
    "string_pattern_mismatch": lambda c: _("This is not written as it should be, or holds a NUL character."),
    "string_type": lambda c: _("This must be text."),
    "string_unicode": lambda c: _("This must be text in UTF-8."),
    "greater_than_equal": lambda c: _("This must be %(least)s or more.") % {"least": c["ge"]},
    "less_than_equal": lambda c: _("This must be %(most)s or less.") % {"most": c["le"]},
    "too_long": lambda c: _("That is too many: %(max)s at most.") % {"max": c["max_length"]},
    "too_short": lambda c: _("That is too few: %(min)s at least.") % {"min": c["min_length"]},
    "enum": lambda c: _("This must be one of %(choices)s.") % {"choices": c["expected"]},
    "literal_error": lambda c: _("This must be one of %(choices)s.") % {"choices": c["expected"]},
    "list_type": lambda c: _("This must be a list."),
    "dict_type": lambda c: _("This must be an object."),
    "model_type": lambda c: _("This must be an object."),
    "model_attributes_type": lambda c: _("This must be an object."),
    "timezone_aware": lambda c: _("Say the zone too, as in 2026-11-03T10:00:00Z."),
    "moment_range": lambda c: _("This must be between 1970 and 2199."),
}
# Kinds of mistakes that are told alike.
BEGINNINGS: dict[str, Said] = {
    "int": lambda c: _("This must be a whole number."),
    "datetime": lambda c: _("This must be a time such as 2026-11-03T10:00:00Z."),
    "date": lambda c: _("This must be a day such as 2026-11-03."),
    "time": lambda c: _("This must be a time of day such as 09:15."),
}


def field_mistakes(errors: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Each field with its sentence; what was sent is not sent back."""
    return [{"field": place_of(error["loc"]), "sentence": sentence_of(error)} for error in errors]


def place_of(path: tuple[Any, ...]) -> str:
    """Where in the request: ninja puts the part of the request first, and the name of the parameter."""
    inner = path[2:] if path[:1] == ("body",) else path[1:]
    return ".".join(map(str, inner)) or "body"


def sentence_of(error: dict[str, Any]) -> str:
    kind = error["type"]
    said = SENTENCES.get(kind) or BEGINNINGS.get(kind.partition("_")[0])
    return said(error.get("ctx", {})) if said else _("This is not as it should be.")
