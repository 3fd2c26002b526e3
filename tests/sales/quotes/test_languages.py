"""A quote in the customer's language: its paper, its page and its mails, and none of ours."""

import datetime
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from tandem.money.amount import Amount
from tandem.office.business.models import Business
from tandem.office.changes.words import Refused
from tandem.office.languages.words import ENGLISH, LANGUAGES
from tandem.office.limits.actions import empty
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import edit_person
from tandem.people.timeline.models import Entry
from tandem.sales.opportunities.actions import reopen
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.paper.numbers import exact, written_day, written_moment, written_number, written_percent
from tandem.sales.paper.queries import our_paper, spoken
from tandem.sales.quotes.actions import begin_quote, new_version, save_draft
from tandem.sales.quotes.answering import accept_quote, answer_question, ask_question
from tandem.sales.quotes.jobs import remind
from tandem.sales.quotes.models import Acceptance, Quote, QuoteQuestion
from tandem.sales.quotes.printing import pages_of, pdf_of
from tandem.sales.quotes.sending import withdraw_quote
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.words import LineWritten, SentBy
from tests.sales.quotes.desk import (
    LETTER,
    LINES,
    a_draft,
    a_yes,
    fresh,
    fresh_version,
    link_to,
    page_key,
    sent_quote,
    stranger,
    tom,
    yes_form,
)
from tests.sales.quotes.test_mails import message, text_of
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db
LATE = NOW.date().replace(year=2100)
OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture(autouse=True)
def _business() -> None:
    empty()
    a_business()
    a_user("Ann", role="owner")


def speaker(language: str) -> Opportunity:
    """Something for somebody who is written to in that language."""
    person = tom()
    edit_person(person=person, expected_version=person.version, by=None, at=NOW, language=language)
    return an_opportunity(person)


def in_language(language: str, **more: Any) -> Quote:
    return sent_quote(speaker(language), valid_until=LATE, **more)


# Numbers, amounts and days


@pytest.mark.parametrize(
    ("language", "amount", "less", "code", "share", "number", "first", "moment"),
    [
        ("en", "€1,368.00", "−€0.50", "KWD\xa01,250.000", "7.5%", "1,250.5", "1 December 2026", "2 November 2026, 14:05"),
        ("de", "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "7,5\xa0%", "1.250,5", "1. Dezember 2026", "2. November 2026, 14:05 Uhr"),
        ("fr", "1\xa0368,00\xa0€", "−0,50\xa0€", "1\xa0250,000\xa0KWD", "7,5\xa0%", "1\xa0250,5", "1er décembre 2026", "2 novembre 2026 à 14 h 05"),
        ("nl", "€\xa01.368,00", "€\xa0−0,50", "KWD\xa01.250,000", "7,5%", "1.250,5", "1 december 2026", "2 november 2026, 14:05 uur"),
        ("es", "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "7,5\xa0%", "1.250,5", "1 de diciembre de 2026", "2 de noviembre de 2026, 14:05 h"),
        ("it", "1.368,00\xa0€", "−0,50\xa0€", "1.250,000\xa0KWD", "7,5%", "1.250,5", "1º dicembre 2026", "2 novembre 2026, ore 14:05"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_written_as_the_language_does(
    language: str, amount: str, less: str, code: str, share: str, number: str, first: str, moment: str
) -> None:
    with translation.override(language):
        assert exact(Amount(136_800, "EUR")) == amount
        assert exact(Amount(-50, "EUR")) == less
        assert exact(Amount(1_250_000, "KWD")) == code
        assert exact(Amount(136_800, "JPY")).replace("\xa0", "").strip("¥") in (
            "136,800",
            "136.800",
            "136800",
        )
        assert written_percent(Decimal("7.5")) == share
        assert written_number(Decimal("1250.500")) == number
        assert written_day(datetime.date(2026, 12, 1)) == first
        assert written_moment(datetime.datetime(2026, 11, 2, 14, 5, tzinfo=datetime.UTC)) == moment


# Whose language it is


def test_the_person_then_the_firm_then_what_is_usual() -> None:
    row = an_opportunity(tom())
    assert begin_quote(opportunity=row, by=None, at=NOW).language == "en"
    set_paper(expected_version=1, by=None, at=NOW, language="nl")
    assert begin_quote(opportunity=row, by=None, at=NOW).language == "nl"
    row.organisation = Organisation.objects.create(name="Meubles SA", language="fr", created_at=NOW)
    assert begin_quote(opportunity=row, by=None, at=NOW).language == "fr"
    row.person.language = "it"
    assert begin_quote(opportunity=row, by=None, at=NOW).language == "it"


def test_a_business_of_a_country_begins_in_its_language() -> None:
    Business.objects.update(country="DE")
    assert our_paper().language == "de"
    set_paper(expected_version=1, by=None, at=NOW, tagline="Polsterei")
    assert our_paper().language == "de"


@pytest.mark.parametrize("language", ["ru", "en-gb", "../de", "DE"])
def test_a_language_that_we_do_not_speak_is_refused(language: str) -> None:
    person, version = tom(), a_draft()
    with pytest.raises(Refused):
        edit_person(person=person, expected_version=person.version, by=None, at=NOW, language=language)
    with pytest.raises(Refused):
        save_draft(
            version=version, expected_version=version.version, letter=LETTER, lines=LINES, by=None, at=NOW,
            language=language,
        )  # fmt: skip
    with pytest.raises(Refused):
        set_words(language=language, expected_version=1, by=None, at=NOW, tagline="x")


def test_what_was_sent_keeps_its_language_while_a_new_version_speaks_another() -> None:
    quote = in_language("de")
    draft = new_version(quote=quote, by=None, at=NOW)
    save_draft(
        version=draft,
        expected_version=draft.version,
        letter=LETTER,
        lines=LINES,
        by=None,
        at=NOW,
        language="fr",
    )
    assert fresh(quote).language == "fr"
    assert '<html lang="de">' in stranger().get(link_to(quote)).content.decode()
    assert sheet_of_version(fresh(quote), fresh_version(draft))["words"]["quote"] == "Devis"


# Our own texts


def test_texts_of_ours_come_in_the_language_and_blank_ones_as_usual() -> None:
    set_paper(
        expected_version=1, by=None, at=NOW, tagline="upholstery", intro="Thank you.", closing="Half now.", foot="VAT 1"
    )  # fmt: skip
    set_words(
        language="de", expected_version=1, by=None, at=NOW, tagline="Polsterei", closing="Hälfte sofort."
    )
    said = spoken(our_paper(), "de")
    assert (said.paper.tagline, said.paper.intro, said.paper.closing, said.paper.foot, said.paper.tax_name) == (
        "Polsterei", "Thank you.", "Hälfte sofort.", "VAT 1", "MwSt.",
    )  # fmt: skip
    assert said.usual == ("intro", "foot")
    # a tax of another kind keeps its name, and a name of our own comes first
    set_paper(expected_version=2, by=None, at=NOW, tax_name="GST")
    assert spoken(our_paper(), "de").paper.tax_name == "GST"
    set_words(language="de", expected_version=2, by=None, at=NOW, tax_name="USt.")
    assert spoken(our_paper(), "de").paper.tax_name == "USt."
    # and a draft begins with them
    version = begin_quote(opportunity=speaker("de"), by=None, at=NOW).versions.get()
    assert (version.intro, version.closing) == ("Thank you.", "Hälfte sofort.")


def test_a_draft_in_another_language_takes_our_texts_along_and_leaves_what_was_typed() -> None:
    set_paper(expected_version=1, by=None, at=NOW, intro="Thank you.", closing="Half now.")
    set_words(language="de", expected_version=1, by=None, at=NOW, intro="Danke.", closing="Hälfte sofort.")
    version = a_draft(intro="Typed.", closing="Half now.")
    seller = signed_in(a_user("Joe", role="sales"))
    form = draft_form(intro="Typed.", closing="Half now.", language="de")
    answer = sent(
        seller, reverse("sales:quote_save", args=[version.quote_id]), **form, version=version.version
    )
    assert answer.status_code == 303
    version = fresh_version(version)
    assert (version.quote.language, version.intro, version.closing) == ("de", "Typed.", "Hälfte sofort.")
    # without the field, as a page sends it that was open before, it stays
    form = draft_form(intro="Typed.", closing="Hälfte sofort.")
    sent(seller, reverse("sales:quote_save", args=[version.quote_id]), **form, version=version.version)
    assert fresh_version(version).quote.language == "de"


def draft_form(**letter: str) -> dict[str, str]:
    lines = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0"}
    line = {"words": "Chair", "quantity": "1", "price": "100", "tax": "19"}
    return {
        "title": "Stühle", "valid_until": LATE.isoformat(), **letter, **lines,
        **{f"line-0-{name}": value for name, value in line.items()},
    }  # fmt: skip


def test_before_it_is_sent_the_page_says_which_texts_are_not_in_it() -> None:
    set_paper(expected_version=1, by=None, at=NOW, tagline="upholstery", closing=LETTER.closing)
    version = a_draft(speaker("de"))
    page = signed_in(a_user("Joe", role="sales")).get(reverse("sales:quote_send", args=[version.quote_id]))
    html = page.content.decode()
    assert "Not all of it is in German" in html
    assert "the line below your name, the words below the total" in html
    # our page stays in English, and what goes to them is not
    assert "£1,368.00 with tax" in html
    assert "Guten Tag Tom Ellery," in html
    assert "vielen Dank für Ihre Anfrage." in html
    # nothing is said where it is all there
    set_words(
        language="de", expected_version=1, by=None, at=NOW, tagline="Polsterei", closing="Hälfte sofort."
    )
    save_draft(
        version=version, expected_version=version.version, letter=LETTER, lines=LINES[:1], by=None, at=NOW
    )  # fmt: skip
    html = signed_in(a_user("Jo", role="sales")).get(page.request["PATH_INFO"]).content.decode()
    assert "Not all of it" not in html


# Everything that they read


def words_of(html: str) -> set[str]:
    """What is read of a page, without what stands in its lines and its numbers."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    shown = {unescape(text).strip() for text in re.findall(r">([^<>]+)<", html)}
    labels = set(re.findall(r'(?:data-label|aria-label|title|placeholder)="([^"]+)"', html))
    return {text for text in shown | labels if re.search(r"[^\W\d_]{2}", text)}


TYPED = {
    "Six dining chairs, ready for Christmas", "You asked for chairs that survive the dog.", "Half when we collect.",
    "Dining chair, seat and back", "Wool, stain-guarded", "Collect and deliver", "New webbing", "Tom Ellery",
    "Wren & Rowe", "Does it wash?", "“Does it wash?”", "Wren & Rowe:", "It does.",
}  # fmt: skip
# Words that are the same in both: a number of the quote, an amount in pounds, “Total” in Spanish.
SAME = {"es": {"Total"}, "fr": set[str](), "de": set[str](), "nl": set[str](), "it": set[str]()}


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
    keep("long question", page.post(f"{url}/question", {"key": page_key(), "words": "x" * 2001}))
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
    quote = in_language(language, how=SentBy.MAIL, to="tom@example.org")
    other = sent_quote(valid_until=LATE, how=SentBy.MAIL, to="tom@example.org")
    for one in (quote, other):
        version = one.standing_id or 0
        ask_question(quote=one, version_id=version, key=f"k{one.pk}", words="Does it wash?", by=None, at=NOW)
        asked = QuoteQuestion.objects.get(quote=one)
        answer_question(question=asked, expected_version=1, words="It does.", by=None, at=NOW)
        paper = our_paper()
        remind(one, paper=type(paper)(remind_customer=True), today=NOW.date(), at=NOW)
    told = {kind: both(kind, quote, other) for kind in ("sent", "answered", "ends")}
    for one in (quote, other):
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
        lines = text_of(mail).splitlines() + [str(mail["Subject"]).partition(":")[0]]
        found.append(
            {line for line in lines if re.search(r"[^\W\d_]{2}", line)} | words_of(text_of(mail, "html"))
        )
    return found[0], found[1]


@pytest.mark.parametrize("language", OTHERS)
def test_the_paper_speaks_it_and_says_so(language: str) -> None:
    version = a_draft(speaker(language), valid_until=LATE)
    shown = sheet_of_version(version.quote, version)
    file = pdf_of(shown).file
    assert f"/Lang({language})".encode() in file.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part>1<" in file
    assert pdf_of(shown).missing == frozenset()
    english = sheet_of_version(a_draft().quote, a_draft())
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


def test_the_owner_writes_texts_in_one_more_language_and_nobody_else() -> None:
    url = reverse("sales:paper_words", args=["de"])
    set_paper(expected_version=1, by=None, at=NOW, tagline="upholstery")
    owner = signed_in(a_user("Maya", role="owner"))
    assert "MwSt." in owner.get(url).content.decode()
    words = {"tagline": "Polsterei", "intro": "", "closing": "", "foot": "", "tax_name": ""}
    answer = sent(owner, url, **words, version=1)
    assert (answer.status_code, answer["Location"]) == (303, "/sales/paper/")
    assert spoken(our_paper(), "de").paper.tagline == "Polsterei"
    # whoever has an older page open is told, and writes over nothing
    assert sent(owner, url, **{**words, "tagline": "Alt"}, version=1).status_code == 409
    assert sent(owner, url, **{**words, "tagline": "x" * 121}, version=2).status_code == 422
    for gone in ("en", "xx"):
        assert owner.get(reverse("sales:paper_words", args=[gone])).status_code == 404
    assert signed_in(a_user("Joe", role="sales")).get(url).status_code == 403
    assert "Your words in German" in owner.get("/sales/paper/").content.decode()


# What is typed stays text, whatever the language


EVIL = [
    '#read("/etc/passwd")', '#import "@preview/x:1.0.0": *', '#image("/etc/passwd")', "#eval(\"1\")", "$ x $ *b*",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ seller.email }}{% debug %}",
    "%(name)s %s %d {} {0}", "\r\nBcc: all@example.org", "\u202egnp.exe\u0000",
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_texts_of_ours_are_never_more_than_text(evil: str) -> None:
    words = dict.fromkeys(("tagline", "intro", "closing", "foot"), evil)
    set_words(language="de", expected_version=1, by=None, at=NOW, **words, tax_name=evil[:20])
    line = LineWritten(words=evil, price_minor=100, unit=evil[:30], tax_percent=Decimal(19))
    quote = sent_quote(
        speaker("de"), lines=[line], title=f"Ein {evil}", intro=evil, closing=evil, valid_until=LATE, how=SentBy.MAIL,
        to="tom@example.org",
    )  # fmt: skip
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
    assert "\n" not in mail["Subject"]
    assert Template("{{ words }}").render(Context({"words": shown["title"]})) is not None
