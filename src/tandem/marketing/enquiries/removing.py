"""Taking an import out again: channels and campaigns that only it named, and that nothing came by since."""

from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import remove


@transaction.atomic
def remove_what_only_an_import_named(*, import_id: int) -> None:
    """Once its enquiries are gone. What somebody renamed or planned since stays. The caller knows who may."""
    Channel.objects.filter(pk__in=unneeded(Channel, "channel", import_id)).delete()
    campaigns = unneeded(Campaign, "campaign", import_id)
    remove("marketing.campaign", campaigns)
    Campaign.objects.filter(pk__in=campaigns).delete()


def unneeded(model: type[models.Model], column: str, import_id: int) -> list[Any]:
    came = Enquiry.objects.filter(**{column: OuterRef("pk")}).order_by()
    touched = JournalLine.objects.filter(kind=model._meta.label_lower, row_id=OuterRef("pk")).order_by()
    rows = model._default_manager.filter(~Exists(came), ~Exists(touched), import_id=import_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))
