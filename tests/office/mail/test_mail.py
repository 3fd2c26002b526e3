import datetime

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMultiAlternatives

from tandem.office.mail import actions, server
from tandem.office.mail.jobs import register
from tandem.office.mail.words import BadHeader
from tandem.office.outbox import jobs
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import State
from tests.office.smtp_sink import smtp_sink

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
pytestmark = pytest.mark.django_db
LINE_BREAKS = ["\r", "\n", "\r\n", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x00"]


@pytest.fixture(autouse=True)
def mail_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_kinds", {})
    monkeypatch.setattr(jobs, "_resting_until", {})
    register()


def send(key: str = "welcome:1", to: str = "ann@example.com", **words: object) -> OutboxRow:
    given = {"subject": "Your sofa", "text": "It is ready.\n.\n.hidden\n", **words}
    return actions.send(to=to, effect_key=key, at=NOW, **given)  # type: ignore[arg-type]


def state() -> str:
    return OutboxRow.objects.get().state


def test_a_mail_arrives_whole_with_dots_and_letters(settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Wren & Rowe <hello@wren.example>"
    send(subject="Café £5 – fertig", to_name="Ann Müller", html="<p>It is ready.</p>")
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        assert jobs.deliver(NOW) == 1
    got = sink.received[0].message
    assert sink.received[0].sender == "hello@wren.example"
    assert str(got["Message-ID"]) == f"<{OutboxRow.objects.get().message_id}@wren.example>"
    assert got.get_payload(0).get_payload(decode=True).decode() == "It is ready.\r\n.\r\n.hidden\r\n"
    assert "=?utf-8?" in got["Subject"]
    assert state() == State.SENT


def test_without_a_mail_server_mail_waits(settings: LazySettings) -> None:
    settings.EMAIL_URL = ""
    send()
    assert jobs.deliver(NOW) == 0
    assert state() == State.NEW


@pytest.mark.parametrize("line_break", LINE_BREAKS)
@pytest.mark.parametrize("field", ["to", "subject", "to_name", "from_name", "reply_to"])
def test_no_words_become_headers(field: str, line_break: str) -> None:
    with pytest.raises(BadHeader):
        send(**{field: f"ann@example.com{line_break}Bcc: all@example.com"})
    assert not OutboxRow.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1\r\nBcc: all@example.com"},
        {"X-A\nBcc": "1"},
        {"Bcc": "all@example.com"},
        {"X A": "1"},
        {"To": "x@y.z"},
    ],
)
def test_no_header_is_smuggled_in(headers: dict[str, str]) -> None:
    with pytest.raises(BadHeader):
        send(headers=headers)


@pytest.mark.parametrize(
    "to",
    [
        "a@x.example, b@x.example",
        "a@x.example b@x.example",
        "Ann <a@x.example>",
        "nobody",
        "",
        "<a@x.example>",
    ],
)
def test_one_mail_has_one_recipient(to: str) -> None:
    with pytest.raises(BadHeader):
        send(to=to)


@pytest.mark.parametrize(
    ("behaviour", "expected", "copies"),
    [
        ("ok", State.SENT, 1),
        ("refuse", State.BOUNCED, 0),
        ("grey", State.NEW, 0),
        ("closing", State.NEW, 0),
        ("drop-before", State.NEW, 0),
        ("text-refused", State.BOUNCED, 0),
        ("text-later", State.NEW, 0),
        ("drop-after", State.UNKNOWN, 1),
    ],
)
def test_what_the_server_does_is_what_is_noted(
    settings: LazySettings, behaviour: str, expected: State, copies: int
) -> None:
    send()
    with smtp_sink(lambda recipient, tries: behaviour) as sink:
        settings.EMAIL_URL = sink.url
        jobs.deliver(NOW)
    assert (state(), len(sink.received)) == (expected, copies)


def test_a_server_that_says_nothing_after_the_text_is_not_known(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    with smtp_sink(lambda recipient, tries: "hang") as sink:
        settings.EMAIL_URL = sink.url
        monkeypatch.setattr(
            "tandem.office.mail.jobs.the_server",
            lambda: server.MailServer("127.0.0.1", sink.port, timeout=0.2),
        )
        jobs.deliver(NOW)
    assert state() == State.UNKNOWN


def test_a_greylisted_mail_goes_out_at_the_second_try_with_the_same_id(settings: LazySettings) -> None:
    send()
    with smtp_sink(lambda recipient, tries: "grey" if tries == 1 else "ok") as sink:
        settings.EMAIL_URL = sink.url
        jobs.deliver(NOW)
        assert state() == State.NEW
        jobs.deliver(NOW + MINUTE)
    assert sink.copies() == {"ann@example.com": 1}


def test_no_server_there_is_one_try_a_minute_however_much_waits(settings: LazySettings) -> None:
    for number in range(20):
        send(key=f"welcome:{number}")
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
    assert jobs.deliver(NOW) == 1
    assert jobs.deliver(NOW + MINUTE / 2) == 0
    assert OutboxRow.objects.filter(state=State.NEW).count() == 20


def test_a_link_to_set_a_password_goes_through_the_outbox_and_is_forgotten(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "tandem.office.mail.backend.EmailBackend"
    message = EmailMultiAlternatives(
        "Password", "https://x.example/reset/secret", to=["Ann <ann@example.com>"]
    )
    assert message.send() == 1
    with smtp_sink() as sink:
        settings.EMAIL_URL = sink.url
        jobs.deliver(NOW + datetime.timedelta(days=3650))
    assert b"reset/secret" in sink.received[0].raw
    assert OutboxRow.objects.get().payload == {}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.com", ("mail.example.com", 25, "", "", "")),
        ("smtp+tls://me%40x:p%2Fw@mail.example.com", ("mail.example.com", 587, "me@x", "p/w", "tls")),
        ("smtp+ssl://mail.example.com:4465", ("mail.example.com", 4465, "", "", "ssl")),
        ("smtps://mail.example.com", ("mail.example.com", 465, "", "", "ssl")),
        ("smtp://mail.example.com:587/?tls=True", ("mail.example.com", 587, "", "", "tls")),
    ],
)
def test_the_address_of_the_mail_server(url: str, expected: tuple[str, int, str, str, str]) -> None:
    found = server.server_of(url)
    assert (found.host, found.port, found.user, found.password, found.security) == expected


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp+magic://x", "smtp://"])
def test_a_wrong_address_of_the_mail_server_is_named(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL must look like"):
        server.server_of(url)
