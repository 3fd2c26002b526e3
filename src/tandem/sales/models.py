from tandem.sales.helping.models import Asked
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.playbook.models import Guide, GuideLine, Said
from tandem.sales.practice.models import PracticeCard

__all__ = [
    "Asked",
    "Guide",
    "GuideLine",
    "Opportunity",
    "Order",
    "OrderLine",
    "OwnerLog",
    "PracticeCard",
    "Said",
    "Stage",
    "StageLog",
    "UnmetNeed",
]
