"""A small business with one row of everything, for tests that go through every URL."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tandem.office.accounts.models import User


@dataclass
class World:
    users: dict[str, User]
    rows: dict[str, int | str] = field(default_factory=dict)


def pattern_of(name: str) -> URLPattern:
    """The URL pattern behind a full name such as "sales:board"."""
    found = _search(get_resolver().url_patterns, name)
    if found is None:
        raise LookupError(name)
    return found


def _search(patterns: list[URLPattern | URLResolver], name: str, prefix: str = "") -> URLPattern | None:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found = _search(pattern.url_patterns, name, inner)
            if found is not None:
                return found
        elif pattern.name and prefix + pattern.name == name:
            return pattern
    return None


def arguments_for(name: str, world: World) -> dict[str, Any]:
    """The arguments of a URL: "sales:win" takes the row kept under its own name, else that of its app."""
    pattern = pattern_of(name).pattern
    wanted = pattern.converters or pattern.regex.groupindex
    return {
        argument: world.rows.get(f"{name}.{argument}", world.rows.get(f"{name.split(':')[0]}.{argument}", 1))
        for argument in wanted
    }
