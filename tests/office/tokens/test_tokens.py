import datetime
import threading

import pytest
from django.db import connections

from tandem.office.tokens.actions import issue, redeem, revoke
from tandem.office.tokens.models import PublicToken
from tandem.office.tokens.queries import find

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.mark.django_db
def test_a_token_opens_its_own_purpose_only_and_is_not_kept_in_clear() -> None:
    token = issue(purpose="quote", subject_id=7, at=NOW)
    found = find(token, purpose="quote", at=NOW)
    assert found is not None
    assert found.subject_id == 7
    assert find(token, purpose="invoice", at=NOW) is None
    assert find(token + "x", purpose="quote", at=NOW) is None
    assert len(token) == 43
    assert token not in str(PublicToken.objects.values().get())


@pytest.mark.django_db
def test_a_token_ends_at_its_time_and_no_clock_set_back_of_the_link_revives_a_revoked_one() -> None:
    token = issue(purpose="quote", subject_id=7, at=NOW, lasts=DAY)
    assert find(token, purpose="quote", at=NOW + DAY - datetime.timedelta(seconds=1)) is not None
    assert find(token, purpose="quote", at=NOW + DAY) is None
    assert revoke(purpose="quote", subject_id=7, at=NOW) == 1
    assert find(token, purpose="quote", at=NOW - DAY) is None


@pytest.mark.django_db
def test_a_token_for_many_uses_keeps_the_time_of_the_first() -> None:
    token = issue(purpose="survey", subject_id=1, at=NOW)
    assert redeem(token, purpose="survey", at=NOW) is not None
    again = redeem(token, purpose="survey", at=NOW + DAY)
    assert again is not None
    assert again.used_at == NOW


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_use_a_single_use_token_at_once_one_gets_in() -> None:
    token = issue(purpose="link", at=NOW, single_use=True)
    start, came = threading.Barrier(8), []

    def use() -> None:
        start.wait()
        came.append(redeem(token, purpose="link", at=NOW))
        connections.close_all()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([row for row in came if row is not None]) == 1
    assert find(token, purpose="link", at=NOW) is None
