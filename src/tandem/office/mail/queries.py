from tandem.office.mail.server import is_set_up
from tandem.office.outbox.queries import Standing, standing

__all__ = ["is_set_up", "mail_standing"]


def mail_standing() -> Standing:
    """How the mail stands; while `is_set_up()` is false everything waits, and that is said on screen."""
    return standing("mail")
