from tandem.sales.directions.models import Directions
from tandem.sales.hearing.models import Need
from tandem.sales.matching.models import PickedOffer, ReadyIn, TakenBefore
from tandem.sales.morning.models import MorningChoice
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine

__all__ = [
    "Directions",
    "MorningChoice",
    "Need",
    "Opportunity",
    "Order",
    "OrderLine",
    "OwnerLog",
    "PickedOffer",
    "ReadyIn",
    "Stage",
    "StageLog",
    "TakenBefore",
    "UnmetNeed",
]
