from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused


def version_of(request: HttpRequest) -> int:
    """The version that the form was read with (`{% version row %}`)."""
    given = request.POST.get("version", "")
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Refused(_("This form was incomplete. Nothing was changed."))
    return int(given)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page one was on, by the form's `next` or by what the browser says, if it is one of ours."""
    for asked in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(
            asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            parts = urlsplit(asked)
            return urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return otherwise


@contextmanager
def refusals_on(form: forms.Form, *, otherwise: str | None = None) -> Iterator[None]:
    """A refused action becomes an error of the form, and nothing of it is kept: at the field that it names,
    else at `otherwise`, else above the form.
    """
    try:
        with transaction.atomic():
            yield
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else otherwise, refused.sentence)
