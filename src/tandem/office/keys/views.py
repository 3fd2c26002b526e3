from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_manage
from tandem.office.keys import actions
from tandem.office.keys.forms import KeyForm
from tandem.office.keys.models import ApiKey
from tandem.office.keys.queries import keys_of_others, own_keys
from tandem.office.keys.rules import may_revoke
from tandem.office.profile.views import me
from tandem.ui.pages import done, page


def keys(request: HttpRequest) -> HttpResponse:
    """One's own keys, and making one, which is shown this once. An owner sees that others have some, too."""
    form, token = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        user = me(request)
        _key, token = actions.make_key(user=user, by=user, at=timezone.now(), **form.cleaned_data)
    context = {
        "form": KeyForm() if token else form,
        "token": token,
        "own": own_keys(me(request)),
        "others": keys_of_others(me(request)) if can_manage(request.user) else [],
    }
    return page(request, "office/keys/keys.html", context, status=422 if form.errors else 200)


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk)
    if not may_revoke(request.user, key):
        raise Http404
    actions.revoke_key(key=key, by=request.user, at=timezone.now())
    return done(request, "office:keys", _("The key opens nothing any more."))
