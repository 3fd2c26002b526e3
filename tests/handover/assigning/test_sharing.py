"""Who takes on the next enquiry: by hand, in turn, by load; who is away; and whoever chooses otherwise."""

import datetime
from typing import Any

import pytest

from tandem.handover.assigning.actions import pass_by_rule, set_part, set_sharing
from tandem.handover.assigning.models import Seller
from tandem.handover.assigning.queries import candidates, sharing, suggestion
from tandem.handover.passing.actions import accept, decline, pass_and_accept, pass_on
from tandem.handover.passing.models import Assignment, Passing
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.opportunities.actions import lose
from tests.handover.desks import NOW, a_user, an_enquiry, days, hours, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(joe: User) -> User:
    return a_user("Ada", "sales", hat="sales")


def rule(way: str, by: User) -> None:
    set_sharing(way=way, expected_version=sharing().version, by=by, at=NOW)


def by_rule(by: User, at: datetime.datetime = NOW) -> Passing:
    enquiry = an_enquiry(at=at)
    return pass_by_rule(enquiry=enquiry, expected_version=enquiry.version, by=by, at=at)


def by_hand(owner: User, by: User) -> Passing:
    enquiry = an_enquiry()
    return pass_on(enquiry=enquiry, expected_version=1, owner=owner, by=by, at=NOW)


def names(passings: list[Passing]) -> list[str]:
    return [str(passing.owner) for passing in passings]


def test_in_turn_goes_round_among_those_who_take_part(maya: User, joe: User, ada: User, anna: User) -> None:
    # given three who sell, none of whom was passed anything
    rule("in_turn", anna)
    assert suggestion(at=NOW).words == "In turn: Joe"
    assert suggestion(at=NOW).why == "Joe is next: nothing was passed there yet."

    # when six are passed in a row, at the same moment
    given = names([by_rule(maya) for _number in range(6)])

    # then each gets two, one after the other, and each is in the log
    assert given == ["Joe", "Ada", "Anna"] * 2
    assert Assignment.objects.count() == 6
    assert suggestion(at=NOW).why == "Joe is next: nobody has waited longer for one."


def test_who_is_away_is_passed_over_and_not_made_to_catch_up(maya: User, joe: User, ada: User) -> None:
    owner = a_user("Bo", "both")
    set_part(user=owner, away=True, by=owner, at=NOW)
    rule("in_turn", owner)
    set_part(user=ada, away=True, back_on=NOW.date() + datetime.timedelta(days=2), by=ada, at=NOW)

    # while she is away, Joe has them all
    assert names([by_rule(maya) for _number in range(3)]) == ["Joe", "Joe", "Joe"]
    assert [row.part_words for row in candidates(at=NOW, with_load=False)] == [
        "Not just now, back on Thu 5 Nov",
        "Not just now",
        "Takes part",
    ]

    # on the day she is back by herself, is next, and then they take turns
    back = NOW + days(2)
    assert names([by_rule(maya, at=back) for _number in range(3)]) == ["Ada", "Joe", "Ada"]


def test_who_was_passed_one_by_hand_has_had_their_turn(maya: User, joe: User, ada: User) -> None:
    owner = a_user("Bo", "both")
    set_part(user=owner, away=True, by=owner, at=NOW)
    rule("in_turn", owner)
    by_rule(maya)
    by_hand(joe, maya)
    assert names([by_rule(maya), by_rule(maya)]) == ["Ada", "Joe"]


def test_what_is_taken_back_gives_the_turn_back(maya: User, joe: User, ada: User) -> None:
    owner = a_user("Bo", "both")
    set_part(user=owner, away=True, by=owner, at=NOW)
    rule("in_turn", owner)
    first = by_rule(maya)
    undo(line_id=JournalLine.objects.get(verb="handover.enquiry.passed").pk, by=maya, at=NOW + hours(1))
    assert by_rule(maya).owner == first.owner


def test_by_load_goes_to_whoever_has_least_to_do(maya: User, joe: User, ada: User, anna: User) -> None:
    # given Joe with an open opportunity, Anna with a waiting enquiry, and Ada with one that was lost
    rule("by_load", anna)
    open_one = pass_and_accept(enquiry=an_enquiry(), expected_version=1, owner=joe, by=anna, at=NOW)
    by_hand(anna, maya)
    over = pass_and_accept(enquiry=an_enquiry(), expected_version=1, owner=ada, by=anna, at=NOW)
    lose(opportunity=over, expected_version=over.version, reason="price", by=ada, at=NOW)

    # then the next one is Ada's, and the form says why
    assert suggestion(at=NOW).words == "By load: Ada"
    assert suggestion(at=NOW).why == "Ada has least to do: 0 open opportunities, 0 enquiries waiting."
    assert by_rule(maya).owner == ada

    # and with one each it is whoever was passed one longest ago
    assert by_rule(maya).owner == joe
    assert open_one.owner == joe


def test_a_load_follows_whoever_has_it_now(maya: User, joe: User, ada: User, anna: User) -> None:
    rule("by_load", anna)
    passing = by_hand(joe, maya)
    decline(passing=passing, expected_version=1, reason="Too far away", by=joe, at=NOW)
    assert {str(row.user): row.load for row in candidates(at=NOW, with_load=True)} == {
        "Ada": 0,
        "Anna": 0,
        "Joe": 0,
    }
    kept = by_hand(joe, maya)
    accept(passing=kept, expected_version=1, by=joe, at=NOW)
    assert {str(row.user): row.load for row in candidates(at=NOW, with_load=True)}["Joe"] == 1


def test_where_nobody_takes_part_somebody_must_be_named(maya: User, joe: User) -> None:
    both = a_user("Bo", "both")
    rule("in_turn", both)
    for seller in (both, joe):
        set_part(user=seller, away=True, by=seller, at=NOW)
    with pytest.raises(Refused, match="Nobody takes part just now"):
        by_rule(maya)
    assert suggestion(at=NOW).user is None
    assert Passing.objects.count() == 0
    assert by_hand(joe, maya).owner == joe


def test_by_hand_only_the_one_who_sells_can_be_meant(maya: User, joe: User) -> None:
    # with one who sells nobody need be named; with two somebody must
    assert by_rule(maya).owner == joe
    a_user("Ada", "sales")
    with pytest.raises(Refused, match="Say who takes it on"):
        by_rule(maya)


def test_who_may_say_how_and_who_takes_part(maya: User, joe: User, ada: User, anna: User, ann: User) -> None:
    for who in (maya, joe, ann):
        with pytest.raises(NotAllowed):
            rule("in_turn", who)
    for who in (maya, joe, ann):
        with pytest.raises(NotAllowed):
            set_part(user=ada, away=True, by=who, at=NOW)
    with pytest.raises(NotAllowed):
        set_part(user=ann, away=True, by=ann, at=NOW)
    with pytest.raises(Refused, match="does not work for sales"):
        set_part(user=maya, away=True, by=anna, at=NOW)
    with pytest.raises(Refused, match="no such way"):
        rule("by_luck", anna)
    with pytest.raises(Refused, match="still to come"):
        set_part(user=joe, away=True, back_on=NOW.date(), by=joe, at=NOW)
    assert not Seller.objects.exists()


def test_the_rule_is_a_versioned_row_and_can_be_taken_back(anna: User, joe: User) -> None:
    rule("in_turn", anna)
    with pytest.raises(Stale):
        set_sharing(way="by_load", expected_version=1, by=anna, at=NOW)
    set_part(user=joe, away=True, by=joe, at=NOW)
    undo(line_id=JournalLine.objects.get(verb="handover.sharing.changed").pk, by=anna, at=NOW)
    undo(line_id=JournalLine.objects.get(verb="handover.seller.changed").pk, by=joe, at=NOW)
    assert (sharing().way, Seller.objects.get().away) == ("by_hand", False)


# On screen


def test_the_form_says_whom_it_goes_to_and_why_and_can_be_overridden(
    maya: User, joe: User, ada: User, anna: User
) -> None:
    rule("in_turn", anna)
    first, second = an_enquiry(), an_enquiry("Tom Ellery tom@x.example")
    browser = signed_in(maya)
    shown = browser.get(f"/handover/{first.pk}/").content.decode()
    assert '<option value="" selected>In turn: Joe</option>' in shown
    assert "Joe is next: nothing was passed there yet." in shown

    # left as it is, the rule says who; the toast tells
    answer = sent(browser, f"/handover/{first.pk}/pass/", version=1, owner="")
    assert answer.status_code == 303
    assert Passing.objects.get(enquiry=first).owner == joe
    assert "Joe takes it on." in browser.get("/handover/").content.decode()

    # with somebody chosen, it is that one
    sent(browser, f"/handover/{second.pk}/pass/", once="another key, long enough", version=1, owner=ada.pk)
    assert Passing.objects.get(enquiry=second).owner == ada


def test_the_page_of_the_rule(maya: User, joe: User, anna: User) -> None:
    # everybody reads it; only whoever holds both jobs sees the form
    assert 'name="way"' not in signed_in(joe).get("/handover/sharing/").content.decode()
    browser = signed_in(anna)
    assert 'name="way"' in browser.get("/handover/sharing/").content.decode()
    for _twice in range(2):
        answer = sent(browser, "/handover/sharing/", way="by_load", version=1)
        assert answer.status_code == 303
    assert sharing().way == "by_load"
    assert JournalLine.objects.filter(verb="handover.sharing.changed").count() == 1
    assert sent(browser, "/handover/sharing/", once="b" * 20, way="x", version=2).status_code == 422
    assert sent(signed_in(joe), "/handover/sharing/", way="in_turn", version=2).status_code == 403

    # each says for themselves whether they take part
    assert sent(signed_in(joe), "/handover/sharing/me/", away="1", back_on="").status_code == 303
    assert Seller.objects.get().user == joe
    assert sent(signed_in(joe), f"/handover/sharing/{anna.pk}/", away="1").status_code == 403
    assert sent(browser, f"/handover/sharing/{joe.pk}/", once="c" * 20).status_code == 303
    assert Seller.objects.get().away is False
    assert sent(browser, "/handover/sharing/99999/", once="d" * 20).status_code == 404
    assert sent(browser, "/handover/sharing/me/", once="e" * 20, away="1", back_on="soon").status_code == 422


def test_as_many_queries_for_many_sellers(anna: User, maya: User, django_assert_num_queries: Any) -> None:
    # three for the sellers and what each has to do, and one for the zone of the business
    with django_assert_num_queries(4):
        candidates(at=NOW, with_load=True)
    for number in range(10):
        seller = a_user(f"Seller{number}", "sales")
        by_hand(seller, maya)
    with django_assert_num_queries(4):
        assert len(candidates(at=NOW, with_load=True)) == 11
