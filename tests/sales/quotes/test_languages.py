"""A quote in the customer's language: its paper, its page and its mails, and none of ours."""

import datetime
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.utils import translation
from django.utils.html import escape

from tandem.money.amount import Amount
from tandem.office.business.models import Business
from tandem.office.languages.words import ENGLISH, LANGUAGES
from tandem.office.limits.actions import empty
from tandem.people.persons.actions import edit_person
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.paper.numbers import exact, written_day, written_moment, written_number, written_percent
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.answering import accept_quote, answer_question, ask_question
from tandem.sales.quotes.jobs import remind
from tandem.sales.quotes.models import Acceptance, Quote, QuoteQuestion
from tandem.sales.quotes.printing import pages_of, pdf_of
from tandem.sales.quotes.sending import withdraw_quote
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.words import LineWritten, Off, SentBy
from tests.sales.quotes.desk import (
    TO_COME,
    a_draft,
    a_yes,
    fresh,
    in_language,
    link_to,
    page_key,
    sent_quote,
    speaker,
    stranger,
    yes_form,
)
from tests.sales.quotes.test_mails import message, text_of
from tests.sales.shop import NOW, a_business, a_user

pytestmark = pytest.mark.django_db
OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(autouse=True)
def _business() -> None:
    empty()
    a_business()
    a_user("Ann", role="owner")


# Numbers, amounts and days


WRITTEN = {
    "en": (
        "€1,368.00", "−€0.50", "KWD\xa01,250.000", "¥136,800", "7.5%", "1,250.5",
        "1 December 2026", "2 November 2026, 14:05",
    ),
    "de": (
        "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "136.800\xa0¥", "7,5\xa0%", "1.250,5",
        "1. Dezember 2026", "2. November 2026 um 14:05 Uhr",
    ),
    "fr": (
        "1\xa0368,00\xa0€", "−0,50\xa0€", "1\xa0250,000\xa0KWD", "136\xa0800\xa0¥", "7,5\xa0%", "1\xa0250,5",
        "1er décembre 2026", "2 novembre 2026 à 14 h 05",
    ),
    "nl": (
        "€\xa01.368,00", "€\xa0−0,50", "KWD\xa01.250,000", "¥\xa0136.800", "7,5%", "1.250,5",
        "1 december 2026", "2 november 2026 om 14:05 uur",
    ),
    "es": (
        "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "136.800\xa0¥", "7,5\xa0%", "1.250,5",
        "1 de diciembre de 2026", "2 de noviembre de 2026 (hora: 14:05)",
    ),
    "it": (
        "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "136.800\xa0¥", "7,5%", "1.250,5",
        "1º dicembre 2026", "2 novembre 2026 alle ore 14:05",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_days_are_written_as_the_language_does(language: str) -> None:
    with translation.override(language):
        amounts = [(136_800, "EUR"), (-50, "EUR"), (1_250_000, "KWD"), (136_800, "JPY")]
        found = (
            *(exact(Amount(minor, currency)) for minor, currency in amounts),
            written_percent(Decimal("7.5")),
            written_number(Decimal("1250.500")),
            written_day(datetime.date(2026, 12, 1)),
            written_moment(datetime.datetime(2026, 11, 2, 14, 5, tzinfo=datetime.UTC)),
        )
    assert found == WRITTEN[language]


@pytest.mark.parametrize(("country", "tax"), [("MX", "IVA"), ("PE", "IGV"), ("DO", "ITBIS"), ("GT", "IVA")])
def test_spanish_is_written_as_the_country_of_the_business_writes_numbers(country: str, tax: str) -> None:
    Business.objects.update(country=country)
    quote = in_language("es")
    assert quote.standing is not None
    shown = quote.standing.shown
    assert (shown["language"], shown["tongue"]) == ("es", f"es-{country.lower()}")
    assert (shown["totals"]["gross"], shown["words"]["quote"]) == ("£1,368.00", "Presupuesto")
    assert pdf_of(shown).missing == frozenset()
    # what is worked out anew is written alike, also when the business has moved
    Business.objects.update(country="ES")
    html = stranger().get(f"{link_to(quote)}?with=4").content.decode()
    assert f'<html lang="es-{country.lower()}">' in html
    assert "£1,410.00" in html
    assert f"{tax} 20\xa0%" in html
    accept_quote(quote=quote, yes=a_yes(quote, chosen=frozenset({4})), by=None, at=NOW)
    assert Acceptance.objects.get().text["totals"]["gross"] == "£1,410.00"


@pytest.mark.parametrize("country", ["ES", "AR", "CL", "GB"])
def test_elsewhere_spanish_keeps_its_comma(country: str) -> None:
    Business.objects.update(country=country)
    version = a_draft(speaker("es"))
    assert sheet_of_version(version.quote, version)["totals"]["gross"] == "1.368,00\xa0£"


@pytest.mark.parametrize("day", [1, 8, 11, 30])
def test_italian_days_need_no_article(day: int) -> None:
    until = TO_COME.replace(month=11, day=day)
    version = a_draft(speaker("it"), valid_until=until, ready_by=until)
    shown = sheet_of_version(version.quote, version)
    first = "1º" if day == 1 else day
    assert shown["valid_words"] == f"Scadenza del preventivo: {first} novembre 2100."
    assert shown["ready_words"] == f"Termine di consegna: {first} novembre 2100."


# A firm without tax


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prices", ["net", "gross"])
def test_where_nothing_is_taxed_no_tax_is_named(language: str, prices: str) -> None:
    Business.objects.update(prices=prices)
    lines = [LineWritten(words="Chair", price_minor=10_000), LineWritten(words="Stool", price_minor=5_000)]
    lines.append(LineWritten(words="Book", price_minor=1_000, tax_percent=Decimal(10), optional=True))
    quote = in_language(language, lines=lines)
    assert quote.standing is not None
    shown = quote.standing.shown
    totals = shown["totals"]
    assert (totals["taxes"], totals["net"]) == ([], totals["gross"])
    assert (totals["net_minor"], totals["tax_minor"], totals["gross_minor"]) == (15_000, 0, 15_000)
    html = stranger().get(link_to(quote)).content.decode()
    for word in (shown["tax_name"], shown["words"]["net"], shown["words"]["includes"], "TTC", "HT", "btw"):
        assert not re.search(rf"\b{re.escape(word)}(?!\w)", html), word
    assert totals["gross"] in html
    assert pages_of(shown) == pages_of({**shown, "words": {**shown["words"], "net": "x", "includes": "x"}})
    # with what is taxed, the tax is named again
    html = stranger().get(f"{link_to(quote)}?with=3").content.decode()
    assert f"{shown['tax_name']} 10" in html


WHOLE = {
    "en": ("−£114.00", "Less 10% on the whole"),
    "de": ("−114,00\xa0£", "Gesamtrabatt 10\xa0%"),
    "fr": ("−114,00\xa0£", "Remise globale de 10\xa0%"),
    "nl": ("£\xa0−114,00", "Korting van 10% op het geheel"),
    "es": ("−114,00\xa0£", "Descuento global de 10\xa0%"),
    "it": ("−114,00\xa0£", "Sconto 10% sul totale"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_off_the_whole_is_written_as_the_language_does(language: str) -> None:
    version = a_draft(speaker(language), off=Off(percent=Decimal(10)))
    shown = sheet_of_version(version.quote, version)
    assert (shown["totals"]["whole"], shown["whole_words"]) == WHOLE[language]


QUOTED = {"en": "“%s”", "de": "„%s“", "fr": "«\xa0%s\xa0»", "nl": "“%s”", "es": "«%s»", "it": "«%s»"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_they_asked_stands_in_the_marks_of_their_language(language: str) -> None:
    quote = in_language(language, how=SentBy.MAIL, to="tom@example.org")
    words = "100% <b>wool</b>?"
    ask_question(quote=quote, version_id=quote.standing_id or 0, key="k", words=words, by=None, at=NOW)
    question = QuoteQuestion.objects.get()
    answer_question(question=question, expected_version=1, words="It is.", by=None, at=NOW)
    mail = message(f"answered:{question.pk}")
    html = QUOTED[language] % escape(words)
    assert html in stranger().get(link_to(quote)).content.decode()
    assert html in text_of(mail, "html")
    assert QUOTED[language] % words in text_of(mail)


# Everything that they read


def words_of(html: str) -> set[str]:
    """What is read of a page, without what stands in its lines and its numbers."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    shown = {unescape(text).strip() for text in re.findall(r">([^<>]+)<", html)}
    labels = set(re.findall(r'(?:data-label|aria-label|title|placeholder)="([^"]+)"', html))
    return {text for text in shown | labels if re.search(r"[^\W\d_]{2}", text)}


TYPED = {
    "Six dining chairs, ready for Christmas", "You asked for chairs that survive the dog.",
    "Half when we collect.", "Dining chair, seat and back", "Wool, stain-guarded", "Collect and deliver",
    "New webbing", "Tom Ellery",
    "Wren & Rowe", "Does it wash?", "“Does it wash?”", "Wren & Rowe:", "It does.",
}  # fmt: skip
# Words that are the same in both: a number of the quote, an amount in pounds, “Total” in Spanish and French.
SAME = {"es": {"Total"}, "fr": {"Total"}, "de": set[str](), "nl": set[str](), "it": set[str]()}


def pages_in(language: str) -> dict[str, str]:
    """Their page in all that may be the case, by its state."""
    made: dict[str, str] = {}
    quote = in_language(language)
    url, page = link_to(quote), stranger()

    def keep(name: str, answer: Any) -> None:
        made[name] = answer.content.decode()
        assert f'<html lang="{language}">' in made[name], name

    keep("standing", page.get(url))
    keep("no name", page.post(url, yes_form(quote, name=" ")))
    keep("no question", page.post(f"{url}/question", {"key": page_key(), "words": " "}))
    keep("long question", page.post(f"{url}/question", {"key": page_key(), "words": "1" * 2001}))
    keep("no reason", page.post(f"{url}/no", {"wording": quote.standing_id, "reason": "because"}))
    keep("changed", page.post(url, yes_form(quote, total=1)))
    keep("large", page.post(f"{url}/question", {"words": "x" * 70_000}))
    empty()
    page.post(f"{url}/question", {"key": page_key(), "words": "Does it wash?"})
    keep("asked", page.get(f"{url}?asked=1"))
    question = QuoteQuestion.objects.get(quote=quote)
    answer_question(question=question, expected_version=1, words="It does.", by=None, at=NOW)
    page.post(url, yes_form(quote))
    keep("accepted", page.get(url))
    row = Opportunity.objects.get(pk=quote.opportunity_id)
    reopen(opportunity=row, expected_version=row.version, by=None, at=NOW)
    keep("taken back", page.get(url))
    other = in_language(language)
    withdraw_quote(quote=other, expected_version=other.version, by=None, at=NOW)
    keep("withdrawn", page.get(link_to(other)))
    third = in_language(language)
    page.post(f"{link_to(third)}/no", {"wording": third.standing_id, "reason": "price", "words": ""})
    keep("declined", page.get(link_to(third)))
    keep("expired", page.get(link_to(sent_quote(speaker(language)))))
    return made


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_on_their_page(language: str) -> None:
    english = {text for html in pages_in("en").values() for text in words_of(html)}
    theirs = {text for html in pages_in(language).values() for text in words_of(html)}
    left = {text for text in theirs & english if not text.startswith("Q-")} - TYPED - SAME[language]
    assert left == set()
    # and of what we keep and read ourselves, all is English
    titles = set(Entry.objects.values_list("title", flat=True))
    assert any(title.startswith("Accepted Q-") and "£1,368.00" in title for title in titles)
    assert any(title.startswith("Said no to Q-") and "costs more" in title for title in titles)
    assert {"Asked about Q-1001", "Answered the question about Q-1001"} <= titles
    step = Opportunity.objects.exclude(next_step="").first()
    assert step is not None
    assert step.next_step.startswith(("Ask", "Answer"))


def test_a_link_that_opens_nothing_answers_as_the_browser_asks_or_as_is_usual() -> None:
    url = "/d/" + "a" * 43
    assert (
        "Dieser Link" in stranger().get(url, headers={"accept-language": "de-AT,en;q=0.5"}).content.decode()
    )
    assert "opens nothing" in stranger().get(url, headers={"accept-language": "pt, xx;;q"}).content.decode()
    set_paper(expected_version=1, by=None, at=NOW, language="it")
    assert "Questo link" in stranger().get(url).content.decode()


@pytest.mark.parametrize("language", OTHERS)
def test_mails_to_them_speak_it_and_mails_to_us_do_not(language: str) -> None:
    other = sent_quote(valid_until=TO_COME, how=SentBy.MAIL, to="tom@example.org")
    quote = in_language(language, how=SentBy.MAIL, to="tom@example.org")
    for one in (quote, other):
        version = one.standing_id or 0
        ask_question(quote=one, version_id=version, key=f"k{one.pk}", words="Does it wash?", by=None, at=NOW)
        asked = QuoteQuestion.objects.get(quote=one)
        answer_question(question=asked, expected_version=1, words="It does.", by=None, at=NOW)
        paper = our_paper()
        remind(one, paper=type(paper)(remind_customer=True), today=NOW.date(), at=NOW)
    told = {kind: both(kind, quote, other) for kind in ("sent", "answered", "ends")}
    for one in (other, quote):
        accept_quote(quote=fresh(one), yes=a_yes(fresh(one)), by=None, at=NOW)
    told["agreed"] = both("agreed", quote, other)
    for kind, (theirs, english) in told.items():
        left = {line for line in theirs & english if "example" not in line} - TYPED
        assert {line for line in left if not re.search(r"Q-\d|/d/", line)} <= {"It does.", "-- "} | SAME[
            language
        ], kind
    assert message("news")["Subject"] == "Tom Ellery accepted Q-1002"
    assert "said yes to £1,368.00" in text_of(message("news"))


def both(kind: str, quote: Quote, other: Quote) -> tuple[set[str], set[str]]:
    """The lines of the mail of this kind about each."""
    found = []
    for one in (quote, other):
        keys = {"sent": one.standing_id, "ends": one.standing_id, "agreed": one.standing_id}
        key = keys.get(kind) or QuoteQuestion.objects.get(quote=one).pk
        mail = message(f"{kind}:{key}")
        lines = [*text_of(mail).splitlines(), str(mail["Subject"]).partition(":")[0]]
        found.append(
            {line for line in lines if re.search(r"[^\W\d_]{2}", line)} | words_of(text_of(mail, "html"))
        )
    return found[0], found[1]


@pytest.mark.parametrize("language", OTHERS)
def test_the_paper_speaks_it_and_says_so(language: str) -> None:
    other = a_draft()
    english = sheet_of_version(other.quote, other)
    version = a_draft(speaker(language), valid_until=TO_COME)
    shown = sheet_of_version(version.quote, version)
    file = pdf_of(shown).file
    assert f"/Lang({language})".encode() in file.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part>1<" in file
    assert pdf_of(shown).missing == frozenset()
    same = {name for name, words in shown["words"].items() if words == english["words"][name]}
    assert same <= {"total", "version"}
    assert len(pages_of(shown)) == 1


def test_the_total_they_tick_is_written_as_the_rest_of_the_page() -> None:
    quote = in_language("de")
    html = stranger().get(f"{link_to(quote)}?with=4").content.decode()
    assert "1.410,00\xa0£" in html
    assert "MwSt. 20\xa0%" in html
    accept_quote(quote=quote, yes=a_yes(quote, chosen=frozenset({4})), by=None, at=NOW)
    assert Acceptance.objects.get().text["totals"]["gross"] == "1.410,00\xa0£"


# What is typed stays text, whatever the language


EVIL = [
    '#read("/etc/passwd")', '#import "@preview/x:1.0.0": *', '#image("/etc/passwd")', '#eval("1")',
    "$ x $ *b* = H", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "{{ seller.email }}{% debug %}", "%(name)s %s %d {} {0}", "\r\nBcc: all@example.org",
    "\u202egnp.exe\u0007",
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_texts_of_ours_are_never_more_than_text(evil: str) -> None:
    words = dict.fromkeys(("tagline", "intro", "closing", "foot"), evil)
    set_words(language="de", expected_version=1, by=None, at=NOW, **words, tax_name=evil[:20])
    line = LineWritten(words=evil, price_minor=100, unit=evil[:30], tax_percent=Decimal(19))
    letter = {"title": f"Ein {evil}", "intro": evil, "closing": evil}
    ours = dict.fromkeys(("address", "phone", "website"), evil[:60])
    set_paper(expected_version=1, by=None, at=NOW, **ours)
    Business.objects.update(name=f"Wren {evil}")
    row = speaker("de")
    edit_person(person=row.person, expected_version=row.person.version, by=None, at=NOW, name=f"Tom {evil}")
    quote = sent_quote(
        row, lines=[line], how=SentBy.MAIL, to="tom@example.org", valid_until=TO_COME, **letter
    )
    assert quote.standing is not None
    shown = quote.standing.shown
    assert pdf_of(shown).file.startswith(b"%PDF")
    html = stranger().get(link_to(quote)).content.decode()
    mail = message("sent")
    for page in (html, text_of(mail, "html")):
        assert "<script>" not in page
        assert "<img src=x" not in page
    assert "root:" not in html
    assert "Bcc" not in mail
    for head in ("Subject", "From", "To"):
        assert not set(mail[head]) & {"\r", "\n", "\x07"}
    assert [one.addr_spec for one in mail["To"].addresses] == ["tom@example.org"]
    # it stands there as it was typed, letter by letter
    assert escape(evil.strip()) in html.replace("<br>", "")
