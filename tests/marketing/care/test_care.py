"""Customers after the sale: when they may need something again, and who is left in peace."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.marketing.care.actions import ask_again, end_peace, leave_in_peace, note_contact, receive_sales
from tandem.marketing.care.due import due_again, due_between
from tandem.marketing.care.models import LeftInPeace, Purchase
from tandem.marketing.care.usual import usual_interval
from tandem.marketing.care.words import Interval, SaleCopy, about
from tandem.marketing.enquiries.actions import set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.people.consent.actions import tell
from tandem.people.duplicates.actions import merge
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tandem.people.timeline.models import Entry
from tandem.ui import slots
from tests.handover.again.customers import NOW, a_customer, bought
from tests.handover.desks import an_enquiry, days, sent, signed_in


@pytest.fixture
def regulars(maya: User) -> list[Person]:
    """Twelve who bought again after 40, 50, … 150 days, all of them lately."""
    return [a_customer(f"Regular {number}", 51 + 10 * number, 11) for number in range(12)]


def due() -> list[str]:
    interval = usual_interval()
    assert interval is not None
    return [str(row.person) for row in due_again(**due_between(interval, NOW))]


def test_the_usual_interval_is_known_from_twelve_people_on(regulars: list[Person]) -> None:
    # of 40, 50, … 150 days the middle one, and those a quarter from either end
    assert usual_interval() == Interval(60, 90, 120, 12)
    Purchase.objects.filter(person=regulars[0]).delete()
    assert usual_interval() is None


def test_one_who_buys_often_does_not_make_it_known(maya: User) -> None:
    a_customer("Ada", *range(300, 0, -10))
    assert Purchase.objects.exclude(again_after_days=None).count() == 29
    assert usual_interval() is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 day"), (20, "20 days"), (21, "3 weeks"), (90, "3 months"), (365, "12 months"), (800, "2 years")],
)
def test_days_as_one_says_them(number: int, words: str) -> None:
    assert about(number) == words


def test_who_may_need_something_again(regulars: list[Person], maya: User) -> None:
    # given the usual 90 days: nobody who bought lately, and nobody of long ago
    a_customer("Just due", 91)
    a_customer("Due for long", 209)
    a_customer("Not yet", 89)
    a_customer("Gone for good", 211)
    assert due() == ["Just due", "Due for long"]


def test_who_said_no_or_is_left_in_peace_is_never_offered(regulars: list[Person], maya: User) -> None:
    refused, peaceful, photos, asked = (
        a_customer(name, 100) for name in ("Refused", "Peaceful", "Photos", "Asked")
    )
    for person, use in ((refused, "newsletter"), (photos, "photos")):
        tell(person=person, use=use, given=False, basis="objected", source="phone", by=maya, at=NOW)
    tell(person=asked, use="answer", given=False, basis="objected", source="phone", by=maya, at=NOW - days(2))
    leave_in_peace(person=peaceful, by=maya, at=NOW)
    assert due() == ["Photos"]

    # when the newest word is a yes, then it counts
    tell(person=asked, use="answer", given=True, basis="asked", source="phone", by=maya, at=NOW - days(1))
    assert due() == ["Asked", "Photos"]


def test_an_address_that_must_not_be_used_is_never_offered(regulars: list[Person], anna: User) -> None:
    # given somebody who was erased and came again with the same address
    gone = add_person(contact=Contact(name="Gone", emails=("gone@x.example",)), by=None, at=NOW)
    erase(person=gone, by=anna, at=NOW)
    again = add_person(contact=Contact(name="Again", emails=("gone@x.example",)), by=None, at=NOW)
    bought(again, [100])
    assert "Asked us not to write" in signed_in(anna).get("/marketing/care/").content.decode()


def test_whoever_was_spoken_to_since_is_not_offered_again(regulars: list[Person], maya: User) -> None:
    person = a_customer("Just due", 100)
    entry = note_contact(person=person, kind="call", by=maya, at=NOW)
    assert (entry.purpose, entry.direction, entry.kind) == ("care", "two_way", "call")
    assert due() == []
    Entry.objects.filter(pk=entry.pk).update(at=NOW - days(50))
    assert due() == ["Just due"]
    with pytest.raises(Refused, match="Say how"):
        note_contact(person=person, kind="shout", by=maya, at=NOW)


def test_whoever_asked_since_is_with_us_already(regulars: list[Person], maya: User) -> None:
    person = a_customer("Priya Shah", 100)
    enquiry = an_enquiry("Priya Shah", at=NOW - days(3))
    Enquiry.objects.update(person=person)
    assert due() == []
    page = signed_in(maya).get(f"/marketing/care/{person.pk}/").content.decode()
    assert "asked again" in page
    assert "may need something again" not in page
    set_aside(enquiry=enquiry, expected_version=1, reason="spam", by=maya, at=NOW)
    assert due() == ["Priya Shah"]


def test_who_still_waits_for_what_they_asked_before_is_with_us_too(
    regulars: list[Person], maya: User
) -> None:
    person = a_customer("Priya Shah", 100)
    enquiry = an_enquiry("Priya Shah", at=NOW - days(110))
    Enquiry.objects.update(person=person)
    assert due() == []
    set_aside(enquiry=enquiry, expected_version=1, reason="not_for_us", by=maya, at=NOW)
    assert due() == ["Priya Shah"]


def test_whom_nobody_reached_is_due_again_the_next_day(regulars: list[Person], maya: User) -> None:
    person = a_customer("Priya", 100)
    entry = note_contact(person=person, kind="call", by=maya, at=NOW)
    Entry.objects.filter(pk=entry.pk).update(outcome="nobody")
    assert due() == []
    Entry.objects.filter(pk=entry.pk).update(at=NOW - days(1.01))
    assert due() == ["Priya"]


def test_who_wants_to_be_asked_on_a_day_is_due_from_then_on(regulars: list[Person], maya: User) -> None:
    # given one who was to be due, one who would be forgotten by now, and one who said it for much later
    for name, ago, ahead in (("Ada", 100, -1), ("Ben", 300, -80), ("Cleo", 100, 3), ("Dan", 400, -120)):
        row = Purchase.objects.get(person=a_customer(name, ago))
        ask_again(purchase=row, at=NOW + days(ahead))
    assert due() == ["Ada", "Ben"]
    page = signed_in(maya).get("/marketing/care/").content.decode()
    assert "wants to be asked again" in page

    # when they buy, then what they said is over
    bought(Person.objects.get(name="Ada"), [0])
    assert due() == ["Ben"]


def test_marketing_has_them_on_no_list_of_the_day(regulars: list[Person], maya: User) -> None:
    a_customer("Just due", 100)
    told = slots.items("today", None, desk="marketing")
    assert [one for one in told if "again" in getattr(one, "title", "")] == []


def test_peace_is_ended_and_undone(maya: User, ann: User) -> None:
    person = a_customer("Priya", 10)
    with pytest.raises(NotAllowed):
        leave_in_peace(person=person, by=ann, at=NOW)
    line = leave_in_peace(person=person, by=maya, at=NOW)
    assert line is not None
    assert leave_in_peace(person=person, by=maya, at=NOW) is None
    row = LeftInPeace.objects.get()
    with pytest.raises(Stale):
        end_peace(row=row, expected_version=7, by=maya, at=NOW)
    ended = end_peace(row=row, expected_version=1, by=maya, at=NOW)
    with pytest.raises(Refused, match="ended already"):
        undo(line_id=line.pk, by=maya, at=NOW)
    undo(line_id=ended.pk, by=maya, at=NOW)
    assert LeftInPeace.objects.filter(ended_at=None).count() == 1
    undo(line_id=line.pk, by=maya, at=NOW)
    assert not LeftInPeace.objects.exists()


def test_the_peace_of_one_is_that_of_both_who_are_one(regulars: list[Person], anna: User) -> None:
    kept, gone = a_customer("Kept", 100), a_customer("Gone", 120)
    leave_in_peace(person=gone, by=anna, at=NOW)
    assert due() == ["Kept"]
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    assert due() == []


def test_the_page_tells_how_long_it_takes(regulars: list[Person], maya: User) -> None:
    a_customer("Just due", 100, title="Two armchairs")
    page = signed_in(maya).get("/marketing/care/?show=due").content.decode()
    assert "half did so within 3 months" in page
    assert "Two armchairs" in page
    assert "Regular 3" not in page
    page = signed_in(maya).get("/marketing/care/").content.decode()
    assert "2 times in all" in page
    assert "£500" in page


def test_the_page_before_anybody_bought(maya: User) -> None:
    page = signed_in(maya).get("/marketing/care/").content.decode()
    assert "that takes 12 people who did (so far 0)." in page
    assert "Nobody has bought yet" in page
    assert "Nobody is due just now" in signed_in(maya).get("/marketing/care/?show=due").content.decode()


def test_kept_in_touch_in_two_taps(maya: User, joe: User, ann: User) -> None:
    person = a_customer("Priya", 10)
    address = f"/marketing/care/{person.pk}/contact/"
    assert sent(signed_in(ann), address, kind="call").status_code == 403
    for _twice in range(2):
        answer = sent(signed_in(joe), address, kind="visit", next="/marketing/care/?show=due")
        assert (answer.status_code, answer["Location"]) == (303, "/marketing/care/?show=due")
    assert list(Entry.objects.values_list("kind", "purpose")) == [("visit", "care")]
    assert sent(signed_in(maya), address, kind="").status_code == 422
    assert sent(signed_in(maya), "/marketing/care/999/contact/", kind="call").status_code == 404


def test_leaving_in_peace_on_the_page(maya: User) -> None:
    person = a_customer("Priya", 10)
    client = signed_in(maya)
    for _twice in range(2):
        assert sent(client, f"/marketing/care/{person.pk}/peace/").status_code == 303
    row = LeftInPeace.objects.get()
    assert "Left in peace" in client.get("/marketing/care/?show=peace").content.decode()
    ended = sent(client, f"/marketing/care/peace/{row.pk}/end/", once="another key, long enough", version=1)
    assert ended.status_code == 303
    assert "Nobody is left in peace." in client.get("/marketing/care/?show=peace").content.decode()


def test_a_person_shows_what_was_bought(regulars: list[Person], maya: User, ann: User) -> None:
    person = a_customer("Priya", 100, title="Eight dining chairs")
    page = signed_in(maya).get(f"/people/{person.pk}/").content.decode()
    assert "Bought from us" in page
    assert "Eight dining chairs" in page
    # how things stand between us comes after the page, or by its link
    stands = f"/marketing/care/{person.pk}/"
    assert f'hx-get="{stands}"' in page
    for header in ({}, {"HX-Request": "true"}):
        care = signed_in(maya).get(stands, headers=header).content.decode()
        assert "may need something again" in care
        assert "Kept in touch" in care
        assert ("<h1>" in care) == (not header)
    assert "Kept in touch" not in signed_in(ann).get(stands).content.decode()
    nobody = add_person(contact=Contact(name="Nobody"), by=None, at=NOW)
    assert "Bought from us" not in signed_in(maya).get(f"/people/{nobody.pk}/").content.decode()
    led = signed_in(maya).get(f"/marketing/care/{nobody.pk}/")
    assert (led.status_code, led["Location"]) == (302, f"/people/{nobody.pk}/")


def test_more_customers_take_no_more_questions(regulars: list[Person], maya: User) -> None:
    client, counts = signed_in(maya), []
    client.get("/marketing/care/")
    for wave in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/marketing/care/")
        counts.append(len(queries))
        for number in range(10):
            contact = Contact(emails=(f"{wave}{number}@x.example",))
            person = add_person(contact=contact, by=None, at=NOW)
            bought(person, [300, 5])
    # nameless ones are asked once for all of them
    assert counts[1] - counts[0] <= 3
    assert max(counts) <= 30


def test_the_erased_are_forgotten(maya: User, anna: User) -> None:
    person = a_customer("Priya", 10)
    leave_in_peace(person=person, by=maya, at=NOW)
    erase(person=person, by=anna, at=NOW)
    assert (Purchase.objects.count(), LeftInPeace.objects.count()) == (0, 0)


def test_what_was_bought_twice_in_a_day_is_one_visit(maya: User) -> None:
    person = a_customer("Priya", 10, 10)
    assert Purchase.objects.exclude(again_after_days=None).count() == 0
    assert Purchase.objects.exclude(newest_at=None).get().person == person


def test_a_copy_is_changed_where_the_sale_was(maya: User) -> None:
    person = a_customer("Priya", 10)
    key = Purchase.objects.get().sale_key
    copy = SaleCopy(
        sale_key=key,
        person_id=person.pk,
        bought_at=NOW - datetime.timedelta(days=9),
        amount_minor=40_000,
        currency="EUR",
        lines=(),
    )
    assert receive_sales(copies=[copy], at=NOW) == 1
    row = Purchase.objects.get()
    assert (row.amount_minor, row.currency, row.title, row.newest_at) == (40_000, "EUR", "", NOW - days(9))
    assert receive_sales(copies=[], gone=[key], at=NOW) == 1
    assert not Purchase.objects.exists()
