from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.channels import actions
from tandem.marketing.channels.forms import NameForm
from tandem.marketing.channels.models import Channel
from tandem.marketing.pages import tabs
from tandem.office.changes.forms import version_of
from tandem.ui.pages import done, page


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Channel, pk=pk)
    form = NameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        line = actions.rename(
            channel=row,
            expected_version=version_of(request),
            name=form.cleaned_data["name"],
            by=request.user,
            at=timezone.now(),
        )
        return done(request, reverse("marketing:channels"), _("Saved."), undo=line)
    context = {"tabs": tabs("channels"), "form": form, "channel": row}
    status = 422 if request.method == "POST" else 200
    return page(request, "marketing/channels/rename.html", context, status=status)
