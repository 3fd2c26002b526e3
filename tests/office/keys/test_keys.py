"""Keys for other programs: shown once, kept as a digest, one's own, revocable."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.jobs import wishes
from tandem.office.journal.models import JournalLine
from tandem.office.keys.actions import make_key, note_use, revoke_key
from tandem.office.keys.models import ApiKey
from tandem.office.keys.queries import key_given
from tandem.office.keys.words import Scope
from tests.office.seats import browser, once, seat, send

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def key_of(user: User, scope: str = Scope.READ, name: str = "Website") -> tuple[ApiKey, str]:
    return make_key(name=name, scope=scope, user=user, by=user, at=NOON)


def test_a_key_is_kept_as_a_digest_and_found_by_what_was_given_out() -> None:
    # given a key
    owner = seat()
    key, token = key_of(owner)

    # when the database is looked at
    kept = ApiKey.objects.values().get()

    # then the key stands nowhere in it, and the key itself finds it
    assert token not in repr(kept)
    assert re.fullmatch(r"tandem_[\w-]{43}", token)
    assert token.startswith(kept["begins"])
    assert len(kept["begins"]) == 12
    assert key_given(token) == key
    assert key_given(token[:-1]) is None
    assert key_given("") is None


def test_the_journal_tells_of_making_and_revoking_without_the_key() -> None:
    owner = seat()
    key, token = key_of(owner)
    revoke_key(key=key, by=owner, at=NOON)
    lines = list(JournalLine.objects.order_by("pk").values_list("verb", "title", "by"))
    title = f"Website ({token[:12]}…)"
    assert lines == [("office.key.made", title, owner.pk), ("office.key.revoked", title, owner.pk)]


def test_a_revoked_key_and_one_of_somebody_switched_off_open_nothing() -> None:
    # given two keys
    joe = seat(Role.SALES, "Joe Bly")
    first, first_token = key_of(joe)
    _second, second_token = key_of(joe, name="Till")

    # when one is revoked
    revoke_key(key=first, by=joe, at=NOON)

    # then it opens nothing, twice is said, and the other opens until its person is out
    assert key_given(first_token) is None
    with pytest.raises(Refused, match="revoked already"):
        revoke_key(key=first, by=joe, at=NOON)
    assert key_given(second_token) is not None
    User.objects.filter(pk=joe.pk).update(is_active=False)
    assert key_given(second_token) is None


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [({"name": " \x00 "}, "what the key is for"), ({"scope": "everything"}, "what the key may do")],
)
def test_what_is_missing_is_said(columns: dict[str, str], sentence: str) -> None:
    owner = seat()
    with pytest.raises(Refused, match=sentence):
        make_key(**{"name": "Till", "scope": "read", **columns}, user=owner, by=owner, at=NOON)


def test_nobody_makes_a_key_for_somebody_else() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    with pytest.raises(NotAllowed):
        make_key(name="Till", scope="read", user=joe, by=owner, at=NOON)


def test_use_is_noted_to_the_hour_and_by_the_worker() -> None:
    # given a key that was never used
    key, _token = key_of(seat())

    # when it is used three times within an hour, and once more later
    for minutes in (0, 20, 59, 61):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            note_use(key=key, at=NOON + timedelta(minutes=minutes))
        # then the request itself writes nothing
        if connection.vendor == "sqlite":
            assert len(asked) == 0
        wishes.grant()
        key.refresh_from_db()
        assert key.last_used_at == NOON + timedelta(minutes=61 if minutes == 61 else 0)


def test_the_page_shows_a_new_key_once() -> None:
    # given somebody at their page
    joe = seat(Role.READ_ONLY, "Joe Bly")
    tab = browser(joe)

    # when they make a key, and send the same form a second time
    key = once()
    first = send(tab, "/office/keys/", key, name="Till", scope="read")
    second = send(tab, "/office/keys/", key, name="Till", scope="read")

    # then the key stands on the first answer and on no page after it
    [token] = re.findall(r"tandem_[\w-]{43}", first.content.decode())
    assert key_given(token) is not None
    assert second.status_code == 303
    assert ApiKey.objects.count() == 1
    later = tab.get("/office/keys/").content.decode()
    assert token not in later
    assert f"{token[:12]}…" in later


def test_a_form_without_a_name_is_refused_with_a_sentence() -> None:
    answer = send(browser(seat()), "/office/keys/", name="", scope="read")
    assert answer.status_code == 422
    assert not ApiKey.objects.exists()


def test_another_persons_key_is_not_there_but_an_owner_may_revoke_it() -> None:
    # given a key of a seller
    owner, joe, ines = seat(), seat(Role.SALES, "Joe Bly"), seat(Role.BOTH, "Ines Park")
    key, _token = key_of(joe)

    # when somebody else looks and tries
    assert key.begins not in browser(ines).get("/office/keys/").content.decode()
    answers = [send(browser(ines), f"/office/keys/{pk}/revoke/").status_code for pk in (key.pk, 999)]

    # then it is as if there was none
    assert answers == [404, 404]
    assert ApiKey.objects.get().revoked_at is None

    # and the owner sees whose it is and revokes it
    page = browser(owner).get("/office/keys/").content.decode()
    assert key.begins in page
    assert "Joe Bly" in page
    assert send(browser(owner), f"/office/keys/{key.pk}/revoke/").status_code == 303
    assert ApiKey.objects.get().revoked_at is not None


def test_the_page_asks_as_often_for_many_keys_as_for_one() -> None:
    owner, joe = seat(), seat(Role.SALES, "Joe Bly")
    tab = browser(owner)
    counts = []
    for _round in range(2):
        for number in range(3):
            key_of(owner, name=f"Mine {number}")
            key_of(joe, name=f"His {number}")
        with CaptureQueriesContext(connection) as asked:
            tab.get("/office/keys/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
