"""Who comes in and who is out: roles, switching off, the last owner."""

from datetime import UTC, datetime

import pytest

from tandem.office.accounts.models import Session, User
from tandem.office.accounts.words import Hat, Role
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal import actions as journal
from tandem.office.journal.models import JournalLine
from tandem.office.users import actions
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_a_user_switched_off_is_out_with_the_next_request() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    tab = browser(joe)
    assert tab.get("/office/journal/").status_code == 200
    actions.change_user(user=joe, is_active=False, by=owner, at=NOON)
    answer = tab.get("/office/journal/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    assert not Session.objects.filter(user=joe).exists()


def test_a_session_that_is_still_there_does_not_help_who_is_switched_off() -> None:
    joe = seat(Role.SALES, "Joe Bly")
    tab = browser(joe)
    User.objects.filter(pk=joe.pk).update(is_active=False)
    assert tab.get("/office/journal/").status_code == 302


def test_another_role_ends_every_session() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    tabs = [browser(joe), browser(joe)]
    actions.change_user(user=joe, role=Role.READ_ONLY, by=owner, at=NOON)
    assert [tab.get("/office/journal/").status_code for tab in tabs] == [302, 302]
    assert browser(owner).get("/office/journal/").status_code == 200


def test_another_name_does_not() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    tab = browser(joe)
    actions.change_user(user=joe, name="Joseph Bly", by=owner, at=NOON)
    assert tab.get("/office/journal/").status_code == 200


@pytest.mark.parametrize("columns", [{"role": Role.BOTH}, {"is_active": False}])
def test_the_last_owner_stays_one(columns: dict[str, object]) -> None:
    owner = seat()
    seat(Role.OWNER, "Anna Gone", is_active=False)
    with pytest.raises(Refused, match="one owner at least"):
        actions.change_user(user=owner, by=owner, at=NOON, **columns)
    second = seat(Role.OWNER, "Joe Bly")
    actions.change_user(user=owner, by=second, at=NOON, **columns)
    assert User.objects.filter(role=Role.OWNER, is_active=True).get() == second


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OWNER])
def test_only_owners_manage_users(role: str) -> None:
    person, other = seat(role), seat(Role.SALES, "Joe Bly")
    with pytest.raises(NotAllowed):
        actions.change_user(user=other, role=Role.OWNER, by=person, at=NOON)
    with pytest.raises(NotAllowed):
        actions.invite(email="x@example.com", name="", role=Role.OWNER, by=person, at=NOON)
    with pytest.raises(NotAllowed):
        actions.add_user(email="x@example.com", name="X", role=Role.BOTH, password=None, by=person, at=NOON)
    assert browser(person).get("/office/users/").status_code == 403
    assert browser(person).get(f"/office/users/{other.pk}/").status_code == 403


def test_a_change_of_role_can_be_taken_back() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    line = actions.change_user(user=joe, role=Role.BOTH, by=owner, at=NOON)
    assert line is not None
    journal.undo(line_id=line.pk, by=owner, at=NOON)
    joe.refresh_from_db()
    assert joe.role == Role.SALES
    again = actions.change_user(user=joe, role=Role.BOTH, by=owner, at=NOON)
    assert again is not None
    with pytest.raises(NotAllowed):
        journal.undo(line_id=again.pk, by=joe, at=NOON)


def test_an_address_is_used_once_whatever_its_case() -> None:
    actions.add_user(email="Joe@Example.com", name="Joe", role=Role.SALES, password=None, by=None, at=NOON)
    with pytest.raises(Refused, match="here already"):
        actions.add_user(email="joe@example.COM", name="J", role=Role.SALES, password=None, by=None, at=NOON)
    joe = User.objects.get()
    assert (joe.email, joe.hat) == ("joe@example.com", Hat.SALES)
    assert JournalLine.objects.get().after == {"email": "joe@example.com", "role": "sales"}


def test_the_pages_show_and_change() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    client = browser(owner)
    assert "Joe Bly" in client.get("/office/users/").content.decode()
    saved = send(client, f"/office/users/{joe.pk}/", version="1", name="Joe Bly", role=Role.BOTH)
    assert (saved.status_code, saved["Location"]) == (303, "/office/users/")
    stale = send(client, f"/office/users/{joe.pk}/", version="1", name="Joe Bly", role=Role.SALES)
    assert stale.status_code == 409
    off = send(client, f"/office/users/{joe.pk}/switch/", version="2")
    assert off.status_code == 303
    html = client.get("/office/users/").content.decode()
    assert "Joe Bly is out and may not sign in." in html
    assert "switched off" in html
    refused = send(client, f"/office/users/{owner.pk}/", version="1", name="Maya Rowe", role=Role.SALES)
    assert refused.status_code == 422
    assert "There must be one owner at least." in refused.content.decode()


def test_the_history_of_a_user_stands_on_its_page() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    actions.change_user(user=joe, role=Role.READ_ONLY, by=owner, at=NOON)
    html = browser(owner).get(f"/office/users/{joe.pk}/").content.decode()
    assert "Changed Joe Bly’s account" in html
    assert "Role: Sales" in html
    assert "Read only" in html
