"""What can be wrong with the database. All of it is answered by one plain page, never by a stack trace."""

from django.db.utils import OperationalError


class DatabaseTrouble(OperationalError):
    """The database cannot take this just now; nothing of it was written."""


class DatabaseBusy(DatabaseTrouble):
    """Other writers held the database for longer than a person should wait. Trying again is safe."""


class DatabaseFull(DatabaseTrouble):
    """The disk is full: reading works, writing waits for space."""


class DatabaseDamaged(DatabaseTrouble):
    """The file is gone, cut short or no database. Nothing is written to it; a backup brings it back."""
