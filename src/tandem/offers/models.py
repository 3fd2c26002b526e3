from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.models import Offer
from tandem.offers.costs.models import Cost
from tandem.offers.limits.models import DiscountLimit
from tandem.offers.needs.models import NeedKind, OfferNeed
from tandem.offers.prices.models import Price, PriceList
from tandem.offers.tax.models import TaxCode, TaxRate

__all__ = [
    "BundlePart",
    "Cost",
    "DiscountLimit",
    "NeedKind",
    "Offer",
    "OfferNeed",
    "Price",
    "PriceList",
    "TaxCode",
    "TaxRate",
]
