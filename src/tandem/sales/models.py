from tandem.sales.directions.models import Directions
from tandem.sales.morning.models import MorningChoice
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine

__all__ = [
    "Directions",
    "MorningChoice",
    "Opportunity",
    "Order",
    "OrderLine",
    "OwnerLog",
    "Stage",
    "StageLog",
    "UnmetNeed",
]
