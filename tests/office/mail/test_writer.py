"""Who wrote, where a message came by way of somebody else; and what of it is their own."""

import pytest

from tandem.office.mail.letter import read_letter
from tandem.office.mail.own_words import own_words
from tandem.office.mail.writer import Written, who_wrote
from tests.office.mailboxes.posting import multipart, part, raw

OURS = frozenset({"maya@wren.example", "hello@wren.example"})
GMAIL = """Could you answer this?

---------- Forwarded message ---------
From: Tom Ellery <tom@example.org>
Date: Mon, 2 Nov 2026 at 10:00
Subject: Six chairs
To: <info@wren.example>

Do you do six chairs?
They are oak.
"""
OUTLOOK = """________________________________
Von: Tom Ellery <tom@example.org>
Gesendet: Montag, 2. November 2026 10:00
An: info@wren.example
Betreff: Six chairs

Do you do six chairs?
They are oak.
"""
APPLE = """Anfang der weitergeleiteten Nachricht:

> De : "Tom Ellery" <tom@example.org>
> Objet : Six chairs
> Date : 2 novembre 2026 à 10:00
>
> Do you do six chairs?
> They are oak.
"""
MAILTO = """*From:* Tom Ellery [mailto:tom@example.org]
*Sent:* 2 November 2026 10:00
*Subject:* Six chairs

Do you do six chairs?
They are oak.
"""


def wrote(message: bytes) -> Written:
    return who_wrote(read_letter(message), OURS.__contains__)


def test_somebody_who_writes_themselves() -> None:
    written = wrote(raw())
    assert (written.writer.address, written.how, written.forwarded_by, written.by_us) == (
        "tom@example.org",
        "header",
        "",
        False,
    )


@pytest.mark.parametrize("text", [GMAIL, OUTLOOK, APPLE, MAILTO])
def test_a_mail_that_one_of_us_forwards_is_of_who_first_wrote_and_says_so(text: str) -> None:
    written = wrote(raw(text, From="Maya Rowe <maya@wren.example>", Subject="Fwd: Six chairs"))
    assert (written.writer.address, written.writer.name) == ("tom@example.org", "Tom Ellery")
    assert (written.how, written.forwarded_by) == ("text", "maya@wren.example")
    assert written.letter.subject == "Six chairs"
    assert written.letter.text == "Do you do six chairs?\nThey are oak."
    assert written.letter.sent_at is None


def test_a_customer_who_forwards_something_is_still_the_writer() -> None:
    written = wrote(raw(GMAIL.replace("tom@example.org", "supplier@example.com"), From="tom@example.org"))
    assert (written.writer.address, written.how) == ("tom@example.org", "header")


def test_a_mail_forwarded_as_an_attachment() -> None:
    inner = raw("Do you do six chairs?", Message_ID="<inner@example.org>")
    written = wrote(
        multipart(part("text/plain", "See below"), part("message/rfc822", inner), From="maya@wren.example")
    )
    assert (written.writer.address, written.how, written.forwarded_by) == (
        "tom@example.org",
        "attached",
        "maya@wren.example",
    )
    assert (written.letter.text, written.letter.message_id) == (
        "Do you do six chairs?",
        "<inner@example.org>",
    )
    assert [one.name for one in written.letter.files] == ["Six chairs.eml"]


def test_a_rule_that_forwards_everything_leaves_the_sender() -> None:
    written = wrote(
        raw(X_Forwarded_To="hello@wren.example", X_Forwarded_For="info@old.example hello@wren.example")
    )
    assert (written.writer.address, written.how, written.forwarded_by) == (
        "tom@example.org",
        "header",
        "info@old.example",
    )
    assert wrote(raw(Resent_From="Maya <maya@wren.example>")).forwarded_by == "maya@wren.example"


@pytest.mark.parametrize("sender", ["wordpress@shop.example", "no-reply@forms.example", "hello@wren.example"])
def test_what_the_form_of_a_website_sends_is_of_who_filled_it_in(sender: str) -> None:
    written = wrote(raw(From=sender, Reply_To="Tom Ellery <tom@example.org>"))
    assert (written.writer.address, written.how) == ("tom@example.org", "reply_to")


def test_one_of_us_without_anybody_else_is_one_of_us() -> None:
    assert wrote(raw("Lunch at one?", From="maya@wren.example")).by_us
    assert wrote(raw("From: the beginning\n\nwe said so", From="maya@wren.example")).by_us


def test_without_a_sender_nobody_is_made_up() -> None:
    written = wrote(raw(From=""))
    assert (written.writer.address, written.by_us) == ("", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes.\n\nOn Tue, 3 Nov 2026 at 10:00, Maya <maya@wren.example> wrote:\n> Oak?\n> Or ash?\n", "Yes."),
        ("Ja.\n\nAm 3. November 2026 um 10:00 schrieb Maya\n<maya@wren.example>:\n> Eiche?", "Ja."),
        ("Oui.\n\nLe mar. 3 nov. 2026 à 10:00, Maya a écrit :\n> Chêne ?", "Oui."),
        ("Yes.\n\n-----Original Message-----\nFrom: Maya\nSent: today\nSubject: Oak\n\nOak?", "Yes."),
        ("> Oak?\nYes.\n> Ash?\nNo.", "> Oak?\nYes.\n> Ash?\nNo."),
        ("> Oak?\n\nYes, oak.", "> Oak?\n\nYes, oak."),
        ("> only a quotation", "> only a quotation"),
        ("Six chairs.\n-- \nTom Ellery\n020 7946 0132", "Six chairs."),
        ("-- \nTom", "-- \nTom"),
        ("We wrote:\nsix chairs", "We wrote:\nsix chairs"),
        ("Six chairs\n____________________\nby June", "Six chairs\n____________________\nby June"),
        ("", ""),
    ],
)  # fmt: skip
def test_their_own_words_without_what_they_answer(text: str, expected: str) -> None:
    assert own_words(text) == expected
