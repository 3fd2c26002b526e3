import copy
import datetime
import os
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tandem.exchange.imports.models import ImportRun
from tandem.exchange.webhooks.actions import add_webhook, try_out
from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.proposing import propose
from tandem.handover.agreement.terms import usual_terms
from tandem.handover.conversation.models import Conversation
from tandem.handover.passing.actions import accept, pass_on
from tandem.marketing.arrivals.actions import arrive
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.capture.actions import sign_in_phone
from tandem.marketing.care.models import Purchase
from tandem.marketing.debrief.models import FollowUp
from tandem.marketing.enquiries.actions import hear
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Heard
from tandem.marketing.forms.actions import add_form
from tandem.marketing.links.models import Place, TrackedLink
from tandem.offers.bundles.actions import put_part
from tandem.offers.bundles.models import BundlePart
from tandem.offers.catalogue.actions import add_offer
from tandem.offers.catalogue.models import Offer
from tandem.offers.competitors.models import Competitor
from tandem.offers.prices.actions import add_list, set_price
from tandem.offers.prices.models import Price
from tandem.offers.shelf.actions import add_to_shelf
from tandem.offers.shelf.words import Described
from tandem.offers.tax.models import TaxRate
from tandem.office.accounts.models import Invitation, User
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business, ClosedDay
from tandem.office.jobs.models import Job
from tandem.office.journal.models import JournalLine
from tandem.office.keys.actions import make_key
from tandem.office.limits.actions import empty
from tandem.office.outbox.models import OutboxRow
from tandem.people.consent.actions import tell
from tandem.people.files.models import PersonFile
from tandem.people.organisations.actions import add_organisation
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.people.wordings.actions import add_wording
from tandem.people.writing.models import Letter
from tandem.sales.arranging.actions import add_pipeline
from tandem.sales.hearing.actions import hear_need
from tandem.sales.opportunities.actions import open_opportunity
from tandem.sales.orders.actions import accept_order
from tandem.sales.orders.words import Line
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.playbook.actions import add_line
from tandem.sales.playbook.models import Said
from tandem.sales.playbook.words import LineKind
from tandem.sales.quotes.actions import begin_quote, new_version, save_draft
from tandem.sales.quotes.answering import ask_question
from tandem.sales.quotes.sending import send_quote
from tandem.sales.quotes.words import Letter as QuoteLetter
from tandem.sales.quotes.words import LineWritten
from tandem.together.hats.models import Stretch
from tests.empty import give_template, made_once
from tests.office.mailboxes.in_hand import received_raw
from tests.office.mailboxes.posting import a_mailbox, multipart, part
from tests.trust.grounds import Ground, new_database
from tests.trust.small_business import filled, settle, signed_in
from tests.trust.world import World

OF_A_CAMPAIGN = ("campaign", "campaign_edit", "link_add", "place_add", "debrief", "follow_ups")
OF_A_LETTER = ("letter", "write_again", "leave_letter", "discard_letter", "take_file_out")
OF_A_LINK = ("link", "link_edit", "link_put_away")
OF_A_PLACE = (
    "place", "place_edit", "place_put_away", "place_png", "place_svg", "place_a4", "place_a6",
)  # fmt: skip
QUOTE_VERBS = (
    "", "_save", "_preview", "_page", "_pdf", "_send", "_withdraw", "_anew", "_drop", "_yes", "_link",
    "_answer", "_list",
)  # fmt: skip
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


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Written down once; each test works within this one transaction, and nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    """A user of each role, three enquiries (heard, waiting, with sales), and a row of everything."""
    empty()
    return copy.deepcopy(kept_world)


def something_to_sell(owner: User) -> tuple[Offer, BundlePart, Price]:
    """An offer that meets a need, a bundle that it is in, and a price of it in a list."""
    told = Described(name="Footstool", kind="product", tax="standard", more_needs=("survives dogs",))
    offer = add_to_shelf(told=told, price_minor=110_00, today=NOW.date(), by=owner, at=NOW)
    bundle = add_offer(name="Stool and chair", kind="bundle", adds_up=True, by=owner, at=NOW)
    put_part(bundle=bundle, part=offer, by=owner, at=NOW)
    trade = add_list(name="Trade", by=owner, at=NOW)
    set_price(offer=offer, price_minor=99_00, valid_from=NOW.date(), price_list=trade, by=owner, at=NOW)
    return offer, BundlePart.objects.get(), Price.objects.get(price_list=trade)


def make_world() -> World:
    empty()
    Business.objects.create(pk=1, name="Wren & Rowe", set_up_at=NOW)
    users = {
        role: User.objects.create_user(email=f"{role}@example.org", name=f"{role.title()} Person", role=role)
        for role in Role.values
    }
    owner = users["owner"]
    ensure_stages()
    agree(criteria=[("Wants something we make", "Chairs, sofas")], by=owner, at=NOW)
    proposal = propose(
        terms=replace(usual_terms(), answer_within_hours=2), expected_number=1, by=users["sales"], at=NOW
    )
    campaign = Campaign.objects.create(
        name="Autumn Home Fair", kind="event", goal_enquiries=30, created_at=NOW
    )
    heard, waiting, taken = (asked(name, by=owner) for name in ("Ruth Adeyemi", "Priya Shah", "Tom Ellery"))
    pass_on(enquiry=waiting, expected_version=waiting.version, owner=users["sales"], by=owner, at=NOW)
    passing = pass_on(enquiry=taken, expected_version=taken.version, owner=users["sales"], by=owner, at=NOW)
    opportunity = accept(passing=passing, expected_version=passing.version, by=users["sales"], at=NOW)
    another = open_opportunity(person=taken.person, title="A sofa", owner=None, by=owner, at=NOW)
    competitor = Competitor.objects.create(name="Sofa Yard", key="sofa yard")
    pipeline = add_pipeline(name="To firms", by=owner, at=NOW)
    organisation = add_organisation(name="The Mill Café", by=owner, at=NOW)
    odd = arrive(
        row=Heard(contact=Contact(name="Una Field"), heard_at=NOW, door="form"),
        by=owner,
        at=NOW,
        received={"Name": "Una Field"},
        aside="Sent faster than anybody types",
    )
    public = add_form(name="Ask for a visit", slug="visit", by=owner, at=NOW)
    phone, _token = sign_in_phone(campaign=campaign, device="Chrome on Android", by=owner, at=NOW)
    run = ImportRun.objects.create(
        kind="enquiries", file_name="list.csv", stored_as="gone", created_at=NOW, by=owner
    )
    mailbox = a_mailbox(host="no-such-host.invalid")
    message = received_raw(
        mailbox, multipart(part("text/plain", "Six chairs"), part("text/plain; name=plan.txt", "oak"))
    )
    noted = note(
        person=taken.person, by=owner, at=NOW, happened_at=NOW, purpose="selling", direction="two_way",
        kind="call", words="Call me in March",
    )  # fmt: skip
    letter = Letter.objects.create(
        person=taken.person, by=owner, begun_at=NOW, sent_at=NOW, subject="Your chairs", text="Oak?",
        purpose="selling",
    )  # fmt: skip
    enclosed = PersonFile.objects.create(
        person=taken.person, entry=noted, stored=message.attachments.get().stored, added_at=NOW
    )
    wording = add_wording(name="Hello", subject="Hello", text="Dear {first_name}", by=owner, at=NOW)
    job = Job.objects.create(kind="exchange.import", payload={"run": run.pk}, by=owner, put_at=NOW)
    invitation = Invitation.objects.create(
        email="ines@example.org", role="sales", invited_by=owner, invited_at=NOW, expires_at=NOW
    )
    link = TrackedLink.objects.create(
        campaign=campaign, code="abc234", name="Letter", target="https://wren.example/", created_at=NOW
    )
    place = Place.objects.create(campaign=campaign, code="def567", kind="stand", created_at=NOW)
    next_step = FollowUp.objects.create(
        person=heard.person, campaign=campaign, what="Send samples", due_on=NOW.date(), planned_at=NOW
    )
    order = accept_order(
        opportunity=None, person=taken.person, organisation=None, currency="GBP", by=owner, at=NOW,
        lines=[Line(words="A footstool", net_minor=9000)],
    )  # fmt: skip
    quote = begin_quote(opportunity=opportunity, by=owner, at=NOW)
    wording = quote.versions.get()
    said = QuoteLetter(title="Six dining chairs", valid_until=NOW.date() + datetime.timedelta(days=30))
    line = LineWritten(words="Chair", price_minor=14000)
    save_draft(version=wording, expected_version=1, letter=said, lines=[line], by=owner, at=NOW)
    wording.refresh_from_db()
    opened_by = send_quote(version=wording, expected_version=wording.version, how="hand", by=owner, at=NOW)
    quote.refresh_from_db()
    ask_question(quote=quote, version_id=wording.pk, key="page", words="Does it wash?", by=None, at=NOW)
    new_version(quote=quote, by=owner, at=NOW)
    word = tell(
        person=heard.person, use="newsletter", given=True, basis="consent", source="Form", by=owner, at=NOW
    )  # fmt: skip
    key, _token = make_key(name="Website", scope="read", user=owner, by=owner, at=NOW)
    webhook, _secret = add_webhook(
        name="The shop", address="https://example.org/", facts=["enquiry.heard"], by=owner, at=NOW
    )
    delivery = try_out(webhook=webhook, by=owner, at=NOW)
    hours = Stretch.objects.create(
        user=owner, hat="sales", started_at=NOW, ended_at=NOW, known="by_hand", recorded_at=NOW
    )
    talked = Conversation.objects.create(month=NOW.date().replace(day=1), decided="As it is.", held_at=NOW)
    offer, in_bundle, price = something_to_sell(owner)
    need, _heard = hear_need(opportunity=opportunity, words="The dog", by=owner, at=NOW)
    stage = opportunity.stage
    objection = add_line(stage=stage, kind=LineKind.OBJECTION, words="Too dear.", by=owner, at=NOW)
    answer = add_line(stage=stage, kind=LineKind.ANSWER, words="For what?", under=objection, by=owner, at=NOW)
    given = Said.objects.create(opportunity=opportunity, answer=answer, at=NOW)
    rows = {
        "sales:need.pk": need.pk,
        "sales:need_sort.pk": need.pk,
        "sales:need_remove.pk": need.pk,
        "sales:ready.pk": offer.pk,
        "offers.pk": offer.pk,
        "offers:price_withdraw.pk": price.pk,
        "offers:part.pk": in_bundle.bundle_id,
        "offers:part_out.pk": in_bundle.pk,
        "offers:list.pk": price.price_list_id,
        "offers:list_switch.pk": price.price_list_id,
        "offers:need.pk": offer.needs_met.get().need_id,
        "offers:need_switch.pk": offer.needs_met.get().need_id,
        "offers:tax_code.pk": offer.tax_id,
        "offers:tax_rate.pk": offer.tax_id,
        "offers:tax_rate_withdraw.pk": TaxRate.objects.filter(code=offer.tax).values_list("pk", flat=True)[0],
        "offers:limit.role": "sales",
        "together.pk": hours.pk,
        "code.code": place.code,
        "link.code": link.code,
        **dict.fromkeys([f"marketing:{name}.pk" for name in OF_A_CAMPAIGN], campaign.pk),
        **dict.fromkeys([f"marketing:{name}.pk" for name in OF_A_LINK], link.pk),
        **dict.fromkeys([f"marketing:{name}.pk" for name in OF_A_PLACE], place.pk),
        "marketing:follow_up_done.pk": next_step.pk,
        "capture.pk": campaign.pk,
        "capture:forget.pk": phone.pk,
        "api.pk": opportunity.pk,
        "api:enquiry.pk": heard.pk,
        "api:person.pk": taken.person_id,
        "api:organisation.pk": organisation.pk,
        "api:order.pk": order.pk,
        **{f"api:quote{verb}.pk": quote.pk for verb in ("", "_send", "_link", "_withdraw")},
        **{f"api:offer{verb}.pk": offer.pk for verb in ("", "_price", "_retire", "_bring_back")},
        "api:consent.pk": word.pk,
        "office:revoke_key.pk": key.pk,
        "exchange.pk": run.pk,
        "exchange:delivery_again.pk": delivery.pk,
        **{
            f"exchange:webhook{verb}.pk": webhook.pk for verb in ("", "_secret", "_switch", "_try", "_remove")
        },
        "handover.pk": heard.pk,
        **{f"handover:proposal_{verb}.pk": proposal.pk for verb in ("agree", "send_back", "withdraw")},
        "handover:spoken.pk": Purchase.objects.get(sale_key=order.pk).pk,
        "handover:accept.pk": waiting.pk,
        "handover:decline.pk": waiting.pk,
        "handover:assign.pk": waiting.pk,
        "marketing.pk": heard.pk,
        "marketing:arrival_let_in.pk": odd.pk,
        "marketing:arrival_drop.pk": odd.pk,
        "marketing:form.pk": public.pk,
        "marketing:form_edit.pk": public.pk,
        "marketing:form_switch.pk": public.pk,
        "form.slug": public.slug,
        "marketing:channel.pk": heard.channel_id,
        "office.pk": job.pk,
        "office.token": secrets.token_urlsafe(32),
        "office.name": "tandem-20261103.zip",
        "office.handle": "none",
        "office.key": "0" * 40,
        "office:mailbox.pk": mailbox.pk,
        "office:mailbox_try.pk": mailbox.pk,
        "office:mailbox_switch.pk": mailbox.pk,
        "office:message.pk": message.pk,
        "office:message_leave.pk": message.pk,
        "office:message_file.pk": message.pk,
        "office:message_file.file": message.attachments.get().pk,
        "marketing:mail_enquiry.pk": message.pk,
        "people:put_letter.pk": message.pk,
        **dict.fromkeys(["people:entry.pk", "people:take_back.pk"], noted.pk),
        **dict.fromkeys([f"people:{name}.pk" for name in OF_A_LETTER], letter.pk),
        "people:file.pk": enclosed.pk,
        "people:take_file_out.file": enclosed.pk,
        **dict.fromkeys(["people:wording.pk", "people:remove_wording.pk"], wording.pk),
        "sales:plan_follow_up.entry": noted.pk,
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
        **{f"sales:guide{part}.pk": opportunity.stage_id for part in ("", "_edit", "_line_add")},
        **{f"sales:guide_line{part}.pk": answer.pk for part in ("", "_move", "_put_away")},
        "sales:practised.pk": objection.pk,
        "sales:said_mark.pk": given.pk,
        "sales:stage_move.pk": opportunity.stage_id,
        "sales:stage_remove.pk": opportunity.stage_id,
        "sales:stage_checks.pk": opportunity.stage_id,
        "sales:enter.stage": opportunity.stage_id,
        "sales:merge.other": another.pk,
        **dict.fromkeys(["sales:competitor.pk", "sales:competitor_same.pk"], competitor.pk),
        **{f"sales:pipeline{verb}.pk": pipeline.pk for verb in ("", "_move", "_default", "_retire", "_back")},
        **{f"sales:quote{verb}.pk": quote.pk for verb in QUOTE_VERBS},
        "sales:paper_words.language": "de",
        "sales:quote_page.number": 1,
        "sales:quote_page.place": 1,
        "sales:quote_pdf.number": 1,
        "sales:quote_answer.question": quote.questions.get().pk,
        "sales:terms_person.pk": taken.person_id,
        "sales:terms_organisation.pk": organisation.pk,
        "document.token": opened_by,
        "handover:conversation_of.year": talked.month.year,
        "handover:conversation_of.month": talked.month.month,
        "start.token": secrets.token_urlsafe(32),
        "account_reset_password_from_key.uidb36": "1",
        "account_reset_password_from_key.key": "set-password",
    }
    return World(users=users, rows=rows)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The people of a business on each database, to be copied."""
    data = give_template(tmp_path_factory.mktemp(f"settled_{request.param}") / "data")
    address = new_database(f"tandem_settled_{os.getpid()}") if request.param == "postgres" else ""
    ground = Ground(data, address)
    settle(ground)
    return ground


@pytest.fixture
def ground(settled: Ground, tmp_path: Path) -> Ground:
    return settled.copy(tmp_path / "data")


@pytest.fixture(scope="session")
def filled_business(settled: Ground, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """A small business with a bit of everything, to be copied."""

    def make(data: Path) -> Ground:
        ground = settled.copy(data)
        with ground.served() as house:
            filled(signed_in(house.url))
        return ground

    if settled.address:
        return make(tmp_path_factory.mktemp("filled_p") / "data")
    return Ground(made_once(tmp_path_factory, "filled", make))


@pytest.fixture
def business(filled_business: Ground, tmp_path: Path) -> Ground:
    return filled_business.copy(tmp_path / "data")
