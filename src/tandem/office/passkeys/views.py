"""Passkeys of one's own, and the way in with one.

What a passkey has to sign is kept in the session, is good for one try within five minutes (`asking`), and is
asked for by a script with a POST of its own: a page that is only looked at writes nothing.
"""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tandem.office.accounts.adapter import device_words
from tandem.office.changes.middleware import sent_by_program
from tandem.office.changes.words import Refused
from tandem.office.limits.actions import wait_for
from tandem.office.limits.queries import address_of
from tandem.office.passkeys import actions, queries
from tandem.office.passkeys.asking import asked
from tandem.office.passkeys.forms import NameForm, PasskeyForm, SignInForm
from tandem.office.passkeys.words import GONE, OF_ALL, OF_ONE, TOO_MANY
from tandem.office.profile.views import me
from tandem.ui.pages import SeeOther, done, page

View = Callable[..., HttpResponseBase]


def shown_anew(view: View) -> View:
    """Lets in who has just shown once more who they are; others are asked, and go on to this page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_reauthentication_required(request, app="allauth.mfa"):
            return SeeOther(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return guarded


def passkeys(request: HttpRequest) -> HttpResponse:
    """One's own passkeys, by the names that one gave them."""
    context = {
        "passkeys": queries.passkeys_of(me(request)),
        "place": queries.place_of(request),
        "has_app": queries.has_app(me(request)),
    }
    return page(request, "office/passkeys/passkeys.html", context)


@shown_anew
def add(request: HttpRequest) -> HttpResponseBase:
    place, user = queries.place_of(request), me(request)
    first_name = device_words(request.headers.get("User-Agent", "")[:300])
    form = PasskeyForm(request.POST or None, initial={"name": first_name})
    if request.method == "POST" and place.trouble:
        raise Refused(place.trouble)
    if request.method == "POST" and form.is_valid():
        with_codes = actions.add_passkey(by=user, at=timezone.now(), **form.cleaned_data)
        # Whoever has no password has shown nothing so far; now they have, and may see the codes.
        record_authentication(request, user, "mfa", type="webauthn", reauthenticated=True)
        if with_codes:
            return done(request, "mfa_view_recovery_codes", _("Your passkey is here. Keep the spare codes."))
        return done(request, "office:passkeys", _("Your passkey is here."))
    context = {"form": form, "place": place, "is_first": not queries.passkeys_of(user)}
    return page(request, "office/passkeys/add.html", context, status=422 if form.errors else 200)


@sent_by_program
def options(request: HttpRequest) -> HttpResponseBase:
    """What a new passkey has to sign."""
    place = queries.place_of(request)
    if place.trouble or is_reauthentication_required(request, app="allauth.mfa"):
        again = _("Please show once more that it is you: open this page anew.")
        return JsonResponse({"sentence": place.trouble or again}, status=422)
    return signing(request, auth.begin_registration(me(request), True))


@shown_anew
def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    passkey = own(request, pk)
    form = NameForm(request.POST or None, initial={"name": passkey.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_passkey(pk=pk, by=me(request), at=timezone.now(), **form.cleaned_data)
        return done(request, "office:passkeys", _("Saved."))
    context = {"form": form, "passkey": passkey}
    return page(request, "office/passkeys/rename.html", context, status=422 if form.errors else 200)


@shown_anew
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    if request.method == "POST":
        actions.remove_passkey(pk=pk, by=me(request), at=timezone.now())
        return done(request, "office:passkeys", _("That passkey opens nothing any more."))
    user = me(request)
    is_last = len(queries.passkeys_of(user)) == 1 and not queries.has_app(user)
    return page(request, "office/passkeys/remove.html", {"passkey": own(request, pk), "is_last": is_last})


def own(request: HttpRequest, pk: int) -> queries.Passkey:
    found = next((one for one in queries.passkeys_of(me(request)) if one.pk == pk), None)
    if found is None:
        raise Http404(GONE)
    return found


@sent_by_program
def sign_in_options(request: HttpRequest) -> HttpResponseBase:
    """What a passkey has to sign to let somebody in; nobody says who."""
    place = queries.place_of(request)
    if wait := asked_too_often(request):
        return JsonResponse(
            {"sentence": str(TOO_MANY)}, status=429, headers={"Retry-After": str(math.ceil(wait))}
        )
    if place.trouble:
        return JsonResponse({"sentence": place.trouble}, status=422)
    return signing(request, auth.begin_authentication())


@sent_by_program
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """In with a passkey. It asks for finger, face or PIN by itself, so there is no second step."""
    if wait := asked_too_often(request):
        response = at_the_door(request, str(TOO_MANY), 429)
        response["Retry-After"] = str(math.ceil(wait))
        return response
    form = SignInForm(request.POST)
    if not form.is_valid():
        return at_the_door(request, str(form.errors["credential"][0]), 422)
    used = form.cleaned_data["credential"]
    login = Login(user=used.user, redirect_url=get_next_redirect_url(request))
    answer: HttpResponseBase = perform_passwordless_login(request, used, login)
    return answer


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """allauth’s own, which asks for something signed as it is shown."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        asked(self.request)
        return dict(super().get_context_data(**context))


second_step = SecondStep.as_view()


class OnceMore(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """allauth’s own, but for a refusal, which it answers with another page."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        asked(self.request)
        return dict(super().get_context_data(**context))

    def form_invalid(self, form: Any) -> HttpResponse:
        shown: HttpResponse = self.render_to_response(
            self.get_context_data(form=form) | {"form": form}, status=422
        )
        return shown


once_more = OnceMore.as_view()


def asked_too_often(request: HttpRequest) -> float:
    """The seconds to wait; 0 lets them try."""
    return wait_for("passkey", address_of(request), own=OF_ONE, whole=OF_ALL, at=timezone.now())


def signing(request: HttpRequest, to_sign: dict[str, Any]) -> JsonResponse:
    asked(request)
    return JsonResponse(to_sign, headers={"Cache-Control": "no-store"})


def at_the_door(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The page to sign in, with why the passkey did not."""
    way_on = get_next_redirect_url(request)
    hidden = format_html('<input type="hidden" name="next" value="{}">', way_on) if way_on else ""
    context = {"form": LoginForm(request=request), "redirect_field": hidden, "refused": sentence}
    return page(request, "account/login.html", context, status=status)
