from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.mail_door.words import ENQUIRY
from tandem.office.mailboxes.models import ReceivedMessage
from tandem.office.mailboxes.routes import Told


def told_in_list(enquiry_ids: list[int]) -> dict[int, Told]:
    rows = Enquiry.objects.filter(pk__in=enquiry_ids).select_related("person")
    return {
        row.pk: Told(_("Enquiry of %(who)s") % {"who": row}, reverse("marketing:enquiry", args=[row.pk]))
        for row in rows
    }


def message_of(enquiry: Enquiry) -> ReceivedMessage | None:
    """The message that an enquiry came with."""
    rows = ReceivedMessage.objects.filter(taken_kind=ENQUIRY, taken_id=enquiry.pk)
    return rows.prefetch_related("attachments__stored").first()
