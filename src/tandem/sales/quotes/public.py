"""The page that the customer of a quote sees: no cookie, no script needed, found by nobody without its link.

It acts in nobody's name but that of whoever has the link, so nothing here asks who is signed in. A request is
refused before its body is read where too many come or it is too large.
"""

import math
import secrets
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.office.languages.words import asked_for, one_of_ours
from tandem.office.limits.actions import wait_for
from tandem.office.limits.queries import address_of
from tandem.office.limits.words import Rate
from tandem.sales.opportunities.queries import key_in
from tandem.sales.orders.queries import standing_orders
from tandem.sales.paper.numbers import written_moment
from tandem.sales.paper.queries import logo_of, our_paper
from tandem.sales.quotes.answering import accept_quote, ask_question, decline_quote, note_opened
from tandem.sales.quotes.forms import DeclineForm
from tandem.sales.quotes.links import quote_behind
from tandem.sales.quotes.models import Acceptance, Quote, QuoteVersion
from tandem.sales.quotes.queries import was_taken_back
from tandem.sales.quotes.rules import plain_words, today_of
from tandem.sales.quotes.sheet import lines_in, totals_of
from tandem.sales.quotes.speaking import speaking_ours, tongue_of
from tandem.sales.quotes.steps import seller_of
from tandem.sales.quotes.views import as_pdf
from tandem.sales.quotes.words import STANDING, NotStanding, QuoteState, Yes
from tandem.ui.pages import SeeOther, page

# One address: twenty at once, then one in three seconds; all of them: a hundred, then five a second.
OF_ONE, OF_ALL = Rate(20, 3), Rate(100, 0.2)
# Links that open nothing: nobody finds one by trying, and nobody is to try.
WRONG_OF_ONE, WRONG_OF_ALL = Rate(20, 10), Rate(200, 1)
# Setting a document takes a while.
PAPER_OF_ONE, PAPER_OF_ALL = Rate(10, 3), Rate(30, 0.5)
LARGEST_BODY = 64 * 1024
SALT = "tandem.sales.question"
TEMPLATE = "sales/quotes/public.html"
View = Callable[..., HttpResponseBase]


def for_strangers(view: Callable[[HttpRequest, Quote, str], HttpResponseBase]) -> View:
    """Finds the quote behind the link, and keeps the page out of caches, search engines and other sites."""

    def opened(request: HttpRequest, token: str) -> HttpResponseBase:
        row = quote_behind(token, at=timezone.now())
        with translation.override(spoken_to(request, row)):
            if row is None or not (row.standing and row.standing.shown):
                response = nothing_here(request)
            else:
                response = refused(request) or view(request, row, token)
            if isinstance(response, TemplateResponse):
                # In their language, so now: what renders it later speaks ours. No transaction is open.
                response.render()
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(opened)


def spoken_to(request: HttpRequest, row: Quote | None) -> str:
    """The language of what they read, else one that they say they read, else our usual one."""
    if row is not None and row.standing is not None:
        return tongue_of(row.standing.shown)
    return one_of_ours(*asked_for(request.headers.get("Accept-Language", "")), our_paper().language)


def nothing_here(request: HttpRequest) -> HttpResponseBase:
    wait = wait_for(
        "quote:wrong", address_of(request), own=WRONG_OF_ONE, whole=WRONG_OF_ALL, at=timezone.now()
    )
    if wait:
        return too_many(request, wait)
    sentence = _("This link opens nothing any more. Please ask whoever sent it to you for a new one.")
    return told(request, sentence, status=404)


def refused(request: HttpRequest) -> HttpResponseBase | None:
    """What is answered without reading it: too many, too large, no form."""
    if request.method != "POST":
        return None
    if wait := wait_for("quote", address_of(request), own=OF_ONE, whole=OF_ALL, at=timezone.now()):
        return too_many(request, wait)
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isdecimal() or int(given) > LARGEST_BODY:
        return told(request, _("That is more than fits here. Please go back and shorten it."), status=413)
    try:
        request.POST.dict()
    except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, UnreadablePostError, BadRequest):
        return told(
            request, _("That did not arrive whole. Please go back and send it once more."), status=400
        )
    return None


def too_many(request: HttpRequest, wait: float) -> HttpResponseBase:
    response = told(request, _("That was very often. Please wait a minute and try again."), status=429)
    response["Retry-After"] = str(math.ceil(wait))
    # Django would write a line for each: a flood must not fill the disk with them.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def told(request: HttpRequest, sentence: str, *, status: int) -> HttpResponseBase:
    context = {"sentence": sentence, "business": request.business}  # type: ignore[attr-defined]
    return page(request, "sales/quotes/told.html", context, status=status)


def chosen_in(data: Any) -> frozenset[int]:
    """The places of the lines that were ticked."""
    keys = (key_in(value) for value in data.getlist("with")[:1000])
    return frozenset(key for key in keys if key)


@for_strangers
def quote(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    """Read it; with `with=` what it comes to with these lines; a POST says yes."""
    if request.method == "POST":
        return yes(request, row, token)
    # Whoever works here looks at it too.
    if not isinstance(request.user, User):
        note_opened(quote=row, at=timezone.now())
    return shown(request, row, token, chosen=chosen_in(request.GET))


def yes(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    posted = request.POST
    said = Yes(
        version_id=key_in(posted.get("wording", "")) or 0,
        text_hash=posted.get("text", ""),
        gross_minor=key_in(posted.get("total", "")) or 0,
        name=posted.get("name", ""),
        address=address_of(request),
        chosen=chosen_in(posted),
    )
    wrong = ""
    try:
        with speaking_ours():
            accept_quote(quote=row, yes=said, by=None, at=timezone.now())
    except NotStanding:
        return stands_otherwise(request, row, token)
    except Refused as refusal:
        wrong = _(refusal.sentence)
    if wrong:
        typed = {"name": said.name}
        return shown(request, row, token, chosen=said.chosen, wrong=("name", wrong), typed=typed, status=422)
    return SeeOther(request.path)


def stands_otherwise(
    request: HttpRequest, row: Quote, token: str, *, typed: dict[str, Any] | None = None
) -> HttpResponseBase:
    """Somebody was first, or it was changed meanwhile: the page as it stands now, and why."""
    fresh = quote_behind(token, at=timezone.now())
    if fresh is None:
        return nothing_here(request)
    if fresh.state == QuoteState.ACCEPTED and not typed:
        # A second click, or a second window: it is done, and the page says so.
        return SeeOther(request.path)
    return shown(request, fresh, token, typed=typed, moved_on=True, status=409)


@for_strangers
def question(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    words = request.POST.get("words", "")
    try:
        key = signing.Signer(salt=SALT).unsign(request.POST.get("key", "")[:200])
    except signing.BadSignature:
        return shown(request, row, token, typed={"words": words}, status=400)
    version_id = row.standing_id or 0
    try:
        with speaking_ours():
            at = timezone.now()
            ask_question(quote=row, version_id=version_id, key=key, words=words, by=None, at=at)
    except NotStanding:
        return stands_otherwise(request, row, token, typed={"words": words})
    except Refused as refusal:
        wrong = ("words", _(refusal.sentence))
        return shown(request, row, token, wrong=wrong, typed={"words": words}, status=422)
    return SeeOther(f"{back_to(request)}?asked=1#questions")


@for_strangers
def decline(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    words = plain_words(request.POST.get("words", ""))
    form = DeclineForm({"reason": request.POST.get("reason", ""), "words": words})
    if not form.is_valid():
        wrong = ("reason", _("Please pick what fits best. It helps us."))
        return shown(request, row, token, wrong=wrong, typed=request.POST.dict(), status=422)
    try:
        with speaking_ours():
            decline_quote(
                quote=row,
                version_id=key_in(request.POST.get("wording", "")) or 0,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                by=None,
                at=timezone.now(),
            )
    except NotStanding:
        fresh = quote_behind(token, at=timezone.now()) or row
        return shown(request, fresh, token, moved_on=fresh.state in STANDING, status=409)
    return SeeOther(back_to(request))


def back_to(request: HttpRequest) -> str:
    """From what is done on the page to the page."""
    return request.path.rpartition("/")[0]


@for_strangers
def pdf(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    wait = wait_for(
        "quote:paper", address_of(request), own=PAPER_OF_ONE, whole=PAPER_OF_ALL, at=timezone.now()
    )
    return too_many(request, wait) if wait else as_pdf(row, said_in(row))


@for_strangers
def logo(request: HttpRequest, row: Quote, token: str) -> HttpResponseBase:
    found = logo_of(said_in(row)["firm"]["logo"])
    if found is None:
        return HttpResponse(status=404)
    response = HttpResponse(found.content, content_type=found.kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def acceptance_of(row: Quote) -> Acceptance | None:
    return Acceptance.objects.select_related("order").filter(version=row.standing_id).first()


def said_in(row: Quote) -> dict[str, Any]:
    """What was agreed, where something was; else what stands."""
    accepted = acceptance_of(row)
    version: QuoteVersion | None = row.standing
    said: dict[str, Any] = accepted.text if accepted else version.shown if version else {}
    return said


def state_of(row: Quote, accepted: Acceptance | None) -> str:
    """How it stands for the customer, whatever the clock has come to yet."""
    if row.state == QuoteState.ACCEPTED:
        return "taken_back" if was_taken_back(row, accepted) else "accepted"
    is_closed = row.opportunity.won_at is not None or row.opportunity.lost_at is not None
    if is_closed and row.state in (*STANDING, QuoteState.WITHDRAWN):
        return "agreed" if standing_orders().filter(opportunity=row.opportunity_id).exists() else "over"
    if row.state not in STANDING:
        return row.state
    today = today_of(timezone.now(), business_zone())
    return "expired" if row.valid_until is None or row.valid_until < today else "standing"


def shown(
    request: HttpRequest,
    row: Quote,
    token: str,
    *,
    chosen: frozenset[int] = frozenset(),
    wrong: tuple[str, str] = ("", ""),
    typed: dict[str, Any] | None = None,
    moved_on: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    accepted = acceptance_of(row)
    said = said_in(row)
    lines = [
        {**one, "place": place, "is_chosen": place in chosen}
        for place, one in enumerate(said["lines"], start=1)
    ]
    context = {
        "business": said["firm"]["name"],
        "said": said,
        "certain": [line for line in lines if not line["optional"]],
        "wishes": [line for line in lines if line["optional"]],
        "chosen": sorted(chosen),
        "totals": said["totals"] if accepted else totals_of(said, lines_in(said), chosen),
        "state": state_of(row, accepted),
        "seller": seller_of(row) if was_taken_back(row, accepted) else None,
        "row": row,
        "wording": row.standing,
        "accepted": accepted,
        "agreed_at": written_moment(accepted.at) if accepted else "",
        "questions": list(row.questions.all()),
        "decline": DeclineForm(),
        "key": signing.Signer(salt=SALT).sign(secrets.token_urlsafe(24)),
        "token": token,
        "wrong_field": wrong[0],
        "wrong": wrong[1],
        "typed": typed or {},
        "moved_on": moved_on,
        "was_asked": "asked" in request.GET,
    }
    return page(request, TEMPLATE, context, status=status)
