from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture import actions, queries, shell
from tandem.marketing.capture.forms import CatchForm, read_capture_id, read_line, read_post, read_said
from tandem.marketing.capture.models import CapturePhone
from tandem.marketing.capture.rules import behind_by, can_sign_out
from tandem.marketing.capture.words import LARGEST_POST, Clock, Post, PostRefused
from tandem.marketing.enquiries.queries import heard_line
from tandem.office.accounts.adapter import device_words
from tandem.office.accounts.models import User
from tandem.office.changes.forms import way_back
from tandem.office.changes.middleware import sent_by_program
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

PAGE = "marketing/capture/event.html"


def event(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page at the stand. With JavaScript it keeps what is caught on the phone; without, it is a form."""
    campaign = get_object_or_404(Campaign, pk=pk)
    if request.method != "POST":
        return event_page(request, campaign)
    about = [*request.POST.getlist("interest"), request.POST.get("other", "")]
    form = CatchForm({**request.POST.dict(), "about": ", ".join(filter(None, map(str.strip, about)))})
    if not form.is_valid():
        return event_page(request, campaign, form)
    now = timezone.now()
    try:
        heard = actions.heard_from_stand(
            campaign=campaign, said=form.said, by=request.user, at=now, heard_at=now
        )
    except Refused as refused:
        form.add_error("who", refused.sentence)
        return event_page(request, campaign, form)
    sentence = _("Written down: %(person)s.") % {"person": heard}
    return done(request, reverse("capture:event", args=[pk]), sentence, undo=heard_line(heard))


def event_page(request: HttpRequest, campaign: Campaign, form: CatchForm | None = None) -> HttpResponseBase:
    context = shell.page_context() | {"campaign": campaign, "told": queries.told_to_phone(campaign)}
    if form is not None:
        context |= {"form": form, "chosen": request.POST.getlist("interest")}
    return page(request, PAGE, context, status=422 if form else 200)


def sign_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Gives the phone that is signed in here a token of its own, for when the sign-in has ended."""
    campaign = get_object_or_404(Campaign, pk=pk)
    if not isinstance(request.user, User):
        raise Http404
    known_as = request.POST.get("phone", "")
    phone, token = actions.sign_in_phone(
        campaign=campaign,
        device=device_words(request.headers.get("User-Agent", "")[:300]),
        by=request.user,
        at=timezone.now(),
        known_as=int(known_as) if known_as.isdecimal() and len(known_as) < 19 else None,
    )
    told = {"token": token, "phone": phone.pk, "user": phone.user_id, "told": queries.told_to_phone(campaign)}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


@csrf_exempt
@sent_by_program
def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the phone caught, each answered by itself. Signed by its token, never by a cookie."""
    phone = phone_of(request)
    if phone is None:
        return refused(_("This phone is not signed in any more. Sign in again: nothing on it is lost."), 401)
    if phone.campaign_id != pk:
        return refused(_("This phone is signed in for another campaign. Sign in for this one."), 403)
    try:
        post = read_post(body_of(request))
    except PostRefused as found:
        return refused(found.sentence, found.status)
    answers = [answer_to(phone, item, post) for item in post.items]
    if answers:
        actions.note_contact(phone=phone, at=timezone.now())
    return JsonResponse({"answers": answers, "told": queries.told_to_phone(phone.campaign)})


def phone_of(request: HttpRequest) -> CapturePhone | None:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return queries.phone_with(token.strip(), at=timezone.now()) if kind == "Bearer" else None


def body_of(request: HttpRequest) -> bytes:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        raise PostRefused(_("This is more than fits into one go. Send fewer at once."), status=413)
    return request.body


def answer_to(phone: CapturePhone, item: Any, post: Post) -> dict[str, str]:
    """One capture, in a transaction of its own: one that is refused holds up no other."""
    now = timezone.now()
    told = item if isinstance(item, dict) else {}
    answer = {"id": read_line(told.get("id"))}
    try:
        clock = Clock(read_line(told.get("at")), behind_by(post.sent_at, at=now))
        caught = actions.catch(
            phone=phone, capture_id=read_capture_id(told), said=read_said(told), clock=clock, at=now
        )
    except Refused as found:
        return answer | {"is": "refused", "reason": found.sentence}
    return answer | {"is": "accepted" if caught else "known"}


def refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


@csrf_exempt
@sent_by_program
def sign_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The phone gives its token back. What waits on it stays there."""
    phone = phone_of(request)
    if phone is None:
        return refused(_("This phone is signed out already."), 401)
    actions.sign_out_phone(phone=phone, by=phone.user, at=timezone.now())
    return JsonResponse({"sentence": _("This phone is signed out.")})


def forget(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Signs a phone out from afar: it was lost, or the fair is over."""
    phone = get_object_or_404(CapturePhone, pk=pk)
    if not can_sign_out(request.user, phone):
        raise Http404
    actions.sign_out_phone(phone=phone, by=request.user, at=timezone.now())
    back = way_back(request, reverse("marketing:campaign", args=[phone.campaign_id]))
    return done(request, back, _("That phone is signed out. What it has not sent stays on it."))


def shell_page(request: HttpRequest) -> HttpResponseBase:
    return HttpResponse(shell.shell_page(), headers={"Cache-Control": "no-cache"})


def worker(request: HttpRequest) -> HttpResponseBase:
    script = shell.worker_script()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
