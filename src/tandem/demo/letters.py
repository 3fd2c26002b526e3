"""What came by mail yesterday and waits for an answer, and a letter that Maya has begun."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.demo.asking import ONE_DAY
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.people.files.actions import attach
from tandem.people.timeline.actions import note
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.people.wordings.merging import merged
from tandem.people.wordings.queries import starters, values_for
from tandem.people.writing.actions import begin_letter
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.talks.queries import work_of


@dataclass(frozen=True)
class Mail:
    """What somebody of the board wrote in the evening, and with which file."""

    name: str
    clock: tuple[int, int]
    subject: str
    words: str
    file: str = ""
    content: str = ""


CAME = (
    Mail(
        "Lena Brandt",
        (19, 40),
        "The swatches",
        "Thank you for the swatches, the blue one it is, I think. We are away for a few days. Could you "
        "ring me in two weeks at 10?",
    ),
    Mail(
        "Helen Marsh",
        (20, 5),
        "Measurements",
        "Here are the measurements that you asked for. Is the old webbing really worth keeping?",
        "Measurements.txt",
        "Width 182 cm\nDepth 84 cm\nSeat height 43 cm\nTwo loose cushions, 71 by 60 cm\n",
    ),
)
BEGUN = ("Daniel Okoro", 3)


def write_letters(shop: Shop) -> None:
    for mail in CAME:
        came(shop, mail)
    name, place = BEGUN
    opportunity = newest_with(name)
    if opportunity is not None:
        values = values_for(opportunity.person, by=shop.maya, work=work_of(opportunity))
        start = starters()[place]
        begin_letter(
            person=opportunity.person,
            by=shop.maya,
            at=at_time(shop.today - ONE_DAY, 17, 20, shop.zone),
            about="sales.opportunity",
            about_id=opportunity.pk,
            to=str(opportunity.person.emails.get()),
            subject=merged(start.subject, values),
            text=merged(start.text, values),
            purpose=Purpose.SELLING,
        )


def came(shop: Shop, mail: Mail) -> None:
    opportunity = newest_with(mail.name)
    if opportunity is None:
        return
    at = at_time(shop.today - ONE_DAY, *mail.clock, shop.zone)
    entry = note(
        person=opportunity.person,
        by=None,
        at=at,
        happened_at=at,
        purpose=Purpose.SELLING,
        direction=Direction.INCOMING,
        kind=Kind.EMAIL,
        title=f"Wrote: {mail.subject}",
        words=mail.words,
        theirs=True,
        about="sales.opportunity",
        about_id=opportunity.pk,
    )
    if mail.file:
        upload = SimpleUploadedFile(mail.file, mail.content.encode())
        attach(uploads=[upload], person=opportunity.person, entry_id=entry.pk, by=None, at=at)


def newest_with(name: str) -> Opportunity | None:
    rows = Opportunity.objects.select_related("person").filter(person__name=name)
    return rows.order_by("-opened_at", "-pk").first()
