import datetime
from dataclasses import dataclass

from django.db.models import DateField, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.words import MET_IN_PERSON
from tandem.marketing.debrief.models import Debrief, FollowUp
from tandem.marketing.debrief.words import FOLLOW_UP_WITHIN, MOST_AT_ONCE, MOST_DUE
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.queries import counted_in_desk
from tandem.marketing.enquiries.words import State
from tandem.office.statements.kept import Given, kept
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words, one_in_words

# With marketing; the others are with sales, who take it from there.
OURS = (State.HEARD, State.DECLINED)


def debrief_of(campaign: Campaign) -> Debrief | None:
    return Debrief.objects.filter(campaign=campaign).first()


def is_over(campaign: Campaign, today: datetime.date) -> bool:
    """Where one talked to people, from the day after its end."""
    return campaign.is_met_in_person and campaign.ends_on is not None and campaign.ends_on < today


def untold(today: datetime.date | Given, since: datetime.date | Given) -> "QuerySet[Campaign]":
    """Events that ended since, up to yesterday, of which nobody has told yet how they went."""
    over = Campaign.objects.filter(kind__in=MET_IN_PERSON, ends_on__lt=today, ends_on__gte=since)
    told = Debrief.objects.filter(campaign=OuterRef("pk"))
    return over.filter(~Exists(told)).order_by("ends_on", "pk")


def follow_ups_of(campaign: Campaign) -> list[FollowUp]:
    rows = FollowUp.objects.filter(campaign=campaign).select_related("person")
    return list(rows.order_by("done_at", "due_on", "pk")[:100])


@kept(today=DateField())
def due_follow_ups(today: Given) -> "QuerySet[FollowUp]":
    rows = FollowUp.objects.filter(done_at=None, due_on__lte=today)
    return rows.select_related("person", "campaign").order_by("due_on", "pk")[:MOST_DUE]


def usual_day(campaign: Campaign, today: datetime.date) -> datetime.date:
    """Within 48 hours of the end, or tomorrow where that has passed."""
    end = campaign.ends_on or today
    tomorrow = today + datetime.timedelta(days=1)
    return max(end + FOLLOW_UP_WITHIN, tomorrow) if end + FOLLOW_UP_WITHIN >= today else tomorrow


@dataclass(frozen=True)
class Met:
    """Who was heard at an event and has nothing planned yet; `others` are with sales already."""

    enquiries: list[Enquiry]
    others: int


def met_at(campaign: Campaign) -> Met:
    heard = counted_in_desk(Enquiry.objects.filter(campaign=campaign, person__erased_at=None))
    planned = FollowUp.objects.filter(campaign=campaign, person=OuterRef("person"))
    rows = heard.filter(~Exists(planned), state__in=OURS).select_related("person", "channel", "campaign")
    first: dict[int, Enquiry] = {}
    for enquiry in rows.order_by("heard_at", "pk")[: MOST_AT_ONCE * 2]:
        first.setdefault(enquiry.person_id, enquiry)
    others = heard.filter(state__in=(State.PASSED, State.ACCEPTED)).count()
    return Met(list(first.values())[:MOST_AT_ONCE], others)


def result_words(debrief: Debrief) -> str:
    """“27 talked to, 6 asked about your work: about 1 in 4”; below twenty the counts alone."""
    talked = ngettext("%(number)s talked to", "%(number)s talked to", debrief.talked) % {
        "number": number_words(debrief.talked)
    }
    if debrief.asked is None:
        return f"{talked}."
    asked = _("%(number)s asked about your work") % {"number": number_words(debrief.asked)}
    if debrief.talked < LEAST_FOR_A_SHARE or not debrief.asked:
        return f"{talked}, {asked}."
    about = _("about %(share)s") % {"share": one_in_words(debrief.asked, debrief.talked)}
    return f"{talked}, {asked}: {about}."
