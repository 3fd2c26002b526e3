from tandem.marketing.arrivals.models import Arrival, ArrivalFile
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.forms.models import PublicForm

__all__ = ["Arrival", "ArrivalFile", "Campaign", "Channel", "Enquiry", "PublicForm"]
