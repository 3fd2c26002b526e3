"""Links that let somebody in: to sign in once, and to join."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from tandem.office.accounts.models import Invitation, Session, User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import Refused
from tandem.office.outbox.models import OutboxRow
from tandem.office.tokens.models import PublicToken
from tandem.office.users import actions
from tests.office.seats import PASSWORD, browser, once, seat, send

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def invited(role: str = Role.SALES) -> tuple[Invitation, str]:
    invitation, link = actions.invite(
        email="joe@example.com", name="Joe", role=role, by=seat(), at=timezone.now()
    )
    return invitation, path_of(link)


def test_looking_at_the_link_uses_nothing_up_and_pressing_signs_in_once() -> None:
    owner = seat()
    link = path_of(actions.sign_in_link(user=owner, at=timezone.now()))
    scanner, mine, thief = browser(), browser(), browser()
    for _look in range(3):
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
    signed_in = send(mine, link)
    assert (signed_in.status_code, signed_in["Location"]) == (303, "/")
    assert mine.get("/office/profile/").status_code == 200
    assert thief.get(link).status_code == 410
    assert send(thief, link).status_code == 410
    assert thief.get("/office/profile/").status_code == 302


def test_signing_in_gives_a_new_session_key() -> None:
    owner = seat()
    client = browser()
    client.session["planted"] = "yes"
    client.session.save()
    before = client.session.session_key
    client.cookies["sessionid"] = before
    send(client, path_of(actions.sign_in_link(user=owner, at=timezone.now())))
    assert client.session.session_key != before
    assert Session.objects.get(session_key=client.session.session_key).user == owner
    assert not Session.objects.filter(session_key=before).exists()


def test_a_link_ends_after_a_day_and_with_its_user() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    old = actions.sign_in_link(user=owner, at=timezone.now() - timedelta(hours=25))
    assert browser().get(path_of(old)).status_code == 410
    link = actions.sign_in_link(user=joe, at=timezone.now())
    actions.change_user(user=joe, is_active=False, by=owner, at=NOON)
    assert browser().get(path_of(link)).status_code == 410
    with pytest.raises(Refused):
        actions.sign_in_link(user=joe, at=NOON)


def test_the_token_is_kept_as_a_digest_only() -> None:
    link = actions.sign_in_link(user=seat(), at=timezone.now())
    token = link.rstrip("/").split("/")[-1]
    assert len(token) >= 43
    assert PublicToken.objects.get().digest != token


@override_settings(PUBLIC_URL="https://tandem.example")
def test_links_begin_with_the_public_address() -> None:
    assert actions.sign_in_link(user=seat(), at=NOON).startswith("https://tandem.example/office/link/")


def test_an_invitation_shows_its_link_and_lets_one_person_join() -> None:
    owner = browser(seat())
    page = send(owner, "/office/users/", email="Joe@example.com", name="Joe Bly", role=Role.SALES)
    html = page.content.decode()
    assert page.status_code == 200
    link = path_of(html.split('readonly value="')[1].split('"')[0])
    joining = browser()
    assert "Joe Bly" in joining.get(link).content.decode()
    weak = send(joining, link, name="Joe Bly", password="joe@example.com")
    assert weak.status_code == 422
    joined = send(joining, link, name="Joe Bly", password=PASSWORD)
    assert joined.status_code == 303
    joe = User.objects.get(email="joe@example.com")
    assert (joe.role, joe.name, joe.check_password(PASSWORD)) == (Role.SALES, "Joe Bly", True)
    assert joining.get("/office/profile/").status_code == 200
    assert browser().get(link).status_code == 410


def test_a_second_click_on_join_makes_one_user() -> None:
    _invitation, link = invited()
    client, key = browser(), once()
    fields = {"name": "Joe", "password": PASSWORD}
    assert send(client, link, key, **fields).status_code == 303
    assert send(client, link, once(), **fields).status_code == 410
    assert User.objects.filter(email="joe@example.com").count() == 1


def test_an_invitation_can_be_renewed_and_withdrawn() -> None:
    invitation, first = invited()
    owner = browser(invitation.invited_by)
    renewed = send(owner, f"/office/users/invitations/{invitation.pk}/link/")
    second = path_of(renewed.content.decode().split('readonly value="')[1].split('"')[0])
    assert browser().get(first).status_code == 410
    assert browser().get(second).status_code == 200
    assert send(owner, f"/office/users/invitations/{invitation.pk}/withdraw/").status_code == 303
    assert browser().get(second).status_code == 410
    assert send(owner, f"/office/users/invitations/{invitation.pk}/withdraw/").status_code == 422


def test_inviting_again_shuts_the_earlier_link() -> None:
    invitation, first = invited()
    actions.invite(
        email="joe@example.com", name="Joe", role=Role.BOTH, by=invitation.invited_by, at=timezone.now()
    )
    assert browser().get(first).status_code == 410
    assert Invitation.objects.filter(withdrawn_at=None).get().role == Role.BOTH


def test_who_is_here_already_is_not_invited() -> None:
    client = browser(seat())
    seat(Role.SALES, "Joe", email="joe@example.com")
    answer = send(client, "/office/users/", email="joe@example.com", name="", role=Role.SALES)
    assert answer.status_code == 422
    assert "here already" in answer.content.decode()


def test_the_invitation_is_mailed_where_mail_is_set_up() -> None:
    with override_settings(EMAIL_URL=""):
        invited()
    assert not OutboxRow.objects.exists()
    with override_settings(EMAIL_URL="smtp://localhost:2525"):
        _invitation, link = invited_again()
    mail = OutboxRow.objects.get()
    assert mail.payload["to"] == "joe@example.com"
    assert link in mail.payload["text"]


def invited_again() -> tuple[Invitation, str]:
    return actions.invite(
        email="joe@example.com", name="Joe", role=Role.SALES, by=User.objects.get(), at=timezone.now()
    )
