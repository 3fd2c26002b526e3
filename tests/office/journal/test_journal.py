"""Who did what: sentences, values in words, filters, undo, and what the page costs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.office.accounts.models import Invitation, User
from tandem.office.accounts.rules import Actor
from tandem.office.accounts.words import Role
from tandem.office.business.models import Business
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal import actions, words
from tandem.office.journal.models import JournalLine
from tandem.office.journal.queries import history_of, lines, shown
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test with registries of its own, so that no other test sees what it registered."""
    monkeypatch.setattr(words, "_sentences", dict(words._sentences))
    monkeypatch.setattr(actions, "_undo", dict(actions._undo))
    return


def test_a_line_in_words() -> None:
    actions.register_sentence("sales.opportunity.won", "Won %(title)s")
    maya = seat()
    actions.record(by=maya, at=NOON, verb="sales.opportunity.won", row=maya, after={"amount_minor": 136800})
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    assert (line.sentence, line.who, line.desk) == ("Won Maya Rowe", "Maya Rowe", "sales")
    assert [(one.label, one.before, one.after) for one in line.changes] == [("Amount minor", "", "£1,368")]


def test_a_verb_without_a_sentence_is_told_all_the_same() -> None:
    assert words.sentence_of("people.person.taken_out", "Tom") == "Tom: taken out"
    assert words.sentence_of("people.swept", "") == "Swept"


def test_what_was_taken_back_says_so() -> None:
    actions.register_sentence("sales.opportunity.won", "Won %(title)s")
    assert words.sentence_of("sales.opportunity.won.undone", "a chair") == "Taken back: Won a chair"


def test_values_are_told_in_words() -> None:
    maya, joe = seat(), seat(Role.SALES, "Joe Bly")
    invitation = Invitation(invited_by=maya)
    invitation.pk = 1
    actions.record(
        by=None,
        at=NOON,
        verb="office.user.invited",
        row=invitation,
        before={"invited_by": maya.pk, "role": "sales", "email": ""},
        after={"invited_by": joe.pk, "role": "read_only", "email": "a@example.com", "version": 3},
    )
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    assert line.who == "Tandem"
    assert [(one.label, one.before, one.after) for one in line.changes] == [
        ("E-mail address", "", "a@example.com"),
        ("Role", "Sales", "Read only"),
        ("Invited by", "Maya Rowe", "Joe Bly"),
    ]


def test_moments_lists_and_gone_rows_are_told_too() -> None:
    actions.record(
        by=None,
        at=NOON,
        verb="office.user.changed",
        row=seat(),
        after={
            "joined_at": "2026-11-03T09:40:00+00:00",
            "is_active": True,
            "week": ["9:00 to 17:00", ""],
            "odd": "2026-13-45",
        },
    )
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    told = {one.label: one.after for one in line.changes}
    assert told["May sign in"] == "yes"
    assert told["Working hours"] == "9:00 to 17:00, closed"
    assert told["Odd"] == "2026-13-45"
    assert "9:40" in told["Joined at"]


def test_what_is_kept_for_an_undo_only_is_not_told() -> None:
    """An acceptance keeps what the passing was before; nobody took that away."""
    actions.record(
        by=None,
        at=NOON,
        verb="office.user.changed",
        row=seat(),
        before={"is_active": False, "joined_at": None, "decision": "waiting"},
        after={"is_active": True, "passing": 430},
    )
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    assert [(one.label, one.before, one.after) for one in line.changes] == [("May sign in", "no", "yes")]


def test_values_of_no_column_are_told_in_words_too() -> None:
    verb = "handover.enquiry.ticked"
    before, after = {"Within 30 miles": "not_asked"}, {"Within 30 miles": "yes"}
    actions.record(by=None, at=NOON, verb=verb, row=seat(), before=before, after=after)
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    assert [(one.label, one.before, one.after) for one in line.changes] == [
        ("Within 30 miles", "Not asked yet", "Yes")
    ]


def test_the_name_of_who_did_it_stays_when_the_user_is_gone() -> None:
    joe = seat(Role.SALES, "Joe Bly")
    actions.record(by=joe, at=NOON, verb="sales.noted")
    User.objects.filter(pk=joe.pk).delete()
    (line,) = shown(JournalLine.objects.all(), currency="GBP")
    assert line.who == "Joe Bly"


def test_filters_by_area_and_person() -> None:
    maya, joe = seat(), seat(Role.SALES, "Joe Bly")
    actions.record(by=maya, at=NOON, verb="marketing.enquiry.heard")
    actions.record(by=joe, at=NOON, verb="sales.opportunity.won")
    actions.record(by=None, at=NOON, verb="sales.opportunity.lost")
    assert [line.verb for line in lines(area="sales")] == ["sales.opportunity.lost", "sales.opportunity.won"]
    assert [line.verb for line in lines(by=str(joe.pk))] == ["sales.opportunity.won"]
    assert [line.verb for line in lines(by="tandem")] == ["sales.opportunity.lost"]
    client = browser(seat(Role.READ_ONLY, "Ann Lee"))
    html = client.get(f"/office/journal/?area=sales&by={joe.pk}").content.decode()
    assert "Marketing" in html
    assert html.count('class="row has-action"') == 1
    assert client.get("/office/journal/?area=nonsense&by=99999&page=xx").status_code == 200


def test_the_page_makes_the_same_number_of_queries_with_ten_times_the_lines() -> None:
    client = browser(seat())

    def queries(number: int) -> int:
        for _line in range(number):
            actions.record(by=None, at=NOON, verb="office.user.changed", row=User.objects.all()[0])
        with CaptureQueriesContext(connection) as made:
            assert client.get("/office/journal/").status_code == 200
        return len(made)

    assert queries(4) == queries(40) <= 30


def test_the_history_of_one_row() -> None:
    maya, joe = seat(), seat(Role.SALES, "Joe Bly")
    actions.record(by=maya, at=NOON, verb="office.user.added", row=joe)
    actions.record(by=maya, at=NOON + timedelta(hours=1), verb="office.user.changed", row=joe)
    actions.record(by=maya, at=NOON, verb="office.user.added", row=maya)
    assert [line.line.verb for line in history_of(joe, currency="GBP")] == [
        "office.user.changed",
        "office.user.added",
    ]


def renamed(at: datetime) -> JournalLine:
    """The business got another name, and there is a way back."""
    Business.objects.update_or_create(pk=1, defaults={"name": "Rowe"})

    def back(*, line: JournalLine, by: Actor, at: datetime) -> None:
        if isinstance(by, User) and by.role == Role.SALES:
            raise NotAllowed
        if Business.objects.get().name != line.after["name"]:
            raise Refused("The name was changed again meanwhile.")
        Business.objects.update(name=line.before["name"])

    actions.register_undo("test.renamed", back)
    row = Business.objects.get()
    return actions.record(
        by=None, at=at, verb="test.renamed", row=row, before={"name": "Wren"}, after={"name": "Rowe"}
    )


def test_undo_from_the_toast_takes_back_once() -> None:
    line = renamed(timezone.now())
    client = browser(seat())
    first = send(client, f"/office/journal/{line.pk}/undo/", next="/office/settings/")
    assert (first.status_code, first["Location"]) == (303, "/office/settings/")
    assert Business.objects.get().name == "Wren"
    second = send(client, f"/office/journal/{line.pk}/undo/")
    assert (second.status_code, second["Location"]) == (303, "/office/journal/")
    assert "This can no longer be undone." in client.get("/office/journal/").content.decode()
    back = JournalLine.objects.get(verb="test.renamed.undone")
    assert (back.undoes, back.kind, back.title, back.before, back.after) == (
        line,
        "office.business",
        "Rowe",
        {"name": "Rowe"},
        {"name": "Wren"},
    )


def test_what_is_no_longer_safe_says_why_and_changes_nothing() -> None:
    line = renamed(timezone.now())
    Business.objects.update(name="Rowe & Daughters")
    client = browser(seat())
    assert send(client, f"/office/journal/{line.pk}/undo/").status_code == 303
    html = client.get("/office/journal/").content.decode()
    assert "The name was changed again meanwhile." in html
    line.refresh_from_db()
    assert line.undone_at is None
    assert not JournalLine.objects.filter(verb="test.renamed.undone").exists()


def test_the_function_of_the_verb_decides_who_may() -> None:
    line = renamed(timezone.now())
    assert send(browser(seat(Role.SALES)), f"/office/journal/{line.pk}/undo/").status_code == 403
    assert send(browser(seat(Role.READ_ONLY)), f"/office/journal/{line.pk}/undo/").status_code == 403
    assert Business.objects.get().name == "Rowe"
    assert send(browser(seat()), "/office/journal/999999/undo/").status_code == 404


def test_after_a_week_the_way_back_is_shut() -> None:
    line = renamed(timezone.now() - timedelta(days=8))
    assert not actions.can_undo(line, at=timezone.now())
    assert "Undo" not in browser(seat()).get("/office/journal/").content.decode().split("<main")[1]
