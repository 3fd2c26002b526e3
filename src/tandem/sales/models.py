from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OwnerLog, Stage, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.paper.models import OurPaper
from tandem.sales.quotes.models import Acceptance, Quote, QuoteLine, QuoteQuestion, QuoteVersion

__all__ = [
    "Acceptance",
    "Opportunity",
    "Order",
    "OrderLine",
    "OurPaper",
    "OwnerLog",
    "Quote",
    "QuoteLine",
    "QuoteQuestion",
    "QuoteVersion",
    "Stage",
    "StageLog",
    "UnmetNeed",
]
