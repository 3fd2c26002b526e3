from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import heard_line
from tandem.marketing.enquiries.words import Door
from tandem.marketing.mail_door.actions import make_enquiry
from tandem.marketing.mail_door.queries import message_of
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.queries import messages_for, number_undecided
from tandem.ui.pages import done
from tandem.ui.slots import Content, Panel


def make(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(messages_for(request.user), pk=pk)
    enquiry = make_enquiry(message=message, by=request.user, at=timezone.now())
    url = reverse("marketing:enquiry", args=[enquiry.pk])
    return done(request, url, _("It is an enquiry now."), undo=heard_line(enquiry))


def button(
    request: HttpRequest | None, *, message: ReceivedMessage, main: bool = False, **others: Any
) -> Sequence[Content]:
    """Under a message that waits; the main thing to do on the page of that message."""
    return [Panel("marketing/mail_door/button.html", {"message": message, "main": main})]


def letter_of_enquiry(request: HttpRequest | None, *, enquiry: Enquiry, **others: Any) -> Sequence[Content]:
    """Beside an enquiry that came by e-mail: the whole message, and the files that came with it."""
    message = message_of(enquiry) if enquiry.door == Door.EMAIL else None
    return [Panel("marketing/mail_door/letter.html", {"message": message})] if message else []


def waiting_mail(request: HttpRequest | None, **others: Any) -> Sequence[Content]:
    """On top of the enquiries: mail that nobody has decided about."""
    waiting = number_undecided(request.user) if request else 0
    return [Panel("marketing/mail_door/waiting.html", {"waiting": waiting})] if waiting else []
