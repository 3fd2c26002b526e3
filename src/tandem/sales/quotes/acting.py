"""What is done with a quote that is written: sent, taken back, begun anew, answered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tandem.office.business.queries import the_business
from tandem.office.business.reach import unreachable_now
from tandem.office.changes.forms import refusals_on, version_of
from tandem.office.changes.words import Refused
from tandem.office.languages.words import ENGLISH
from tandem.office.mail.queries import is_set_up
from tandem.sales.opportunities.queries import key_in
from tandem.sales.quotes.actions import new_version, throw_away
from tandem.sales.quotes.answering import accept_quote, answer_question
from tandem.sales.quotes.forms import AnswerForm, SaidYesForm, SendForm
from tandem.sales.quotes.links import link_of, make_link, shut_links
from tandem.sales.quotes.models import Quote, QuoteQuestion, QuoteVersion
from tandem.sales.quotes.queries import wordings_of
from tandem.sales.quotes.sending import send_quote, withdraw_quote
from tandem.sales.quotes.sheet import lines_in, sums_in
from tandem.sales.quotes.showing import look_at, sheet_of_version, wishes_of
from tandem.sales.quotes.speaking import unsaid_in
from tandem.sales.quotes.views import FOLDER, address, draft_of, found, reading
from tandem.sales.quotes.words import NotStanding, SentBy, Yes
from tandem.ui.pages import done, page


def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    draft = draft_of(row)
    shown = sheet_of_version(row, draft)
    form = SendForm(request.POST or None, initial=first_message(row, draft, shown["language"]))
    if form.is_valid():
        with refusals_on(form):
            values = form.cleaned_data
            token = send_quote(
                version=draft,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **values,
            )
            return sent(request, row, values, token)
    context = {
        "quote": row,
        "draft": draft,
        "form": form,
        "look": look_at(shown),
        "mail_is_set_up": is_set_up(),
        "is_sample": the_business().is_sample,
        "trouble": unreachable_now(),
        "unsaid": unsaid_in(row, draft),
    }
    return page(request, FOLDER + "send.html", context, status=422 if form.is_bound else 200)


def sent(request: HttpRequest, row: Quote, values: dict[str, Any], token: str) -> HttpResponseBase:
    if values["how"] == SentBy.HAND:
        return page(request, FOLDER + "link.html", {"quote": row, "link": link_of(token), "is_new": True})
    said = {"quote": row, "to": values["to"]}
    return done(request, address(row), _("%(quote)s is on its way to %(to)s.") % said)


def first_message(row: Quote, draft: QuoteVersion, language: str) -> dict[str, Any]:
    first = row.person.emails.first()
    known = row.standing.sent_to if row.standing and row.standing.sent_to else ""
    to = known or (first.address if first else "")
    return {
        "how": SentBy.MAIL if to else SentBy.HAND,
        "to": to,
        "message": greeting(str(row.person), is_first=draft.number == 1, language=language),
    }


def greeting(name: str, *, is_first: bool, language: str) -> str:
    """In English one says the first name, elsewhere the whole."""
    with translation.override(language):
        called = name.split(" ")[0] if language == ENGLISH else name
        hello = _("Hello %(name)s,") % {"name": called}
        if is_first:
            words = _("thank you for asking us. Here is what we would do, and for how much.")
        else:
            words = _("here is the quote with what we talked about. It takes the place of the one before.")
        asks = _("If something is not clear, ask on the page or just ring.")
        return f"{hello}\n\n{words} {asks}"


def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    withdraw_quote(quote=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    return done(request, address(row), _("Taken back. Their page says so."))


def begin_anew(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    new_version(quote=row, by=request.user, at=timezone.now())
    return done(
        request, address(row), _("A new version is begun. They keep the one before until you send it.")
    )


def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found(pk)
    opportunity = row.opportunity_id
    stays = throw_away(
        version=draft_of(row), expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    url = address(row) if stays else reverse("sales:opportunity", args=[opportunity])
    return done(request, url, _("The draft is gone."))


def said_yes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The customer said yes by word of mouth: the same order as by their own page."""
    row = found(pk)
    version = row.standing
    # Of somebody who was erased nothing is left to say yes to.
    if version is None or not version.shown:
        raise Http404
    form = SaidYesForm(request.POST or None, wishes=wishes_of(version), initial={"name": str(row.person)})
    if form.is_valid():
        chosen = frozenset(map(int, form.cleaned_data.get("chosen", [])))
        gross = sums_in(version.shown, lines_in(version.shown), chosen).gross.minor
        yes = Yes(
            version_id=key_in(request.POST.get("wording", "")) or 0,
            text_hash=version.text_hash,
            gross_minor=gross,
            name=form.cleaned_data["name"],
            chosen=chosen,
        )
        with refusals_on(form):
            try:
                accept_quote(quote=row, yes=yes, by=request.user, at=timezone.now())
            except NotStanding:
                raise Refused(
                    _("This quote does not stand any more as you saw it. Nothing was changed.")
                ) from None
            return done(request, address(row), _("Won. One more customer."))
    context = {"quote": row, "version": version, "form": form}
    return page(request, FOLDER + "said_yes.html", context, status=422 if form.is_bound else 200)


def answer(request: HttpRequest, pk: int, question: int) -> HttpResponseBase:
    row = found(pk)
    asked = get_object_or_404(QuoteQuestion, pk=question, quote=row)
    asked.quote = row
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer_question(
            question=asked,
            expected_version=version_of(request),
            words=form.cleaned_data["answer"],
            by=request.user,
            at=timezone.now(),
        )
        return done(request, address(row), _("Answered."))
    wordings = wordings_of(row)
    row.refresh_from_db()
    return reading(request, row, wordings, status=422)


def link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A link to hand over; with `shut`, none that was given out opens it any more."""
    row = found(pk)
    if row.standing is None:
        raise Http404
    if request.POST.get("shut"):
        shut_links(quote=row, by=request.user, at=timezone.now())
        return done(request, address(row), _("Every link to it is shut."))
    made = make_link(quote=row, by=request.user, at=timezone.now())
    return page(request, FOLDER + "link.html", {"quote": row, "link": made})
