class BackupRefused(Exception):
    """A backup that was not made or is not to be trusted; the message is a sentence for a person."""
