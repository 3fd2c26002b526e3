import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.changes.models import OneTimeKey
from tandem.office.changes.queries import both_versions
from tandem.office.changes.words import Refused, Stale
from tandem.ui.pages import page

# allauth keeps its own forms, and repeating a sign-in does no harm.
EXEMPT = ("/account/", "/api/")
NOT_BODY = {"csrfmiddlewaretoken"}


def digest_of(request: HttpRequest, key: str) -> str:
    """One form, sent once: the key, who sends it, where to and what. A changed form is a new form."""
    parts = [key, str(request.user.pk), request.path]
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_BODY:
            parts.extend([name, *values])
    for name, file in sorted(request.FILES.items()):
        parts.extend([name, str(file.name), str(file.size)])
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Undone(Exception):
    """Carries an answer out of the transaction that it must not commit."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


class ChangesMiddleware:
    """Every POST runs in one transaction, has one effect however often it is sent, and is told of a lost race."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method != "POST" or request.path.startswith(EXEMPT):
            return None
        key = request.POST.get("once", "")
        if not 16 <= len(key) <= 100:
            return page(request, "ui/400.html", {"sentence": _("This form was incomplete. Nothing was changed.")}, status=400)
        try:
            return self.answered(request, digest_of(request, key), lambda: view(request, *args, **kwargs))
        except Undone as undone:
            return undone.response
        except Stale as stale:
            context = {"both": both_versions(stale), "title": str(stale.current)}
            return page(request, "office/changes/stale.html", context, status=409)
        except Refused as refused:
            return page(request, "ui/422.html", {"sentence": refused.sentence}, status=422)

    def answered(self, request: HttpRequest, digest: str, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        with transaction.atomic():
            kept = self.claimed(request, digest)
            if kept is None:
                return self.repeated(request, OneTimeKey.objects.get(digest=digest))
            response = act()
            if response.status_code >= 400:
                # Nothing was changed, so the form may be sent again.
                raise Undone(response)
            kept.location = (response.headers.get("Location") or response.headers.get("HX-Redirect") or "")[:500]
            queued = getattr(request, "_messages", None)
            kept.messages = [[one.level, str(one.message), one.extra_tags or ""] for one in queued._queued_messages] if queued else []
            kept.save(update_fields=["location", "messages"])
            return response

    def claimed(self, request: HttpRequest, digest: str) -> OneTimeKey | None:
        """The new row of this form, or None where it was sent before (waits for a form that is still at work)."""
        user = request.user if isinstance(request.user, User) else None
        try:
            with transaction.atomic():
                return OneTimeKey.objects.create(digest=digest, user=user, used_at=timezone.now())
        except IntegrityError:
            return None

    def repeated(self, request: HttpRequest, kept: OneTimeKey) -> HttpResponse:
        for level, sentence, tags in kept.messages:
            messages.add_message(request, level, sentence, extra_tags=tags)
        response = HttpResponseRedirect(kept.location or request.path)
        response.status_code = 303
        return response
