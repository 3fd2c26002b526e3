import datetime
import secrets

import pytest

from tandem.exchange.imports.actions import receive
from tandem.exchange.imports.words import ImportKind
from tandem.handover.agreement.actions import agree
from tandem.handover.passing.actions import accept, pass_on
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import Invitation, User
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business, ClosedDay
from tandem.office.jobs.models import Job
from tandem.office.journal.models import JournalLine
from tandem.office.outbox.models import OutboxRow
from tandem.people.organisations.actions import add_organisation
from tandem.people.persons.words import Contact
from tandem.sales.opportunities.actions import ensure_stages
from tests.trust.world import World

NOW = datetime.datetime(2026, 11, 3, 10, 0, tzinfo=datetime.UTC)


def asked(who: str, *, by: User) -> Enquiry:
    return hear(
        contact=Contact(name=who, phones=("020 7946 0132",) if who == "Tom Ellery" else ()),
        by=by,
        at=NOW,
        heard_at=NOW,
        door="phone",
        words="Six dining chairs",
    )


@pytest.fixture
def world(db: None) -> World:
    """A business with an owner of each role, three enquiries (heard, waiting, with sales) and a row of everything."""
    Business.objects.create(pk=1, name="Wren & Rowe", set_up_at=NOW)
    users = {
        role: User.objects.create_user(email=f"{role}@example.org", name=f"{role.title()} Person", role=role)
        for role in Role.values
    }
    owner = users["owner"]
    ensure_stages()
    agree(criteria=[("Wants something we make", "Chairs, sofas")], by=owner, at=NOW)
    campaign = Campaign.objects.create(name="Autumn Home Fair", kind="event", goal_enquiries=30, created_at=NOW)
    heard, waiting, taken = (asked(name, by=owner) for name in ("Ruth Adeyemi", "Priya Shah", "Tom Ellery"))
    pass_on(enquiry=waiting, expected_version=waiting.version, owner=users["sales"], by=owner, at=NOW)
    passing = pass_on(enquiry=taken, expected_version=taken.version, owner=users["sales"], by=owner, at=NOW)
    opportunity = accept(passing=passing, expected_version=passing.version, by=users["sales"], at=NOW)
    organisation = add_organisation(name="The Mill Café", by=owner, at=NOW)
    run = receive(
        chunks=[b"heard at,name\n2026-10-01,Lena Brandt\n"], name="list.csv", kind=ImportKind.ENQUIRIES, by=owner, at=NOW
    )
    job = Job.objects.create(kind="exchange.import", payload={"run": run.pk}, by=owner, put_at=NOW)
    invitation = Invitation.objects.create(
        email="ines@example.org", role="sales", invited_by=owner, invited_at=NOW, expires_at=NOW
    )
    rows = {
        "exchange.pk": run.pk,
        "handover.pk": heard.pk,
        "handover:accept.pk": waiting.pk,
        "handover:decline.pk": waiting.pk,
        "handover:assign.pk": waiting.pk,
        "marketing.pk": heard.pk,
        "marketing:campaign.pk": campaign.pk,
        "marketing:campaign_edit.pk": campaign.pk,
        "marketing:channel.pk": heard.channel_id,
        "office.pk": job.pk,
        "office.token": secrets.token_urlsafe(32),
        "office.name": "tandem-20261103.zip",
        "office.handle": "none",
        "office.key": "0" * 40,
        "office:user.pk": users["both"].pk,
        "office:new_link.pk": users["both"].pk,
        "office:switch_user.pk": users["both"].pk,
        "office:withdraw.pk": invitation.pk,
        "office:open_day.pk": ClosedDay.objects.create(day=NOW.date()).pk,
        "office:undo.pk": JournalLine.objects.order_by("pk").values_list("pk", flat=True)[0],
        "office:send_again.pk": OutboxRow.objects.values_list("pk", flat=True).first() or 1,
        "office:leave_unsent.pk": OutboxRow.objects.values_list("pk", flat=True).first() or 1,
        "people.pk": taken.person_id,
        "people.other": heard.person_id,
        "people:organisation.pk": organisation.pk,
        "people:edit_organisation.pk": organisation.pk,
        "sales.pk": opportunity.pk,
        "sales:stage.pk": opportunity.stage_id,
        "sales:stage_move.pk": opportunity.stage_id,
        "sales:stage_remove.pk": opportunity.stage_id,
        "start.token": secrets.token_urlsafe(32),
        "account_reset_password_from_key.uidb36": "1",
        "account_reset_password_from_key.key": "set-password",
    }
    return World(users=users, rows=rows)
