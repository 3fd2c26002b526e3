from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.models import CapturePhone, Caught
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry

__all__ = ["Campaign", "CapturePhone", "Caught", "Channel", "Enquiry"]
