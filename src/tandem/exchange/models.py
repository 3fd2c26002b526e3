from tandem.exchange.api.models import KeyedWrite
from tandem.exchange.imports.models import ImportRun, RejectedRow
from tandem.exchange.webhooks.models import Delivery, Webhook

__all__ = ["Delivery", "ImportRun", "KeyedWrite", "RejectedRow", "Webhook"]
