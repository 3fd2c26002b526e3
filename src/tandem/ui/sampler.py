"""Made-up rows for the page that shows every part."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ui.sample_charts import sample_charts
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
        "page": Paginator(range(120), 50).get_page(request.GET.get("page")),
        **sample_figures(),
        **sample_charts(),
        **sample_lists(),
    }


def sample_items() -> list[Item]:
    return [
        Item(
            title=_("Accept or decline Priya Shah"),
            url="#content",
            why=_("Eight dining chairs for her café"),
            when=_("40 min left"),
            icon="handshake",
            desk="sales",
            urgent=True,
        ),
        Item(
            title=_("Print the QR cards for Saturday’s fair"),
            url="#content",
            why=_("The goal there is 30 enquiries, not sales"),
            when=_("by Thursday"),
            icon="ticket",
            desk="marketing",
        ),
        Item(
            title=_("Ring Tom Ellery about his quote"),
            url="#content",
            why=_("£1,368, he has opened it twice"),
            when="11:30",
            icon="phone",
            desk="sales",
            action=_("Ring"),
        ),
    ]


def sample_figures() -> dict[str, Any]:
    return {
        "outcome": {
            "title": _("enquiries, August to October"),
            "sentence": _("20 more than planned. 340 accepted so far, at £15 each."),
            "planned": _("planned 480"),
        },
        "factors": [
            factor("m", "marketing", "500", _("enquiries"), _("counted"), _("about the same, was 460")),
            factor("s", "sales", "16%", _("become customers"), _("13 to 19%"), _("fewer, was 25%"), "down"),
            factor("s", "sales", "£600", _("average sale"), _("£540 to £670"), _("about the same, was £580")),
            factor("two", "both", "1.2", _("sales a customer"), _("1.1 to 1.3"), _("the same")),
            factor(
                "two",
                "together",
                "£57,600",
                _("revenue"),
                _("£45,200 to £73,000"),
                _("less, was £80,040"),
                "down",
            ),
        ],
        "track": [
            {"name": _("Draft"), "done": True},
            {"name": _("Sent"), "now": True},
            {"name": _("Accepted")},
        ],
        "channels": [
            {"name": _("Recommendations"), "icon": "hand-heart", "asked": 90, "customers": 20},
            {"name": _("Walk-ins"), "icon": "store", "asked": 70, "customers": 11},
            {"name": _("Local press"), "icon": "newspaper", "asked": 18, "customers": 1},
        ],
        "table_head": [_("Channel"), _("Asked"), _("Customers")],
        "table_rows": [[_("Recommendations"), 90, 20], [_("Walk-ins"), 70, 11], [_("Local press"), 18, 1]],
    }


def factor(
    rule: str, desk: str, value: str, name: str, reach: str, change: str, direction: str = ""
) -> dict[str, Any]:
    operator = {"marketing": "", "together": "="}.get(desk, "×")
    return {
        "rule": rule,
        "desk": desk,
        "value": value,
        "name": name,
        "range": reach,
        "change": change,
        "direction": direction,
        "main": bool(direction),
        "operator": operator,
    }


def sample_lists() -> dict[str, Any]:
    return {
        "board": [
            {
                "name": _("First talk"),
                "sum": "61 · £34,200",
                "cards": [
                    card("Lena Brandt", 68_000, _("Two armchairs, wool"), "phone", _("Ring today")),
                    card(
                        "Daniel Okoro",
                        54_000,
                        _("Sofa cushions"),
                        "mail",
                        _("Answer about green"),
                        waits=True,
                    ),
                ],
            },
            {
                "name": _("Visit"),
                "sum": "34 · £21,600",
                "cards": [card("Grace Tan", 92_000, _("Window seat, linen"), "ruler", _("Measure, 14:00"))],
            },
        ],
        "entries": [
            {
                "icon": "phone",
                "ink": "s",
                "title": _("Joe rang, 12 minutes"),
                "words": _("It has to survive the children and the dog."),
                "at": datetime(2026, 10, 7, 12, 40, tzinfo=UTC),
            },
            {
                "icon": "qr-code",
                "ink": "m",
                "title": _("Enquiry at the Home Fair"),
                "note": _("Scanned the card on the table"),
                "at": datetime(2026, 10, 6, 16, 30, tzinfo=UTC),
            },
        ],
        "inbox": [
            {
                "title": "Priya Shah",
                "icon": "handshake",
                "ink": "s",
                "turn": _("Sales: accept or decline"),
                "words": _("“Eight dining chairs for our café”"),
                "when": _("40 min"),
                "urgent": True,
            },
            {
                "title": "Owen Pryce",
                "icon": "megaphone",
                "ink": "m",
                "turn": _("Marketing: pass on"),
                "words": _("“Do you mend caravan cushions?”"),
                "when": _("1 h 10"),
            },
        ],
    }


def card(name: str, minor: int, what: str, icon: str, step: str, *, waits: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "minor": minor,
        "what": what,
        "icon": icon,
        "next": step,
        "waits": waits,
        "age": _("2 days"),
    }
