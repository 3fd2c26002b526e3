"""Maya tidies up: two entries of one person are put together, once too quickly."""

import datetime

from tandem.demo.desk import moment_of
from tandem.demo.diary import Life
from tandem.demo.selling import undone
from tandem.demo.shop import Shop
from tandem.marketing.enquiries.actions import hear, set_aside
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import SetAsideReason
from tandem.people.duplicates.actions import merge
from tandem.people.persons.words import Contact

MERGED_DAYS_AGO, TAKEN_APART_DAYS_AGO, ALIKE_DAYS_AGO = 97, 61, 19


def begin_sorting(shop: Shop) -> None:
    begin = shop.diary.begin
    begin(put_together(shop), until=shop.ends_at)
    begin(put_together_too_quickly(shop), until=shop.ends_at)
    begin(alike(shop), until=shop.ends_at)


def asked(shop: Shop, contact: Contact, words: str, at: datetime.datetime) -> Enquiry:
    enquiry = hear(
        contact=contact, by=shop.maya, at=at, heard_at=at, door="phone", medium="referral", words=words
    )
    set_aside(
        enquiry=enquiry,
        expected_version=enquiry.version,
        reason=SetAsideReason.NOT_FOR_US,
        by=shop.maya,
        at=at,
    )
    return enquiry


def put_together(shop: Shop) -> Life:
    """One woman with a number and a name, and with an address and another form of the name."""
    at = yield moment_of(shop, MERGED_DAYS_AGO, 10, 30)
    kate = Contact(name="Kate Holloway", phones=("020 7946 0107",), place="Nailsea")
    first = asked(shop, kate, "Do you sharpen scissors? My neighbour thought so.", at)
    at = yield moment_of(shop, MERGED_DAYS_AGO - 4, 15, 40)
    katherine = Contact(name="Katherine Holloway", emails=("k.holloway@example.org",), place="Nailsea")
    second = asked(shop, katherine, "And do you know somebody who sharpens scissors?", at)
    at = yield at + datetime.timedelta(minutes=12)
    merge(kept=second.person, gone=first.person, by=shop.maya, at=at)


def put_together_too_quickly(shop: Shop) -> Life:
    """Father and son of one name: put together, and taken apart again the same day."""
    at = yield moment_of(shop, TAKEN_APART_DAYS_AGO, 9, 50)
    father = Contact(name="Martin Selwood", phones=("020 7946 0109",), place="Dursley")
    first = asked(shop, father, "Is the man in who did the church?", at)
    at = yield moment_of(shop, TAKEN_APART_DAYS_AGO - 2, 11, 30)
    son = Contact(name="Martin Selwood", emails=("selwood@example.com",), place="Dursley")
    second = asked(shop, son, "Do you take apprentices?", at)
    at = yield at + datetime.timedelta(minutes=9)
    merge(kept=first.person, gone=second.person, by=shop.maya, at=at)
    at = yield at + datetime.timedelta(minutes=70)
    undone("people.person.merged", first.person_id, by=shop.maya, at=at)


def alike(shop: Shop) -> Life:
    """Two that may be one, still to be looked at."""
    at = yield moment_of(shop, ALIKE_DAYS_AGO, 13, 20)
    asked(
        shop,
        Contact(name="Elizabeth Farr", phones=("020 7946 0111",), place="Tetbury"),
        "Wrong number, sorry.",
        at,
    )
    at = yield moment_of(shop, ALIKE_DAYS_AGO - 3, 16, 10)
    asked(
        shop,
        Contact(name="Eliza Farr", emails=("eliza.farr@example.org",), place="Tetbury"),
        "Do you buy old fabric?",
        at,
    )
