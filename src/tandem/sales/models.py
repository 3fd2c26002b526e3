from tandem.sales.entering.models import CheckMet, StageCheck
from tandem.sales.merging.models import OpportunityMerge
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.pipelines.models import Pipeline

__all__ = [
    "CheckMet",
    "Opportunity",
    "OpportunityMerge",
    "Order",
    "OrderLine",
    "OwnerLog",
    "Pipeline",
    "Stage",
    "StageCheck",
    "StageLog",
    "UnmetNeed",
]
