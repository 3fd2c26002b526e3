"""A file taken out again leaves the house as it was, but for what somebody worked on since."""

import datetime

import pytest

from tandem.exchange.imports import removing
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.queries import kept_rows
from tandem.exchange.imports.words import RunState
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing
from tandem.marketing.campaigns.actions import add_campaign, edit_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.care.actions import ask_again
from tandem.marketing.care.models import Purchase
from tandem.marketing.channels.actions import channel_for, rename
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.search.models import SearchDocument
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import add_person, edit_person
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.words import Contact
from tandem.people.timeline.actions import note
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.models import Opportunity, StageLog
from tandem.sales.orders.models import Order, OrderLine
from tandem.together.statistics.actions import rebuild
from tandem.together.statistics.models import EnquiryFact, EnquiryStatistic, OrderFact, RevenueStatistic
from tests.exchange.imports.conftest import Written
from tests.exchange.imports.lists import NOW, counts, in_by
from tests.exchange.imports.test_coming_in import FOUR
from tests.handover.again.customers import bought, purchase_of
from tests.handover.desks import an_enquiry

LATER = NOW + datetime.timedelta(days=2)
BROUGHT = (
    Channel, Campaign, Enquiry, Person, EmailAddress, Phone, Organisation, Entry, Passing, Assignment,
    Feeding, Opportunity, StageLog, Order, OrderLine, SearchDocument, EnquiryFact, EnquiryStatistic,
    OrderFact, RevenueStatistic,
)  # fmt: skip


def out(run: ImportRun, by: User, at: datetime.datetime = LATER) -> ImportRun:
    return removing.take_out(run=removing.begin_undo(run=run, by=by, at=at), by=by, at=at)


def how_many() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in BROUGHT}


def test_all_of_it_goes(table: Written, maya: User, joe: User) -> None:
    # given a house, and a list of the past that came in
    add_person(contact=Contact(name="Was here", emails=("here@x.example",)), by=maya, at=NOW)
    before = how_many()
    run = in_by(table(*FOUR), by=maya)

    # when it is taken out
    run = out(run, maya)

    # then the house is as it was, and the file may come in again
    assert (run.state, run.kept) == (RunState.UNDONE, [])
    assert how_many() == before
    assert rebuild(by=maya, at=LATER).was_right
    assert counts(in_by(table(*FOUR), by=maya)) == (4, 4, 0, 0)


def test_what_somebody_worked_on_stays_with_all_that_belongs_to_it(
    table: Written, maya: User, joe: User
) -> None:
    # given a list that came in, and a call with Tom since
    run = in_by(table(*FOUR), by=maya)
    tom = Person.objects.get(name="Tom Ellery")
    note(
        person=tom,
        by=maya,
        at=LATER,
        happened_at=LATER,
        purpose="care",
        direction="outgoing",
        kind="call",
        title="Rang",
    )

    # when the list is taken out
    run = out(run, maya, at=LATER + datetime.timedelta(hours=1))

    # then Tom's enquiry stays, with its passing and opportunity, and is named
    assert [enquiry.person for enquiry in Enquiry.objects.all()] == [tom]
    assert (Passing.objects.count(), Opportunity.objects.count(), Order.objects.count()) == (1, 1, 0)
    assert [row.name for row in kept_rows(run)] == ["Enquiry of Tom Ellery"]
    assert rebuild(by=maya, at=LATER).was_right


def test_the_day_that_a_customer_named_stays(table: Written, maya: User, joe: User) -> None:
    # given Anna, who bought long ago, and whose later sale in a list is the one with which she named a day
    anna = add_person(contact=Contact(name="Anna", emails=("anna@x.example",)), by=maya, at=NOW)
    bought(anna, [800])
    run = in_by(table(*FOUR), by=maya)
    day = LATER + datetime.timedelta(days=90)
    ask_again(purchase=purchase_of(anna), at=day)
    assert Purchase.objects.filter(person=anna).count() == 2

    # when the list is taken out
    run = out(run, maya)

    # then her word stands with what she bought before
    assert (run.kept, Purchase.objects.filter(person=anna).count()) == ([], 1)
    assert purchase_of(anna).ask_again_at == day


def test_channels_and_campaigns_that_only_it_named_go(table: Written, maya: User) -> None:
    # given a house with one channel and one campaign, and a list that names those and others
    known = channel_for(source="Fair", medium="event")
    add_campaign(name="Spring fair", by=maya, at=NOW)
    run = in_by(
        table(
            "Date,Name,Source,Medium,Campaign",
            "2026-05-03,Anna,fair,event,spring fair",
            "2026-05-04,Tom,radio,spoken,Radio week",
            "2026-05-05,Ines,cinema,film,Before the film",
            "2026-05-06,Al,leaflet,print,Leaflets",
        ),
        by=maya,
    )
    # and somebody who came by one of them since, and two that got a better name or plan
    an_enquiry("Pat pat@x.example", at=NOW, source="cinema", medium="film")
    leaflet = Channel.objects.get(source="leaflet")
    rename(channel=leaflet, expected_version=1, name="Our leaflets", by=maya, at=LATER)
    leaflets = Campaign.objects.get(name="Leaflets")
    edit_campaign(campaign=leaflets, expected_version=1, goal_enquiries=9, by=maya, at=LATER)

    # when the list is taken out
    out(run, maya)

    # then what nothing uses is gone, also from the search
    assert set(Channel.objects.values_list("source", flat=True)) == {known.source, "cinema", "leaflet"}
    assert set(Campaign.objects.values_list("name", flat=True)) == {"Spring fair", "Leaflets"}
    found = SearchDocument.objects.filter(kind="marketing.campaign").values_list("title", flat=True)
    assert set(found) == {"Spring fair", "Leaflets"}


def test_a_person_who_was_known_before_stays_and_loses_only_what_came(table: Written, maya: User) -> None:
    # given Anna, who is known, and a list that adds her phone number
    anna = add_person(contact=Contact(name="Anna Ellery", emails=("anna@x.example",)), by=maya, at=NOW)
    run = in_by(
        table("Name,E-mail,Phone", "Anna,anna@x.example,020 7946 0132", "Karl,k@x.example,"),
        "persons",
        by=maya,
    )

    # when it is taken out
    run = out(run, maya)

    # then Karl and the number are gone, and Anna is not
    assert list(Person.objects.all()) == [anna]
    assert Phone.objects.count() == 0
    assert [row.url for row in kept_rows(run)] == []


def test_a_person_who_was_changed_since_stays(table: Written, maya: User) -> None:
    # given a list of two persons, one of whom was corrected since
    run = in_by(table("Name,E-mail", "Ana,anna@x.example", "Karl,k@x.example"), "persons", by=maya)
    ana = Person.objects.get(name="Ana")
    edit_person(person=ana, expected_version=ana.version, by=maya, at=LATER, name="Anna")

    # when it is taken out
    run = out(run, maya)

    # then she stays and is named with a link
    assert [(row.name, row.url) for row in kept_rows(run)] == [("Anna", f"/people/{ana.pk}/")]
    assert Person.objects.count() == 1


def test_organisations_that_nothing_points_at_go(table: Written, maya: User) -> None:
    # given two organisations, one of which has a person since
    run = in_by(table("Name,City", "Rowe Ltd,Bath", "Wren plc,Bath"), "organisations", by=maya)
    add_person(contact=Contact(name="Anna", organisation="Rowe Ltd"), by=maya, at=LATER)

    # when they are taken out
    run = out(run, maya)

    # then the one with a person stays
    assert [one.name for one in Organisation.objects.all()] == ["Rowe Ltd"]
    assert [row.name for row in kept_rows(run)] == ["Rowe Ltd"]


def test_after_seven_days_it_is_too_late(table: Written, maya: User, joe: User) -> None:
    # given a list that came in
    run = in_by(table(*FOUR), by=maya)

    # when it is to be taken out eight days later
    with pytest.raises(Refused, match="within seven days"):
        removing.begin_undo(run=run, by=maya, at=NOW + datetime.timedelta(days=7, seconds=1))

    # then it stays, also when somebody of one desk asks in time
    with pytest.raises(Refused):
        removing.begin_undo(run=run, by=joe, at=LATER)
    assert Enquiry.objects.count() == 4


def test_taking_out_twice_is_once(table: Written, maya: User) -> None:
    # given a list that was taken out
    run = out(in_by(table("Date,Name", "2026-05-03,Anna"), by=maya), maya)

    # when it is asked again
    again = out(run, maya)

    # then nothing more happens
    assert (again.state, again.undone_at) == (RunState.UNDONE, LATER)
