import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from tandem.office.accounts.models import User
from tandem.office.changes.forms import way_back
from tandem.office.changes.inserting import insert_unless_there, new_row, update_many
from tandem.office.changes.models import OneTimeKey
from tandem.office.changes.queries import both_versions
from tandem.office.changes.words import Refused, Stale
from tandem.ui.pages import SeeOther, page

View = Callable[..., HttpResponseBase]

# allauth keeps its own forms, and repeating a sign-in does no harm. A public form has a signed key of its own
# and no cookie, and is refused before its body is read where too many come; so is the page of a quote, whose
# actions each count once whatever was sent before.
EXEMPT = ("/account/", "/api/", "/f/", "/d/")
NOT_BODY = {"csrfmiddlewaretoken"}
KEPT_APART = {"csrfmiddlewaretoken", "once", "version"}


def digest_of(request: HttpRequest, key: str) -> str:
    """One form, sent once: the key, who sends it, where to and what. A changed form is a new form."""
    parts = [key, str(request.user.pk), request.path]
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_BODY:
            parts.extend([name, str(len(values)), *values])
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            parts.extend([name, str(file.name), str(file.size)])
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def before_transaction(first: Callable[..., None]) -> Callable[[View], View]:
    """Lets `first(request, …)` do the slow reading of a POST before its transaction begins."""

    def marked(view: View) -> View:
        view.before_transaction = first  # type: ignore[attr-defined]
        return view

    return marked


def changes_nothing(view: View) -> View:
    """For a POST that only reads what was sent and shows it: it may be sent again, without a transaction."""
    view.changes_nothing = True  # type: ignore[attr-defined]
    return view


def sent_by_program(view: View) -> View:
    """For what a program sends and no form: the view keeps its own transactions and knows by itself what it
    was sent before.
    """
    view.sent_by_program = True  # type: ignore[attr-defined]
    return view


class Undone(Exception):
    """Carries an answer out of the transaction that it must not commit."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


class ChangesMiddleware:
    """Every POST is one transaction, has one effect however often it is sent, and is told of a lost race.

    Pages are rendered after the transaction: Django renders what this returns (see `tandem.ui.pages.page`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        no_form = any(getattr(view, name, False) for name in ("sent_by_program", "changes_nothing"))
        if request.method != "POST" or no_form or request.path.startswith(EXEMPT):
            return None
        # The whole body is read here, before the transaction: a slow upload must not hold the database.
        key = request.POST.get("once", "")
        if not 16 <= len(key) <= 100:
            return page(
                request,
                "400.html",
                {"sentence": _("This form was incomplete. Nothing was changed.")},
                status=400,
            )
        if first := getattr(view, "before_transaction", None):
            first(request, *args, **kwargs)
        try:
            return self.answered(request, digest_of(request, key), lambda: view(request, *args, **kwargs))
        except Undone as undone:
            return undone.response
        except Stale as stale:
            return page(request, "office/changes/stale.html", told(request, stale), status=409)
        except Refused as refused:
            context = {"sentence": refused.sentence, "back": way_back(request, "/")}
            return page(request, "office/changes/refused.html", context, status=422)

    def answered(
        self, request: HttpRequest, digest: str, act: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        with transaction.atomic():
            key = key_of(request, digest)
            # Waits for a form of the same key that is still at work.
            if not insert_unless_there(key, "digest"):
                return self.repeated(request, OneTimeKey.objects.get(digest=digest))
            response = act()
            if response.status_code >= 400:
                # Nothing was changed, so the form may be sent again.
                raise Undone(response)
            key.location = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
            key.messages = queued(request)
            update_many([key], ["location", "messages"])
            return response

    def repeated(self, request: HttpRequest, kept: OneTimeKey) -> HttpResponse:
        """The answer of the first time, without its effect."""
        for level, sentence, tags in kept.messages:
            messages.add_message(request, level, sentence, extra_tags=tags)
        if getattr(request, "htmx", None):
            # A part of a page was answered with that part: the first answer stands there already.
            return HttpResponseClientRedirect(kept.location) if kept.location else HttpResponse(status=204)
        return SeeOther(kept.location or way_back(request, request.path))


def key_of(request: HttpRequest, digest: str) -> OneTimeKey:
    user = request.user.pk if isinstance(request.user, User) else None
    return new_row(OneTimeKey, digest=digest, user_id=user, used_at=timezone.now())


def queued(request: HttpRequest) -> list[list[Any]]:
    """The sentences that the view left for the next page. Django has no public way to look at them."""
    waiting = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return [[one.level, str(one.message), one.extra_tags or ""] for one in waiting]


def told(request: HttpRequest, stale: Stale) -> dict[str, Any]:
    """The page of a lost race: both versions, and the form once more with the version that stands now."""
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in KEPT_APART for value in values
    ]
    # Files and passwords are typed again, by hand: such a form is better opened anew.
    is_typed_again = request.FILES or any(name == "password" and value for name, value in fields)
    return {
        "both": both_versions(stale),
        "title": str(stale.current),
        "version": getattr(stale.current, "version", None),
        "again": fields if "version" in request.POST and not is_typed_again else [],
        "back": way_back(request, request.path),
    }
