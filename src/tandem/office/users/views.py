from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.models import Invitation, User
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.office.mail.queries import is_set_up
from tandem.office.tokens.queries import find
from tandem.office.users import actions, queries
from tandem.office.users.forms import InvitationForm, JoinForm, UserForm
from tandem.office.users.words import INVITATION, SIGN_IN
from tandem.ui.pages import SeeOther, done, page

GONE = 410


def _shown(
    request: HttpRequest, form: InvitationForm, *, status: int = 200, link: str = "", invited: str = ""
) -> HttpResponse:
    context = {
        "users": queries.users(),
        "invitations": queries.open_invitations(timezone.now()),
        "form": form,
        "link": link,
        "invited": invited,
        "mail_is_set_up": is_set_up(),
    }
    return page(request, "office/users/users.html", context, status=status)


def users(request: HttpRequest) -> HttpResponse:
    """Who works here, and inviting somebody. The link of an invitation is shown this once."""
    if request.method != "POST":
        return _shown(request, InvitationForm())
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    try:
        invitation, link = actions.invite(by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field, refused.sentence)
        return _shown(request, form, status=422)
    return _shown(request, InvitationForm(), link=link, invited=invitation.email)


def user(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(User, pk=pk)
    form = UserForm(request.POST or None, instance=get_object_or_404(User, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.change_user(
                user=row,
                expected_version=version_of(request),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error("role", refused.sentence)
        else:
            return done(request, "office:users", _("Saved."), undo=line)
    return page(
        request, "office/users/user.html", {"row": row, "form": form}, status=422 if form.errors else 200
    )


def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a user off, who is out at once, or on again."""
    row = get_object_or_404(User, pk=pk)
    line = actions.change_user(
        user=row,
        expected_version=version_of(request),
        is_active=not row.is_active,
        by=request.user,
        at=timezone.now(),
    )
    words = _("%(name)s may sign in again.") if row.is_active else _("%(name)s is out and may not sign in.")
    return done(request, "office:users", words % {"name": row}, undo=line)


def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    link = actions.new_link(invitation=invitation, by=request.user, at=timezone.now())
    return _shown(request, InvitationForm(), link=link, invited=invitation.email)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actions.withdraw(invitation=get_object_or_404(Invitation, pk=pk), by=request.user, at=timezone.now())
    return done(request, "office:users", _("The invitation is withdrawn, and its link is shut."))


def link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in once. Looking uses nothing up, so that a mail program that looks ahead does no harm."""
    if request.method == "POST":
        signed_in = actions.use_sign_in_link(token=token, at=timezone.now())
        if signed_in is not None:
            get_adapter().login(request, signed_in)
            return SeeOther("/")
    known = find(token, purpose=SIGN_IN, at=timezone.now())
    return page(request, "office/users/link.html", {"known": known}, status=200 if known else GONE)


def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invited person takes their place."""
    known = find(token, purpose=INVITATION, at=timezone.now())
    invitation = queries.invitation_of(known)
    if invitation is None:
        return page(request, "office/users/link.html", {"known": None, "invited": True}, status=GONE)
    form = JoinForm(request.POST or None, invited=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        joined = actions.accept_invitation(token=token, at=timezone.now(), **form.cleaned_data)
        get_adapter().login(request, joined)
        return SeeOther("/")
    context = {"form": form, "invitation": invitation}
    return page(request, "office/users/join.html", context, status=422 if form.errors else 200)
