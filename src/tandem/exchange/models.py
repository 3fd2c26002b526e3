from tandem.exchange.imports.models import ImportRun, RejectedRow

__all__ = ["ImportRun", "RejectedRow"]
