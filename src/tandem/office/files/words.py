from tandem.office.changes.words import Refused

LARGEST = 15 * 1024 * 1024


class FileRefused(Refused):
    """A file that is not kept; the message says why."""
