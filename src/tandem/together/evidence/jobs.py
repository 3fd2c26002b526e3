"""Works answers out in the background, and the usual one each night."""

import datetime

from django.utils import timezone

from tandem.office.business.queries import business_zone
from tandem.office.changes.words import Refused
from tandem.office.clock import actions as clock
from tandem.office.jobs import actions as jobs
from tandem.office.jobs.words import Interrupted
from tandem.together.evidence.actions import begin, forget_old, hold_against_what_came, keep, keep_trouble
from tandem.together.evidence.calling import ask_child, database_name
from tandem.together.evidence.words import KIND, WENT_WRONG, Question
from tandem.together.statistics.queries import data_version

# Before the day begins, and after the backups.
NIGHTLY = datetime.time(4, 30)


def work_out(progress: jobs.Progress) -> str | None:
    """The job: a child process reads and reckons; this one only keeps what it says."""
    question = Question.from_json(progress.payload["question"])
    today = timezone.now().astimezone(business_zone()).date()
    version = data_version()
    asked = {
        "database": database_name(),
        "question": question.as_json(),
        "as_of": today.isoformat(),
        "today": today.isoformat(),
    }
    try:
        told = ask_child(asked, is_to_stop=jobs.stopping.is_set)
    except Refused as refused:
        keep_trouble(question, version=version, sentence=refused.sentence)
        raise
    except Interrupted:
        raise
    except Exception:
        # Whoever looks next would start it again, and again.
        keep_trouble(question, version=version, sentence=str(WENT_WRONG))
        raise
    keep(question, told, as_of=today, at=timezone.now())
    return None


def nightly(*, at: datetime.datetime) -> None:
    forget_old(at=at)
    hold_against_what_came(today=at.astimezone(business_zone()).date())
    begin(Question(), at=at)


def register() -> None:
    jobs.register(KIND, work_out)
    clock.register("together.evidence.nightly", nightly, daily=NIGHTLY)
