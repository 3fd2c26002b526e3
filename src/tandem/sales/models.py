from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.directions.models import Directions
from tandem.sales.hearing.models import Need
from tandem.sales.helping.models import Asked
from tandem.sales.matching.models import PickedOffer, ReadyIn, TakenBefore
from tandem.sales.morning.models import MorningChoice
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge, OwnerLog, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.playbook.models import Guide, GuideLine, Said
from tandem.sales.practice.models import PracticeCard
from tandem.sales.quotes.models import Acceptance, Quote, QuoteLine, QuoteQuestion, QuoteVersion
from tandem.sales.terms.models import Terms

__all__ = [
    "Acceptance",
    "Asked",
    "CheckMet",
    "Directions",
    "Guide",
    "GuideLine",
    "MorningChoice",
    "Need",
    "Opportunity",
    "OpportunityMerge",
    "Order",
    "OrderLine",
    "OurPaper",
    "OwnerLog",
    "PaperWords",
    "PickedOffer",
    "Pipeline",
    "PracticeCard",
    "Quote",
    "QuoteLine",
    "QuoteQuestion",
    "QuoteVersion",
    "ReadyIn",
    "Said",
    "Stage",
    "StageCheck",
    "StageLog",
    "TakenBefore",
    "Terms",
    "UnmetNeed",
]
