"""Sorting and paging by the query string, so that both work as plain links."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50

Row = TypeVar("Row", bound=Model)


def ordering(request: HttpRequest, columns: Mapping[str, str], default: str) -> list[str]:
    """What to give `order_by`, for `?sort=name` or `?sort=-name`; an unknown name means the default.

    `columns` maps the names that may stand in the query string to fields. The key is always added
    last: without it two equal rows could stand on two pages.
    """
    asked = request.GET.get("sort", "")
    name = asked if asked.removeprefix("-") in columns else default
    sign = "-" if name.startswith("-") else ""
    return [f"{sign}{columns[name.removeprefix('-')]}", f"{sign}pk"]


def page_of(request: HttpRequest, rows: "QuerySet[Row, Any]", size: int = PAGE_SIZE) -> Page[Row]:
    """The asked page; the nearest one for a number that does not exist."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def address_with(request: HttpRequest | None, **changes: str | int | None) -> str:
    """The query string with changes; None takes a name out."""
    query = request.GET.copy() if request else None
    if query is None:
        return ""
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
