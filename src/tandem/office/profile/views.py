from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.models import User
from tandem.office.changes.forms import version_of, way_back
from tandem.office.profile import actions
from tandem.office.profile.forms import ProfileForm, ThemeForm
from tandem.office.profile.queries import open_sessions
from tandem.ui.pages import SeeOther, done, page


def me(request: HttpRequest) -> User:
    """Who asks; the access table lets only signed-in people through to these views."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def profile(request: HttpRequest) -> HttpResponse:
    """The own account: name, time zone, light or dark, password and second step, sessions."""
    user = User.objects.get(pk=me(request).pk)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        actions.edit_profile(
            expected_version=version_of(request), by=me(request), at=timezone.now(), **form.cleaned_data
        )
        return done(request, "office:profile", _("Saved."))
    context = {
        "account": me(request),
        "form": form,
        "theme_form": ThemeForm(initial={"theme": me(request).theme}),
        "sessions": open_sessions(user, at=timezone.now(), current=request.session.session_key),
    }
    return page(request, "office/profile/profile.html", context, status=422 if form.errors else 200)


def hat(request: HttpRequest) -> HttpResponse:
    actions.wear_hat(hat=request.POST.get("hat", ""), by=me(request), at=timezone.now())
    return SeeOther(way_back(request, "/"))


def theme(request: HttpRequest) -> HttpResponse:
    actions.choose_theme(theme=request.POST.get("theme", ""), by=me(request))
    return SeeOther(way_back(request, "/office/profile/"))


def end_session(request: HttpRequest, handle: str) -> HttpResponse:
    if not actions.end_session(handle=handle, by=me(request), at=timezone.now()):
        raise Http404
    return done(request, "office:profile", _("That browser is signed out."))


def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = actions.end_other_sessions(current=request.session.session_key, by=me(request), at=timezone.now())
    words = ngettext("One other browser is signed out.", "%(ended)s other browsers are signed out.", ended)
    return done(request, "office:profile", words % {"ended": ended} if ended else _("There was no other."))
