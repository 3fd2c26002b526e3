import datetime

from tandem.office.accounts.models import Session


def forget_sessions(*, at: datetime.datetime) -> None:
    """Sessions that nobody can use any more."""
    Session.objects.filter(expire_date__lt=at).delete()
