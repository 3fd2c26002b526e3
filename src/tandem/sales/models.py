from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge, OwnerLog, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.pipelines.models import Pipeline, Stage

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
