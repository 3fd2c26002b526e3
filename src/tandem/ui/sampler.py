"""Made-up rows for the page that shows every part."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ui.slots import Item

NOW = datetime(2026, 11, 3, 9, 40, tzinfo=UTC)


class SampleForm(forms.Form):
    budget = forms.CharField(label=gettext_lazy("Budget"), help_text=gettext_lazy("For the whole fair"))
    ready_by = forms.DateField(
        label=gettext_lazy("Ready by"), error_messages={"invalid": gettext_lazy("Try a date like 18 Dec.")}
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("talk", gettext_lazy("First talk")), ("visit", gettext_lazy("Visit"))],
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    newsletter = forms.BooleanField(
        label=gettext_lazy("May we send the newsletter?"),
        help_text=gettext_lazy("Ask them. Leave it empty if they hesitate."),
        required=False,
    )
    door = forms.ChoiceField(
        label=gettext_lazy("How did they ask?"),
        choices=[("phone", gettext_lazy("By phone")), ("walk_in", gettext_lazy("Walked in"))],
        widget=forms.RadioSelect,
    )


def parts_shown(request: HttpRequest) -> dict[str, Any]:
    form = SampleForm({"budget": "£480", "ready_by": "18 Octember", "stage": "visit", "door": "phone"})
    form.is_valid()
    return {
        "form": form,
        "now": NOW,
        "since": NOW - timedelta(days=9),
        "passed_at": datetime(2026, 10, 7, 9, 15, tzinfo=UTC),
        "accepted_at": datetime(2026, 10, 7, 11, 5, tzinfo=UTC),
        "left": timedelta(minutes=40),
        "long": timedelta(hours=6),
        "late": timedelta(0),
        "whole": timedelta(hours=8),
        "items": sample_items(),
        "channels": sample_channels(),
        "page": Paginator(range(120), 50).get_page(request.GET.get("page")),
    }


def sample_items() -> list[Item]:
    return [
        Item(
            title=_("Accept or decline Priya Shah"),
            url="#",
            why=_("Eight dining chairs for her café"),
            when=_("40 min left"),
            icon="handshake",
            desk="sales",
            urgent=True,
        ),
        Item(
            title=_("Print the QR cards for Saturday’s fair"),
            url="#",
            why=_("The goal there is 30 enquiries, not sales"),
            when=_("by Thursday"),
            icon="ticket",
            desk="marketing",
        ),
        Item(
            title=_("Ring Tom Ellery about his quote"),
            url="#",
            why=_("£1,368, he has opened it twice"),
            when="11:30",
            icon="phone",
            desk="sales",
            action=_("Ring"),
        ),
    ]


def sample_channels() -> list[dict[str, Any]]:
    return [
        {"name": _("Recommendations"), "icon": "hand-heart", "asked": 90, "customers": 20},
        {"name": _("Walk-ins"), "icon": "store", "asked": 70, "customers": 11},
        {"name": _("Local press"), "icon": "newspaper", "asked": 18, "customers": 1},
    ]
