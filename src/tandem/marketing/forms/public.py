"""The page that a stranger sees: no cookie, no script needed, and readable in a frame on any other site.

It is refused before its body is read where too many come or it is too large; what cannot be read gets a
sentence.
"""

import math
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from tandem.marketing.forms.asking import AskForm
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.receiving import Sent, take_in, touch_from
from tandem.marketing.forms.sending import key_for, read_key
from tandem.marketing.forms.words import LARGEST_FILE, TOUCHES
from tandem.marketing.links.queries import touch_of
from tandem.office.limits.actions import wait_for
from tandem.office.limits.queries import address_of
from tandem.office.limits.words import Rate
from tandem.ui.pages import SeeOther, page

# One address: ten at once, then one in ten seconds. One form: sixty at once, then one a second.
OF_ONE, OF_ALL = Rate(10, 10), Rate(60, 1)
# Files fill a disk: fewer of them.
FILES_OF_ONE, FILES_OF_ALL = Rate(5, 60), Rate(20, 30)
LARGEST_BODY = 256 * 1024
MOST_FIELDS_SENT = 100
READ = ("application/x-www-form-urlencoded", "multipart/form-data")
TEMPLATE = "marketing/forms/public.html"
TRAP = "leave_empty"
CARRIED = (*(f"utm_{name}" for name in TOUCHES), "t", "framed")
LONGEST_CARRIED = 300
View = Callable[..., HttpResponseBase]


def framable(view: View) -> View:
    """May stand in a frame on any site. Nothing on it acts in somebody's name: it knows no cookie."""
    return csrf_exempt(xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view)))


@framable
def ask(request: HttpRequest, slug: str) -> HttpResponseBase:
    form = get_object_or_404(PublicForm.objects.select_related("campaign"), slug=slug)
    if request.method == "POST":
        return refused(request, form) or sent(request, form)
    if not form.is_open:
        return told(request, form, _("This form is closed."), status=410)
    carried = carried_by(request.GET.dict())
    return shown(request, form, AskForm(form.asked), key_for(form, at=timezone.now()), carried)


@framable
def thanks(request: HttpRequest, slug: str) -> HttpResponseBase:
    form = get_object_or_404(PublicForm, slug=slug)
    return page(request, "marketing/forms/thanks.html", around(request, form, carried_by(request.GET.dict())))


def refused(request: HttpRequest, form: PublicForm) -> HttpResponseBase | None:
    """What is answered without reading it: too many, too large, no form."""
    address, now = address_of(request), timezone.now()
    wait = wait_for(form.system, address, own=OF_ONE, whole=OF_ALL, at=now)
    size, with_file = length_of(request), request.content_type == "multipart/form-data" and form.takes_files
    if with_file and not wait and size > LARGEST_BODY:
        wait = wait_for(f"{form.system}:files", address, own=FILES_OF_ONE, whole=FILES_OF_ALL, at=now)
    if wait:
        return too_many(request, form, math.ceil(wait))
    if size > LARGEST_BODY + (LARGEST_FILE if with_file else 0):
        return told(request, form, _("That is more than this form takes. Please send less."), status=413)
    if request.content_type not in READ:
        return told(request, form, _("That did not come from a form, so it cannot be read."), status=415)
    return None


def length_of(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() and len(given) < 19 else LARGEST_BODY + LARGEST_FILE + 1


def sent(request: HttpRequest, form: PublicForm) -> HttpResponseBase:
    try:
        posted, files = request.POST, request.FILES
    except RequestDataTooBig:
        return told(request, form, _("That is more than this form takes. Please send less."), status=413)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError, BadRequest):
        return unreadable(request, form)
    if len(posted) > MOST_FIELDS_SENT:
        return unreadable(request, form)
    now, carried = timezone.now(), carried_by(posted.dict())
    key = posted.get("key", "")
    seen = read_key(form, key)
    filled = AskForm(form.asked, posted, files)
    if not form.is_open and seen is None:
        return told(request, form, _("This form is closed."), status=410)
    if seen is not None and seen.look != form.look:
        sentence = _("This form was changed while you wrote. Please look it over, and send it once more.")
        filled.add_error(None, sentence)
        return shown(request, form, filled, key_for(form, at=seen.shown_at), carried, status=422)
    if not filled.is_valid():
        return shown(request, form, filled, key, carried, status=422)
    came = Sent(
        answers=filled.answers(),
        shown=seen,
        trap=posted.get(TRAP, ""),
        touch=touch_from(carried),
        way=touch_of(carried.get("t", "")),
    )
    take_in(form=form, sent=came, at=now)
    return SeeOther(f"{request.path.rstrip('/')}/thanks{'?framed=1' if carried.get('framed') else ''}")


def carried_by(given: dict[str, str]) -> dict[str, str]:
    """What the address said, to go through the form with what is sent."""
    found = {name: str(given.get(name, ""))[:LONGEST_CARRIED] for name in CARRIED}
    return {name: value for name, value in found.items() if value}


def around(request: HttpRequest, form: PublicForm, carried: dict[str, str]) -> dict[str, Any]:
    """What stands around every public page: whose it is, and whether it stands in a frame."""
    return {"form_page": form, "business": request.business, "framed": bool(carried.get("framed"))}  # type: ignore[attr-defined]


def shown(
    request: HttpRequest,
    form: PublicForm,
    ask_form: AskForm,
    key: str,
    carried: dict[str, str],
    status: int = 200,
) -> HttpResponseBase:
    context = {
        "form": ask_form,
        "key": key,
        "carried": carried,
        "trap": TRAP,
        **around(request, form, carried),
    }
    response = page(request, TEMPLATE, context, status=status)
    # Each page has its own key: nobody gets another one's from a cache.
    response["Cache-Control"] = "no-store"
    return response


def told(request: HttpRequest, form: PublicForm, sentence: str, *, status: int) -> HttpResponseBase:
    context = {"sentence": sentence, **around(request, form, carried_by(request.GET.dict()))}
    return page(request, "marketing/forms/told.html", context, status=status)


def unreadable(request: HttpRequest, form: PublicForm) -> HttpResponseBase:
    sentence = _("That did not arrive whole, so it cannot be read. Go back, and send it once more.")
    return told(request, form, sentence, status=400)


def too_many(request: HttpRequest, form: PublicForm, seconds: int) -> HttpResponseBase:
    sentence = _("Many are writing just now. Go back in a minute, and send it once more.")
    response = told(request, form, sentence, status=429)
    response["Retry-After"] = str(seconds)
    # Django would write a line for each: a flood must not fill the disk with them.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
