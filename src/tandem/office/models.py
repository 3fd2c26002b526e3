from tandem.office.accounts.models import Invitation, Session, User
from tandem.office.business.models import Business, ClosedDay, WorkingHours
from tandem.office.changes.models import OneTimeKey
from tandem.office.clock.models import ClockTick
from tandem.office.files.models import StoredFile
from tandem.office.jobs.models import Job
from tandem.office.journal.models import JournalLine
from tandem.office.keys.models import ApiKey
from tandem.office.limits.models import LimitBucket
from tandem.office.mailboxes.models import Attachment, Mailbox, ReceivedMessage
from tandem.office.outbox.models import OutboxRow
from tandem.office.search.models import SearchDocument
from tandem.office.tokens.models import PublicToken

__all__ = [
    "ApiKey",
    "Attachment",
    "Business",
    "ClockTick",
    "ClosedDay",
    "Invitation",
    "Job",
    "JournalLine",
    "LimitBucket",
    "Mailbox",
    "OneTimeKey",
    "OutboxRow",
    "PublicToken",
    "ReceivedMessage",
    "SearchDocument",
    "Session",
    "StoredFile",
    "User",
    "WorkingHours",
]
