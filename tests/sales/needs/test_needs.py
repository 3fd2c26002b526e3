"""What people wanted that we do not offer: noted with a decline or a loss, counted by what it is."""

import datetime

import pytest
from django.utils import timezone

from tandem.handover.passing.actions import decline, pass_on
from tandem.handover.passing.models import Passing
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates.actions import merge
from tandem.people.privacy.queries import registered, rows_of
from tandem.sales.needs.forms import NeedField
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.needs.queries import known_needs, wanted_between
from tandem.sales.needs.words import need_key, tidy_need
from tandem.sales.opportunities import actions as sales
from tandem.sales.opportunities.models import Opportunity
from tests.handover.conftest import anna, joe, maya  # noqa: F401 - the desks of the handover's tests
from tests.handover.desks import NOW, an_enquiry, days, sent, signed_in


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Mattresses", "mattresses"),
        ("  MATTRESSES. ", "mattresses"),
        ("car   seats", "car seats"),
        ("Car\nseats!", "car seats"),
        ("Straße", "strasse"),
        ("\uff37indow seats", "window seats"),
        (" .,- ", ""),
        ("", ""),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_need_is_told_by_its_words_and_not_by_how_it_was_typed(typed: str, key: str) -> None:
    assert need_key(typed) == key


def test_it_is_kept_as_it_was_written() -> None:
    assert tidy_need("  Car   seats, with airbags. ") == "Car seats, with airbags"


def passed(who: str, maya: User, joe: User, at: datetime.datetime = NOW) -> Passing:  # noqa: F811
    enquiry = an_enquiry(who, at=at)
    return pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=joe, by=maya, at=at)


def declined(who: str, need: str, maya: User, joe: User, at: datetime.datetime = NOW) -> JournalLine:  # noqa: F811
    passing = passed(who, maya, joe, at)
    return decline(
        passing=passing,
        expected_version=1,
        reason="Not something we do",
        unmet_need=need,
        by=joe,
        at=at,
    )


def opened(who: str, joe: User, at: datetime.datetime = NOW) -> Opportunity:  # noqa: F811
    person = an_enquiry(who, at=at).person
    return sales.open_opportunity(person=person, title="A sofa", owner=joe, by=joe, at=at)


def test_needs_of_declines_and_losses_are_counted_together(maya: User, joe: User) -> None:  # noqa: F811
    declined("A a@x.example", "Mattresses", maya, joe, NOW - days(3))
    declined("B b@x.example", "Car seats", maya, joe, NOW - days(2))
    row = opened("C c@x.example", joe, NOW - days(1))
    sales.lose(
        opportunity=row, expected_version=row.version, reason="other", unmet_need="mattresses", by=joe, at=NOW
    )
    declined("D d@x.example", "Mattresses", maya, joe, NOW - days(400))

    found = wanted_between(NOW - days(30), NOW + days(1), at_most=10)

    assert [(one.words, one.number, one.last) for one in found] == [
        ("mattresses", 2, NOW),
        ("Car seats", 1, NOW - days(2)),
    ]
    assert str(found[0].person) == "C"
    assert known_needs() == ["Mattresses", "Car seats"]


def test_without_a_need_nothing_is_kept(maya: User, joe: User) -> None:  # noqa: F811
    declined("A a@x.example", "  ", maya, joe)
    row = opened("B b@x.example", joe)
    sales.lose(opportunity=row, expected_version=row.version, reason="price", by=joe, at=NOW)
    assert UnmetNeed.objects.count() == 0


def test_undo_takes_the_need_back_and_it_can_be_noted_anew(maya: User, joe: User) -> None:  # noqa: F811
    line = declined("A a@x.example", "Mattresses", maya, joe)
    undo(line_id=line.pk, by=joe, at=NOW)
    assert UnmetNeed.objects.count() == 0
    passing = Passing.objects.get()
    again = {"reason": "Not something we do", "unmet_need": "Car seats", "by": joe, "at": NOW}
    decline(passing=passing, expected_version=passing.version, **again)
    assert UnmetNeed.objects.get().words == "Car seats"


def test_a_loss_that_is_opened_again_takes_its_need_back(joe: User) -> None:  # noqa: F811
    row = opened("A a@x.example", joe)
    sales.lose(
        opportunity=row, expected_version=row.version, reason="other", unmet_need="Beds", by=joe, at=NOW
    )
    sales.reopen(opportunity=row, expected_version=row.version, by=joe, at=NOW)
    assert UnmetNeed.objects.count() == 0


def test_a_need_moves_with_its_person_and_is_erased_with_them(
    maya: User,  # noqa: F811
    joe: User,  # noqa: F811
    anna: User,  # noqa: F811
) -> None:
    declined("A a@x.example", "Mattresses", maya, joe)
    kept = an_enquiry("B b@x.example").person
    gone = UnmetNeed.objects.get().person
    merge(kept=kept, gone=gone, by=anna, at=NOW)
    assert UnmetNeed.objects.get().person == kept
    data = registered()["sales.unmetneed"]
    assert data.erase([kept.pk], NOW) == 1
    assert not rows_of(data.model, data.path, [kept.pk]).exists()


def test_the_forms_ask_for_it_and_offer_what_was_noted_before(maya: User, joe: User) -> None:  # noqa: F811
    declined("A a@x.example", "Mattresses", maya, joe)
    passing = passed("B b@x.example", maya, joe, timezone.now())
    row = opened("C c@x.example", joe, timezone.now())
    client = signed_in(joe)
    for url in (f"/handover/{passing.enquiry_id}/decline/", f"/sales/opportunities/{row.pk}/lost/"):
        page = client.get(url).content.decode()
        assert '<option value="Mattresses"></option>' in page
        assert 'list="id_unmet_need-known"' in page

    # sent by form, it is kept; sent twice, once
    url = f"/handover/{passing.enquiry_id}/decline/"
    told = {"version": 1, "reason": "Not something we do", "unmet_need": "Garden gates"}
    assert sent(client, url, **told).status_code == 303
    assert sent(client, url, **told).status_code == 303
    assert UnmetNeed.objects.filter(key="garden gates").count() == 1
    told = {"version": row.version, "reason": "other", "on": timezone.localdate(), "unmet_need": "Beds"}
    assert sent(client, f"/sales/opportunities/{row.pk}/lost/", **told).status_code == 303
    assert UnmetNeed.objects.get(key="beds").origin == "sales.opportunity"
    assert Enquiry.objects.get(pk=passing.enquiry_id).state == "declined"


def test_a_need_that_is_too_long_is_refused_and_nothing_is_lost(maya: User, joe: User) -> None:  # noqa: F811
    passing = passed("B b@x.example", maya, joe, timezone.now())
    told = {"version": 1, "reason": "Not something we do", "unmet_need": "x" * 81}
    answer = sent(signed_in(joe), f"/handover/{passing.enquiry_id}/decline/", **told)
    assert answer.status_code == 422
    assert "x" * 81 in answer.content.decode()


@pytest.mark.django_db
def test_what_is_offered_is_escaped() -> None:
    drawn = NeedField().widget.render("need", '"><script>', {"id": "id_need"})
    assert "<script>" not in drawn
