from tandem.sales.directions.models import Directions
from tandem.sales.hearing.models import Need
from tandem.sales.helping.models import Asked
from tandem.sales.matching.models import PickedOffer, ReadyIn, TakenBefore
from tandem.sales.morning.models import MorningChoice
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.playbook.models import Guide, GuideLine, Said
from tandem.sales.practice.models import PracticeCard

__all__ = [
    "Asked",
    "Directions",
    "Guide",
    "GuideLine",
    "MorningChoice",
    "Need",
    "Opportunity",
    "Order",
    "OrderLine",
    "OwnerLog",
    "PickedOffer",
    "PracticeCard",
    "ReadyIn",
    "Said",
    "Stage",
    "StageLog",
    "TakenBefore",
    "UnmetNeed",
]
