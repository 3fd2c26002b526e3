from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tandem.handover.agreement.models import Agreement
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.piles.models import Activity
from tandem.office.accounts.models import Invitation, User
from tandem.office.business.models import Business
from tandem.office.journal.models import JournalLine
from tandem.office.statements.kept import kept
from tandem.people.persons.models import Person
from tandem.sales.playbook.models import Guide
from tandem.sales.playbook.queries import standing


def is_claimed() -> bool:
    """Whether somebody owns this site. Until then nothing of it is shown."""
    return User.objects.exists()


def is_empty() -> bool:
    """Whether nobody has asked and nobody is known yet."""
    return not (Enquiry.objects.exists() or Person.objects.exists())


@dataclass(frozen=True)
class FirstStep:
    words: str
    url_name: str
    is_done: bool


def first_steps(business: Business) -> list[FirstStep]:
    """What makes Tandem useful, and which of it is done; one query."""
    there = next(iter(what_is_there()), (False,) * 7)
    agreed, asked, has_others, invited, is_sorted, has_guides, has_lines = there
    return [
        FirstStep(_("Say who you are and when you work"), "start:business", business.set_up_at is not None),
        FirstStep(_("Agree on what a good enquiry is"), "start:agreement", agreed),
        FirstStep(_("Note the first enquiry, or bring in a spreadsheet"), "start:beginning", asked),
        FirstStep(
            _("Choose your starter kit for the playbook"), "sales:playbook_start", has_guides or has_lines
        ),
        FirstStep(_("Invite who works with you"), "start:invite", has_others or invited),
        FirstStep(_("Sort last month into two piles"), "marketing:piles", is_sorted),
    ]


@kept()
def what_is_there() -> "QuerySet[User, Any]":
    others = User.objects.exclude(pk=OuterRef("pk"))
    known = User.objects.order_by("pk").values_list(
        Exists(Agreement.objects.all()),
        Exists(Enquiry.objects.all()),
        Exists(others),
        Exists(Invitation.objects.filter(withdrawn_at=None)),
        Exists(Activity.objects.exclude(purpose="")),
        Exists(Guide.objects.exclude(opening="", step="")),
        Exists(standing()),
    )
    return known[:1]


def typed_into(business: Business) -> list[JournalLine]:
    """What people typed into the sample since it was loaded, the newest first."""
    # The sample's own story ends before the day on which it was loaded.
    lines = JournalLine.objects.filter(
        at__gt=business.installed_at, undone_at=None, undoes=None, row_id__isnull=False
    )
    # Of a file only that it came in counts, not each step on its way.
    on_the_way = Q(verb__startswith="exchange.") & ~Q(verb="exchange.import.done")
    written = lines.exclude(by=None).exclude(on_the_way | Q(verb__startswith="office."))
    return list(written.select_related("by").order_by("-at", "-pk")[:200])
