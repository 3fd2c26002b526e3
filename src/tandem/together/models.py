from tandem.together.evidence.models import Estimate, KeptForecast
from tandem.together.hats.models import Correction, Stretch
from tandem.together.statistics.models import (
    DataVersion,
    EnquiryFact,
    EnquiryMonth,
    EnquiryStatistic,
    OrderFact,
    RevenueStatistic,
)

__all__ = [
    "Correction",
    "DataVersion",
    "EnquiryFact",
    "EnquiryMonth",
    "EnquiryStatistic",
    "Estimate",
    "KeptForecast",
    "OrderFact",
    "RevenueStatistic",
    "Stretch",
]
