"""The mails about a quote: words and PDF found when they leave, and nothing typed reaching a head."""

from email.message import EmailMessage

import pytest

from tandem.office.business.models import Business
from tandem.office.mail.composing import Composed, composed
from tandem.office.mail.jobs import message_of
from tandem.office.outbox.models import OutboxRow
from tandem.office.outbox.words import Withdrawn
from tandem.sales.quotes.answering import accept_quote, answer_question, ask_question, decline_quote
from tandem.sales.quotes.models import Quote, QuoteQuestion
from tandem.sales.quotes.sending import withdraw_quote
from tandem.sales.quotes.words import SentBy
from tests.sales.quotes.desk import a_yes, fresh, sent_quote, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity

pytestmark = pytest.mark.django_db
EVIL = 'Chairs\r\nBcc: all@example.org\n<script>alert(1)</script> #read("/etc/passwd")'


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def mailed(**letter: str) -> Quote:
    joe = a_user("Joe", role="sales")
    row = an_opportunity(tom(), owner=joe)
    return sent_quote(row, how=SentBy.MAIL, to="tom@example.org", by=joe, **letter)


def message(kind: str) -> EmailMessage:
    """The newest mail of a kind, as it would leave."""
    row = OutboxRow.objects.filter(effect_key__startswith=f"sales.quote.{kind}").latest("pk")
    words = composed(row.payload["composer"], row.payload["about"], NOW)
    assert isinstance(words, Composed)
    return message_of(row, words)


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_quote_itself_goes_with_its_link_and_its_pdf() -> None:
    mailed()
    mail = message("sent")
    assert (mail["Subject"], mail["Reply-To"]) == (
        "Q-1001: Six dining chairs, ready for Christmas",
        "joe@wren.example",
    )
    assert "Auto-Submitted" not in mail
    for kind in ("plain", "html"):
        assert "/d/" in text_of(mail, kind)
        assert "£1,368.00" in text_of(mail, kind)
    [file] = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Q-1001.pdf", "application/pdf")
    assert file.get_content().startswith(b"%PDF")


def test_hostile_words_reach_no_head_and_run_nowhere() -> None:
    mailed(title=EVIL, intro=EVIL)
    mail = message("sent")
    assert "Bcc" not in mail
    assert mail["To"] == "Tom Ellery <tom@example.org>"
    assert mail["Subject"].startswith("Q-1001: Chairs Bcc: all@example.org")
    assert "<script>" not in text_of(mail, "html")


def test_what_was_taken_back_meanwhile_does_not_leave() -> None:
    quote = mailed()
    withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    row = OutboxRow.objects.get()
    assert isinstance(composed(row.payload["composer"], row.payload["about"], NOW), Withdrawn)


def test_nobody_is_mailed_about_the_sample() -> None:
    mailed()
    Business.objects.update(is_sample=True)
    row = OutboxRow.objects.get()
    assert isinstance(composed(row.payload["composer"], row.payload["about"], NOW), Withdrawn)


def test_a_yes_is_told_to_both_with_what_was_agreed() -> None:
    quote = mailed()
    accept_quote(quote=quote, yes=a_yes(quote, chosen=frozenset({4})), by=None, at=NOW)
    theirs, ours = message("agreed"), message("news")
    assert theirs["To"] == "Tom Ellery <tom@example.org>"
    assert "New webbing: 1 × £35.00 = £35.00" in text_of(theirs)
    assert "£1,410.00" in text_of(theirs, "html")
    assert len(list(theirs.iter_attachments())) == 1
    assert (ours["To"], ours["Subject"]) == ("Joe <joe@wren.example>", "Tom Ellery accepted Q-1001")
    assert "said yes to £1,410.00" in text_of(ours)


def test_questions_answers_and_a_no_are_told() -> None:
    quote = mailed()
    version = quote.standing_id or 0
    ask_question(quote=quote, version_id=version, key="k", words="Does <b>it</b> wash?", by=None, at=NOW)
    assert message("news")["Subject"] == "Tom Ellery has a question about Q-1001"
    assert "Does &lt;b&gt;it&lt;/b&gt; wash?" in text_of(message("news"), "html")
    question = QuoteQuestion.objects.get()
    answer_question(question=question, expected_version=1, words="It does.", by=None, at=NOW)
    assert "It does." in text_of(message("answered"))
    decline_quote(quote=fresh(quote), version_id=version, reason="price", words="Too dear", by=None, at=NOW)
    assert message("news")["Subject"] == "Tom Ellery said no to Q-1001"
    assert "“Too dear”" in text_of(message("news"))
