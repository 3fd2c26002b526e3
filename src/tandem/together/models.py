from tandem.together.evidence.models import Estimate, KeptForecast
from tandem.together.statistics.models import (
    DataVersion,
    EnquiryFact,
    EnquiryMonth,
    EnquiryStatistic,
    OrderFact,
    RevenueStatistic,
)

__all__ = [
    "DataVersion",
    "EnquiryFact",
    "EnquiryMonth",
    "EnquiryStatistic",
    "Estimate",
    "KeptForecast",
    "OrderFact",
    "RevenueStatistic",
]
