from tandem.together.statistics.models import (
    EnquiryFact,
    EnquiryMonth,
    EnquiryStatistic,
    OrderFact,
    RevenueStatistic,
)

__all__ = ["EnquiryFact", "EnquiryMonth", "EnquiryStatistic", "OrderFact", "RevenueStatistic"]
