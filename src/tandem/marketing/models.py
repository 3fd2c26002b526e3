from tandem.marketing.arrivals.models import Arrival, ArrivalFile
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.models import CapturePhone, Caught
from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.channels.models import Channel
from tandem.marketing.debrief.models import Debrief, FollowUp
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.links.models import OpenedCount, Place, TrackedLink
from tandem.marketing.piles.models import Activity

__all__ = [
    "Activity",
    "Arrival",
    "ArrivalFile",
    "Campaign",
    "CapturePhone",
    "Caught",
    "Channel",
    "Debrief",
    "Enquiry",
    "FollowUp",
    "LeftInPeace",
    "OpenedCount",
    "Place",
    "PublicForm",
    "Purchase",
    "TrackedLink",
]
