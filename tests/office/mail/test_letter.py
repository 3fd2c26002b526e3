"""What is read from the bytes of one message, however odd they are."""

import base64
import datetime

import pytest

from tandem.office.mail.automatic import reason_of
from tandem.office.mail.heads import writer_of
from tandem.office.mail.letter import CannotRead, Letter, read_letter
from tests.office.mailboxes.posting import multipart, part, raw
from tests.pace import seconds_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def letter(message: bytes) -> Letter:
    return read_letter(message)


def test_a_plain_message() -> None:
    read = letter(
        raw(
            "Six chairs, please.\r\n",
            In_Reply_To="<1@x.example>",
            References="<0@x.example>\r\n <1@x.example>",
        )
    )
    assert (read.sender.address, read.sender.name) == ("tom@example.org", "Tom Ellery")
    assert (read.subject, read.text) == ("Six chairs", "Six chairs, please.")
    assert read.sent_at == datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)
    assert (read.in_reply_to, read.references) == ("<1@x.example>", ["<0@x.example>", "<1@x.example>"])


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ('text/plain; charset="iso-2022-jp"', "椅子を六脚".encode("iso2022_jp"), "椅子を六脚"),
        ("text/plain; charset=iso-2022-jp", "①ﾊﾝｶｸ".encode("iso2022_jp_ext", "ignore") or b"", "ﾊﾝｶｸ"),
        ("text/plain; charset=iso-8859-1", b"\x93Six chairs\x94 \x80 90", "“Six chairs” € 90"),
        ("text/plain; charset=us-ascii", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=utf-8", "Grüße".encode("latin-1"), "Grüße"),
        ("text/plain", "Grüße".encode("latin-1"), "Grüße"),
        ("text/plain", "Zażółć".encode(), "Zażółć"),
        ("text/plain", "椅子".encode("iso2022_jp"), "椅子"),
        ("text/plain; charset=gb2312", "椅子・六".encode("gb18030"), "椅子・六"),
        ("text/plain; charset=no-such-thing", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=rot13", b"chairs", "chairs"),
        ('text/plain; charset="', b"chairs", "chairs"),
        ("text/plain; charset=utf-16", "chairs".encode("utf-16"), "chairs"),
        ("nonsense", b"chairs", "chairs"),
    ],
)
def test_letters_are_read_whatever_they_were_labelled_as(kind: str, body: bytes, expected: str) -> None:
    assert letter(raw(body, MIME_Version="1.0", Content_Type=kind)).text == expected


def test_broken_base64_is_read_as_far_as_it_goes() -> None:
    body = base64.b64encode(b"Do you do chairs?").decode()[:-3] + "*!\r\n"
    read = letter(
        raw(body, MIME_Version="1.0", Content_Type="text/plain", Content_Transfer_Encoding="base64")
    )
    assert read.text.startswith("Do you do chair")
    assert read.is_damaged


def test_an_unknown_transfer_encoding_keeps_the_words() -> None:
    assert letter(raw("chairs", Content_Transfer_Encoding="x-strange")).text == "chairs"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("=?iso-2022-jp?B?GyRCMFg7UhsoQg==?=", "椅子"),
        ("=?windows-1252?Q?=93Chairs=94_=80_90?=", "“Chairs” € 90"),
        ("Grüße", "Grüße"),
        ("=?utf-8?Q?Chairs=0D=0ABcc:_all@example.org?=", "Chairs Bcc: all@example.org"),
        ("=?utf-8?B?????=", "=?utf-8?B?????="),
        ("Six\u202echairs", "Sixchairs"),
    ],
)
def test_subjects(head: str, expected: str) -> None:
    assert letter(raw(Subject=head)).subject == expected


@pytest.mark.parametrize(
    ("head", "address", "name"),
    [
        ('"Ellery, Tom" <tom@example.org>', "tom@example.org", "Ellery, Tom"),
        ("tom@example.org", "tom@example.org", ""),
        ("tom@example.org <tom@example.org>", "tom@example.org", ""),
        ("=?utf-8?Q?Zo=C3=AB?= <zoe@example.org>", "zoe@example.org", "Zoë"),
        ("=?utf-8?Q?a=40b.example=2C?= <tom@example.org>", "tom@example.org", "a@b.example,"),
        ("Tom <tom@example.org>, Ann <ann@example.org>", "tom@example.org", "Tom"),
        ("undisclosed-recipients:;", "", ""),
        ("nobody", "", ""),
        ("", "", ""),
        ("<<tom@example.org>", "tom@example.org", ""),
    ],
)
def test_who_sent_it(head: str, address: str, name: str) -> None:
    writer = writer_of(head)
    assert (writer.address, writer.name) == (address, name)


def test_files_that_came_with_it() -> None:
    read = letter(
        multipart(
            part("text/plain", "See the plan."),
            part("image/png", base64.b64encode(PNG), "Content-Transfer-Encoding: base64",
                 "Content-Disposition: attachment; filename*=utf-8''Gr%C3%BCn%E2%80%AEgnp.png"),
            part("text/plain; name=notes.txt", "no words of theirs", "Content-Disposition: attachment"),
        )
    )  # fmt: skip
    assert read.text == "See the plan."
    assert [(one.name, one.content) for one in read.files] == [
        ("Grüngnp.png", PNG),
        ("notes.txt", b"no words of theirs"),
    ]


def test_of_two_ways_to_say_it_the_plain_one_is_read() -> None:
    html = part("text/html", "<p>Hello <b>you</b></p>")
    assert letter(multipart(part("text/plain", "Hello you"), html, kind="alternative")).text == "Hello you"
    assert letter(multipart(part("text/plain", "  "), html, kind="alternative")).text == "Hello you"


def test_html_becomes_words_and_nothing_of_it_runs_or_loads() -> None:
    body = (
        "<style>p{color:red}</style><script>alert(1)</script><h1>Chairs</h1>"
        "<p>Six&nbsp;of them<br>by June</p>"
        '<img src="https://tracker.example/x.png"><a href="https://plan.example/p">the plan</a>'
        "<a href='javascript:alert(1)'>here</a><blockquote>We wrote this</blockquote><ul><li>oak</ul>"
    )
    read = letter(raw(body, Content_Type="text/html; charset=utf-8"))
    assert read.text == (
        "Chairs\n\nSix of them\nby June\n\nthe plan (https://plan.example/p)here\n\n> We wrote this\n>\n• oak"
    )


def test_lines_that_were_broken_for_the_journey_are_whole_again() -> None:
    read = letter(
        raw("Do you do \r\nsix chairs?\r\n> We do.\r\n-- \r\nTom", Content_Type="text/plain; format=flowed")
    )
    assert read.text == "Do you do six chairs?\n> We do.\n-- \nTom"


def test_a_thousand_parts_inside_each_other_are_refused_at_once() -> None:
    message = part("text/plain", "chairs")
    for depth in range(1000):
        mark = f"e{depth}".encode()
        message = (
            b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n" + message
            + b"\r\n--" + mark + b"--\r\n"
        )  # fmt: skip
    message = b"From: tom@example.org\r\n" + message

    def refused() -> None:
        with pytest.raises(CannotRead) as caught:
            letter(message)
        assert caught.value.reason == "too_tangled"

    assert seconds_of(refused) < 2


def test_forty_parts_inside_each_other_are_refused_too() -> None:
    message = part("text/plain", "chairs")
    for depth in range(40):
        mark = f"e{depth}".encode()
        message = (
            b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark + b"\r\n" + message
            + b"\r\n--" + mark + b"--\r\n"
        )  # fmt: skip
    with pytest.raises(CannotRead, match="too_tangled"):
        letter(b"From: tom@example.org\r\n" + message)


def test_messages_within_messages_go_no_deeper_than_one() -> None:
    message = raw("innermost")
    for _depth in range(60):
        message = b"From: tom@example.org\r\nContent-Type: message/rfc822\r\n\r\n" + message
    read = letter(message)
    assert read.attached is not None
    assert read.attached.attached is None


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"", "broken"),
        (b"\r\n\r\n", "broken"),
        (b"no head at all\r\n", "broken"),
        (b"\x00\xff\xfe" * 100, "broken"),
        (b"Subject: " + b"x" * 300_000 + b"\r\n\r\nwords", "long_head"),
        (b"Subject: x\r\n\r\n" + b"\n" * 1_000_001, "too_tangled"),
    ],
)
def test_what_is_no_message_says_why(message: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        letter(message)


@pytest.mark.parametrize(
    "head",
    ["To: " + "<" * 100_000, "To: " + ",".join(["a@b.example"] * 10_000), "From: " + "(" * 100_000,
     "Subject: " + "=?utf-8?q?a?= " * 10_000, "References: " + "<a@b> " * 30_000,
     "Content-Type: text/plain; " + "a=b; " * 20_000, "Date: " + "1" * 100_000],
)  # fmt: skip
def test_heads_made_to_keep_a_reader_busy_do_not(head: str) -> None:
    message = f"{head}\r\n\r\nwords".encode()

    assert letter(message).text == "words"
    assert seconds_of(lambda: letter(message)) < 3


def test_a_message_of_twelve_megabytes_is_read() -> None:
    content = base64.encodebytes(b"%PDF-" + b"x" * 9_000_000).replace(b"\n", b"\r\n")
    message = multipart(
        part("text/plain", "The plan."),
        part("application/pdf; name=plan.pdf", content, "Content-Transfer-Encoding: base64"),
    )
    assert len(message) > 12_000_000
    read = letter(message)
    assert (read.text, len(read.files[0].content)) == ("The plan.", 9_000_005)


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 32 Foo 2026", "Thu, 1 Jan 1970 00:00:00 +0000", "1e400"]
)
def test_a_date_that_cannot_be_is_none(date: str) -> None:
    assert letter(raw(Date=date)).sent_at is None


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ({}, ""),
        ({"Auto_Submitted": "no"}, ""),
        ({"Auto_Submitted": "auto-replied (vacation)"}, "automatic"),
        ({"Precedence": "bulk"}, "list"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"List_Id": "<news.example.org>"}, "list"),
        ({"List_Unsubscribe": "<mailto:out@example.org>"}, "list"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"Return_Path": "<>"}, "automatic"),
        ({"From": "MAILER-DAEMON@mail.example.org"}, "bounce"),
        ({"Content_Type": "multipart/report; report-type=delivery-status; boundary=x"}, "bounce"),
        ({"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"}, "automatic"),
        ({"X_Spam_Flag": "YES"}, "spam"),
        ({"X_Spam_Status": "No, score=1.2"}, ""),
    ],
)
def test_what_programs_send_is_told_by_its_head(heads: dict[str, str], reason: str) -> None:
    assert reason_of(letter(raw(**heads))) == reason
