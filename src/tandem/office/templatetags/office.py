"""`{% load office %}`: what the office gives to the pages of every desk."""

from typing import Any

from django import template
from django.db import models
from django.template import Context
from django.utils import timezone

from tandem.office.journal.actions import can_undo
from tandem.office.journal.queries import ShownLine, history_of

register = template.Library()


@register.inclusion_tag("office/journal/lines.html", takes_context=True)
def history(context: Context, row: models.Model) -> dict[str, Any]:
    """What was done to one row, the newest first, with a way back where there is one."""
    request = context["request"]
    return {
        "lines": history_of(row, currency=request.business.currency),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def undoable(shown: ShownLine) -> bool:
    return can_undo(shown.line, at=timezone.now())
