from tandem.exchange.api.models import KeyedWrite
from tandem.exchange.imports.models import ImportRun, RejectedRow

__all__ = ["ImportRun", "KeyedWrite", "RejectedRow"]
