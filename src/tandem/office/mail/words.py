# What a mail is called in the outbox.
KIND = "mail"


class BadHeader(ValueError):
    """A line break in an address, a subject or a header: it would let words become headers."""


class NotSetUp(Exception):
    """There is no mail server in the settings (EMAIL_URL)."""
