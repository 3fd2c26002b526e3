"""The desk's pages of a quote. What its customer sees is in `public.py`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import refusals_on, version_of
from tandem.office.changes.middleware import changes_nothing
from tandem.office.changes.words import Refused
from tandem.people.persons.queries import name_all
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import key_in
from tandem.sales.paper.numbers import plain_number
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.actions import begin_quote, save_draft
from tandem.sales.quotes.forms import (
    AnswerForm,
    LetterForm,
    LinesForm,
    letter_of,
    lines_form,
    moved,
)
from tandem.sales.quotes.models import Quote, QuoteVersion
from tandem.sales.quotes.offering import lines_of_offer, to_pick_from
from tandem.sales.quotes.picking import begin_with_picked
from tandem.sales.quotes.queries import (
    SHOWN,
    Wordings,
    for_page,
    listed,
    rows_of,
    was_taken_back,
    wordings_of,
    written_lines,
)
from tandem.sales.quotes.repricing import lists_for
from tandem.sales.quotes.rules import today_of
from tandem.sales.quotes.showing import (
    draft_changed,
    look_at,
    rows_shown,
    sheet_now,
    sheet_of_version,
    track_of,
    typed_sums,
)
from tandem.sales.quotes.speaking import language_now, stayed_in, unsaid_in
from tandem.sales.quotes.words import STANDING, QuoteState
from tandem.ui.pages import SeeOther, done, page
from tandem.ui.tables import page_of

FOLDER = "sales/quotes/"
FILTERS = [
    ("", gettext_lazy("All")),
    ("draft", gettext_lazy("Drafts")),
    ("out", gettext_lazy("With them")),
    ("accepted", gettext_lazy("Accepted")),
    ("over", gettext_lazy("Over")),
]


def found(pk: int) -> Quote:
    return get_object_or_404(for_page(pk))


def address(quote: Quote) -> str:
    return reverse("sales:quote", args=[quote.pk])


def draft_of(quote: Quote) -> QuoteVersion:
    """The draft, with the quote in hand; 404 where there is none, as on a page that is out of date."""
    drafts = QuoteVersion.objects.select_related("price_list")
    draft = get_object_or_404(drafts, quote=quote, sent_at=None)
    draft.quote = quote
    return draft


def quotes(request: HttpRequest) -> HttpResponseBase:
    show = request.GET.get("show", "")
    shown = page_of(request, listed(show).order_by("-number"))
    rows = rows_of(shown.object_list)
    name_all(row.quote.person for row in rows)
    context = {"page_of_rows": shown, "rows": rows, "filters": FILTERS, "show": show if show in SHOWN else ""}
    return page(request, FOLDER + "list.html", context, partial="rows")


def begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A quote for an opportunity, of what was picked for them; with the number of another, like that one."""
    opportunity = get_object_or_404(Opportunity.objects.select_related("person", "organisation"), pk=pk)
    at, left_out = timezone.now(), list[str]()
    if typed := request.POST.get("number", "").strip():
        key = key_in(typed.upper().removeprefix("Q-")) or 0
        newest = QuoteVersion.objects.filter(quote__number=key).select_related("quote").order_by("-number")
        like = newest.first()
        if like is None:
            raise Refused(_("There is no quote %(number)s.") % {"number": typed[:20]})
        quote = begin_quote(opportunity=opportunity, like=like, by=request.user, at=at)
    else:
        quote, left_out = begin_with_picked(opportunity=opportunity, by=request.user, at=at)
    said = [_("%(quote)s is begun.") % {"quote": quote}, *left_out]
    return done(request, address(quote), " ".join(said))


def quote(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    wordings = wordings_of(row)
    if wordings.draft is not None and can_change_sales(request.user) and not is_settled(row, wordings):
        draft = wordings.draft
        draft.quote = row
        lines = written_lines(draft)
        formset = lines_form(currency=row.currency, lines=lines, usual_tax=usual_tax(lines))
        initial = letter_of(draft, row.currency) | {"language": language_now(row)}
        form = LetterForm(initial=initial, currency=row.currency)
        return editor(request, row, wordings, form, formset, lines, list(range(len(lines))))
    return reading(request, row, wordings)


def is_settled(quote: Quote, wordings: Wordings) -> bool:
    """There is nothing to write any more: it was agreed to, or its opportunity is over."""
    is_agreed = quote.state == QuoteState.ACCEPTED and not was_taken_back(quote, wordings.accepted)
    return is_agreed or quote.opportunity.won_at is not None or quote.opportunity.lost_at is not None


def usual_tax(lines: list[Any]) -> str:
    """The tax on a new line: that of the line above it, else the usual one of the business."""
    return plain_number(lines[-1].tax_percent if lines else our_paper().usual_tax_percent)


def editor(
    request: HttpRequest,
    row: Quote,
    wordings: Wordings,
    form: LetterForm,
    formset: LinesForm,
    lines: list[Any],
    places: list[int],
    status: int = 200,
) -> HttpResponseBase:
    draft = wordings.draft or wordings.newest
    draft.quote = row
    shown = sheet_now(row, draft, lines)
    sums = typed_sums(row, lines, places, shown)
    context = around(request, row, wordings) | {
        "form": form,
        "formset": formset,
        "rows": rows_shown(formset, sums.amounts),
        "totals": sums.totals,
        "whole_words": sums.whole_words,
        "lists": lists_for(draft),
        "picks": to_pick_from(draft, today_of(timezone.now(), business_zone())),
        "draft": draft,
        "version": draft,
        "look": look_at(shown),
        "unsaid": unsaid_in(row, draft),
    }
    return page(request, FOLDER + "quote.html", context, status=status)


def reading(request: HttpRequest, row: Quote, wordings: Wordings, status: int = 200) -> HttpResponseBase:
    """Without a form: what was sent, or for those who only read what is being written."""
    version = row.standing or wordings.newest
    version.quote = row
    shown = sheet_of_version(row, version)
    context = around(request, row, wordings) | {"version": version, "shown": shown, "look": look_at(shown)}
    return page(request, FOLDER + "quote.html", context, status=status)


def around(request: HttpRequest, row: Quote, wordings: Wordings) -> dict[str, Any]:
    may_change = can_change_sales(request.user)
    is_open = row.opportunity.won_at is None and row.opportunity.lost_at is None
    return {
        "quote": row,
        "first_name": str(row.person).split(" ")[0],
        "wordings": wordings,
        "track": track_of(row, is_drafted=wordings.draft is not None and not is_settled(row, wordings)),
        "may_change": may_change,
        "is_open": is_open,
        "is_standing": row.state in STANDING,
        "may_say_yes": may_change
        and is_open
        and row.state in (*STANDING, QuoteState.EXPIRED)
        and bool(row.standing and row.standing.shown),
        "may_begin_anew": may_change and is_open and wordings.draft is None,
        "answer_form": AnswerForm(),
        "currency": row.currency,
    }


def save(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole draft; `do` may move or take out a line on the way, or go on to sending."""
    row = found(pk)
    draft = draft_of(row)
    form = LetterForm(request.POST, currency=row.currency)
    formset = lines_form(request.POST, currency=row.currency)
    was = language_now(row)
    if form.is_valid() and formset.is_valid():
        do = request.POST.get("do", "")
        lines = moved(formset.lines, formset.filled_places, do)
        with refusals_on(form):
            if do == "offer":
                day = today_of(timezone.now(), business_zone())
                lines += lines_of_offer(key_in(request.POST.get("from", "")) or 0, draft, day)
            save_draft(
                version=draft,
                expected_version=version_of(request),
                letter=form.letter,
                lines=lines,
                language=form.cleaned_data["language"],
                by=request.user,
                at=timezone.now(),
            )
            if do == "list":
                chosen = key_in(request.POST.get("list", "")) or ""
                return SeeOther(f"{reverse('sales:quote_list', args=[pk])}?list={chosen}")
            said = said_of(draft, form, was)
            if do == "send":
                return done(request, reverse("sales:quote_send", args=[pk]), said)
            return done(request, f"{address(row)}{'#lines' if do else ''}", said)
    wordings = wordings_of(row)
    saved = written_lines(draft)
    return editor(request, row, wordings, form, formset, saved, list(range(len(saved))), status=422)


def said_of(draft: QuoteVersion, form: LetterForm, was: str) -> str:
    """That it is kept, and what of it stays as it was while the rest speaks another language now."""
    stayed = stayed_in(draft, form.letter) if form.cleaned_data["language"] not in ("", was) else []
    if not stayed:
        return _("Saved.")
    return _("Saved. These stay as they were: %(texts)s.") % {"texts": ", ".join(stayed)}


@changes_nothing
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper and the sums of what is typed just now; nothing where it cannot be read yet."""
    row = found(pk)
    draft = draft_of(row)
    form = LetterForm(request.POST, currency=row.currency)
    formset = lines_form(request.POST, currency=row.currency)
    if not (form.is_valid() and formset.is_valid()):
        return HttpResponse(status=204)
    lines = formset.lines
    row.language = form.cleaned_data["language"] or row.language
    shown = sheet_now(row, draft_changed(draft, form), lines)
    sums = typed_sums(row, lines, formset.filled_places, shown)
    context = {
        "quote": row,
        "rows": rows_shown(formset, sums.amounts),
        "totals": sums.totals,
        "whole_words": sums.whole_words,
        "look": look_at(shown, drawn=True),
        "currency": row.currency,
    }
    return page(request, FOLDER + "live.html", context)


def sheet_page(request: HttpRequest, pk: int, number: int, place: int) -> HttpResponseBase:
    """One page of a version as a picture."""
    row = found(pk)
    version = get_object_or_404(QuoteVersion, quote=row, number=number)
    shown = sheet_of_version(row, version)
    if not shown:
        raise Http404
    # typst takes a while to import, and only what makes a document needs it.
    from tandem.sales.quotes.printing import pages_of  # noqa: PLC0415

    pages = pages_of(shown)
    if not 1 <= place <= len(pages):
        raise Http404
    response = HttpResponse(pages[place - 1], content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def pdf(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    row = found(pk)
    version = get_object_or_404(QuoteVersion, quote=row, number=number)
    return as_pdf(row, sheet_of_version(row, version))


def as_pdf(row: Quote, shown: dict[str, Any]) -> HttpResponse:
    if not shown:
        raise Http404
    # typst takes a while to import, and only what makes a document needs it.
    from tandem.sales.quotes.printing import pdf_of  # noqa: PLC0415

    response = HttpResponse(pdf_of(shown).file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
