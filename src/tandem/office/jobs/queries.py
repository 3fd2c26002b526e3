import datetime

from tandem.office.jobs.models import Job
from tandem.office.jobs.words import State


def job(pk: int) -> Job | None:
    """One job with who started it, for its page."""
    return Job.objects.select_related("by").filter(pk=pk).first()


def under_way() -> list[Job]:
    return list(Job.objects.select_related("by").exclude(state__in=[State.DONE, State.FAILED]).order_by("pk"))


def abandoned(at: datetime.datetime) -> list[Job]:
    """Jobs whose process has died: they say running, and nobody has renewed their lease."""
    return list(Job.objects.filter(state=State.RUNNING, lease_until__lt=at).order_by("pk"))
