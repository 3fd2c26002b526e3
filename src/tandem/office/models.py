from tandem.office.accounts.models import Invitation, User
from tandem.office.business.models import Business, ClosedDay, WorkingHours
from tandem.office.changes.models import OneTimeKey
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument

__all__ = [
    "Business",
    "ClosedDay",
    "Invitation",
    "JournalLine",
    "OneTimeKey",
    "SearchDocument",
    "User",
    "WorkingHours",
]
