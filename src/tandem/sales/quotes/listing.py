"""The page that asks what becomes of the lines when a draft goes under another price list."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tandem.offers.prices.queries import usual_list
from tandem.office.accounts.rules import Actor
from tandem.office.changes.forms import refusals_on, version_of
from tandem.sales.opportunities.queries import key_in
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.pricing import Why, repriced
from tandem.sales.quotes.queries import written_lines
from tandem.sales.quotes.repricing import change_list
from tandem.sales.quotes.views import FOLDER, address, draft_of, found
from tandem.sales.terms.actions import keep_list
from tandem.sales.terms.forms import TermsForm
from tandem.ui.pages import done, page

FOLLOW = [
    ("yes", _l("They follow the list; what somebody typed stays")),
    ("no", _l("They all stay as they are, and what is added costs what the list says")),
]


class ListForm(TermsForm):
    """To which list, what becomes of the prices, and for whom it is kept."""

    follow = forms.ChoiceField(
        label=_l("The prices in it"), choices=FOLLOW, required=False, widget=forms.RadioSelect
    )
    keep_for = forms.ChoiceField(label=_l("The next quote"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, quote: Quote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        # It was chosen on the page before, and the lines are shown for it.
        fields["price_list"].widget = forms.HiddenInput()
        kept = [("person", _("Begin each quote for %(who)s with it") % {"who": quote.person})]
        if quote.organisation is not None:
            kept.append(
                ("organisation", _("Begin each quote for %(who)s with it") % {"who": quote.organisation})
            )
        fields["keep_for"].choices = [("", _("This quote only")), *kept]


def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    draft = draft_of(row)
    asked = request.POST if request.method == "POST" else None
    chosen = {"price_list": key_in(request.GET.get("list", "")) or "", "follow": "yes", "keep_for": ""}
    form = ListForm(asked, quote=row, initial=chosen)
    if form.is_valid():
        with refusals_on(form):
            put_under(row, draft, form, expected_version=version_of(request), by=request.user)
            name = form.cleaned_data["price_list"] or _("Usual prices")
            said = _("%(quote)s is at the prices of “%(list)s” now.") % {"quote": row, "list": name}
            return done(request, f"{address(row)}#lines", said)
    return page(
        request, FOLDER + "list_change.html", asked_of(row, draft, form), status=422 if form.errors else 200
    )


def put_under(row: Quote, draft: QuoteVersion, form: ListForm, *, expected_version: int, by: Actor) -> None:
    """The draft goes under the list, and what is to be kept for the next one is kept."""
    given, at = form.cleaned_data, timezone.now()
    price_list = given["price_list"]
    change_list(
        version=draft,
        expected_version=expected_version,
        price_list=price_list,
        follow=given["follow"] != "no",
        by=by,
        at=at,
    )
    buyer = {"person": row.person, "organisation": row.organisation}.get(given["keep_for"])
    if buyer is not None:
        # Kept for a person, the usual prices are their own, whatever their organisation buys by.
        keep_list(buyer=buyer, price_list=price_list or usual_list(), by=by, at=at)


def asked_of(row: Quote, draft: QuoteVersion, form: ListForm) -> dict[str, Any]:
    """The form, and each line as it would stand under the list that is chosen in it."""
    key = str(form["price_list"].value() or "")
    lists: Any = form.fields["price_list"]
    to = next((one for one in lists.queryset if str(one.pk) == key), None)
    rows = repriced(draft, written_lines(draft), to, timezone.now())
    return {
        "quote": row,
        "draft": draft,
        "form": form,
        "to": to,
        "rows": rows,
        "moves": sum(one.why == Why.FOLLOWS for one in rows),
    }
