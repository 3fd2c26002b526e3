"""The usual language of our documents: what begins in it, and what becomes of our texts when it changes."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tandem.offers.tax.actions import begin_with_country, set_rate
from tandem.offers.tax.models import TaxCode
from tandem.office.business.models import Business
from tandem.office.changes.words import Stale
from tandem.office.journal.models import JournalLine
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.paper.forms import paper_typed
from tandem.sales.paper.models import OurPaper, PaperWords
from tandem.sales.paper.queries import our_paper, spoken
from tandem.sales.quotes.actions import begin_quote
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.speaking import unsaid_in
from tests.sales.quotes.desk import a_draft, in_language, link_to, speaker, stranger, tom
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db
URL = "/sales/paper/"
ENGLISH = {"tagline": "upholstery", "intro": "Hello.\r\nThank you.", "closing": "Half now.", "foot": "Reg 1"}
GERMAN = {"tagline": "Polsterei", "intro": "Hallo.", "closing": "", "foot": ""}
FORM = {
    "phone": "", "email": "", "website": "", "address": "", "colour": "#175a8c", "tax_name": "VAT",
    "usual_tax": "20", "good_for_days": "30", "remind_days": "3",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()


def both_written() -> None:
    set_paper(expected_version=1, by=None, at=NOW, **ENGLISH)
    set_words(language="de", expected_version=1, by=None, at=NOW, **GERMAN)


def said(row: OurPaper | PaperWords) -> dict[str, str]:
    return {name: getattr(row, name) for name in (*ENGLISH, "tax_name")}


def test_another_usual_language_takes_its_own_texts_and_keeps_the_old_ones() -> None:
    # given texts in English and two of them in German
    both_written()
    # when German becomes the usual language, and nobody touched the texts in the form
    set_paper(expected_version=2, by=None, at=NOW, language="de", **ENGLISH, tax_name="VAT")
    # then the paper says the German ones, and what there is none of stays
    assert said(our_paper()) == {
        **ENGLISH, "tagline": "Polsterei", "intro": "Hallo.", "tax_name": "MwSt.",
    }  # fmt: skip
    # the English ones are those of English now
    assert said(PaperWords.objects.get(language="en")) == {**ENGLISH, "tax_name": "VAT"}
    assert JournalLine.objects.filter(verb="sales.paper.worded").count() == 2
    begun = begin_quote(opportunity=an_opportunity(tom()), by=None, at=NOW)
    assert (begun.language, begun.versions.get().intro) == ("de", "Hallo.")
    english = begin_quote(opportunity=speaker("en"), by=None, at=NOW).versions.get()
    assert english.intro == ENGLISH["intro"]
    assert unsaid_in(english.quote, english) is None
    # and the way back loses nothing
    set_paper(expected_version=3, by=None, at=NOW, language="en")
    assert said(our_paper()) == {**ENGLISH, "tax_name": "VAT"}


def test_what_is_typed_with_the_change_comes_first_and_nothing_is_kept_of_a_stale_page() -> None:
    both_written()
    with pytest.raises(Stale):
        set_paper(expected_version=1, by=None, at=NOW, language="de", intro="Servus.")
    assert not PaperWords.objects.filter(language="en").exists()
    set_paper(expected_version=2, by=None, at=NOW, language="de", intro="Servus.", tax_name="USt.")
    paper = our_paper()
    assert (paper.intro, paper.tagline, paper.tax_name) == ("Servus.", "Polsterei", "USt.")


def test_the_page_tells_which_texts_came_along_and_opens_the_old_ones() -> None:
    both_written()
    owner = signed_in(a_user("Maya", role="owner"))
    # a form sends its lines with ends of its own
    form = {**FORM, **ENGLISH, "intro": "Hello.\nThank you."}
    assert sent(owner, URL, **form, language="de", version=2).status_code == 303
    html = owner.get(URL).content.decode()
    assert "Not written in German yet: the words below the total, the foot of each page." in html
    assert our_paper().intro == "Hallo."
    assert "Thank you." in owner.get(reverse("sales:paper_words", args=["en"])).content.decode()
    assert owner.get(reverse("sales:paper_words", args=["de"])).status_code == 404


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("DE", "MwSt."), ("FR", "TVA"), ("NL", "btw"), ("IT", "IVA"), ("GB", "VAT"), ("MX", "IVA"),
        ("PE", "IGV"), ("DO", "ITBIS"), ("PA", "ITBMS"), ("HN", "ISV"), ("PR", "IVU"), ("CA", "GST/HST"),
        ("JP", "Consumption tax"), ("US", "Sales tax"),
    ],
)  # fmt: skip
def test_the_tax_has_the_name_that_the_country_gives_it(country: str, name: str) -> None:
    Business.objects.update(country=country)
    assert our_paper().tax_name == name
    version = a_draft()
    assert sheet_of_version(version.quote, version)["tax_name"] == name
    set_paper(expected_version=1, by=None, at=NOW, tagline="x")
    assert OurPaper.objects.get().tax_name == name


def test_a_tax_of_one_country_keeps_its_name_in_every_language() -> None:
    Business.objects.update(country="PE")
    assert [spoken(our_paper(), language).paper.tax_name for language in ("es", "en", "de")] == ["IGV"] * 3


@pytest.mark.parametrize(("country", "percent"), [("GB", "20"), ("DE", "19"), ("PE", "18"), ("US", "0")])
def test_a_line_begins_with_the_tax_of_the_country(country: str, percent: str) -> None:
    Business.objects.update(country=country)
    assert our_paper().usual_tax_percent == Decimal(percent)
    quote = a_draft(lines=[]).quote
    html = (
        signed_in(a_user("Joe", role="sales")).get(reverse("sales:quote", args=[quote.pk])).content.decode()
    )
    [first] = re.findall(r'<input[^>]*name="line-0-tax"[^>]*>', html)
    assert f'value="{percent}"' in first


# A language that our documents do not speak any more


def test_a_quote_in_a_language_that_is_gone_comes_in_the_usual_one() -> None:
    set_paper(expected_version=1, by=None, at=NOW, language="de", tagline="Polsterei")
    version = a_draft()
    Quote.objects.update(language="pt")
    url = reverse("sales:quote", args=[version.quote_id])
    seller = signed_in(a_user("Joe", role="sales"))
    assert '<option value="de" selected>German</option>' in seller.get(url).content.decode()
    page = seller.get(reverse("sales:quote_send", args=[version.quote_id])).content.decode()
    assert "Guten Tag Tom Ellery," in page
    assert "Not all of it" not in page


def test_a_paper_in_a_language_that_is_gone_is_read_as_english() -> None:
    set_paper(expected_version=1, by=None, at=NOW, tagline="upholstery", intro="Hello.")
    quote, version = in_language("de"), a_draft(an_opportunity(tom()))
    OurPaper.objects.update(language="pt")
    Quote.objects.filter(pk=version.quote_id).update(language="pt")
    seller = signed_in(a_user("Joe", role="sales"))
    for pk in (quote.pk, version.quote_id):
        assert seller.get(reverse("sales:quote", args=[pk])).status_code == 200
    assert seller.get(reverse("sales:quote_send", args=[version.quote_id])).status_code == 200
    assert stranger().get(link_to(quote)).status_code == 200
    german = a_draft(speaker("de"))
    unsaid = unsaid_in(german.quote, german)
    assert unsaid is not None
    assert (unsaid.language, unsaid.usual) == ("German", "English")
    # nobody's wish is lost, and the owner's form has a language chosen
    assert begin_quote(opportunity=speaker("de"), by=None, at=NOW).language == "de"
    assert paper_typed(our_paper())["language"] == "en"
    row = speaker("de")
    row.person.language = "pt"
    assert begin_quote(opportunity=row, by=None, at=NOW).language == "en"
    # when the owner picks one, no words are kept for the one that is gone
    set_paper(expected_version=2, by=None, at=NOW, language="fr")
    assert list(PaperWords.objects.values_list("language", flat=True)) == ["en"]


def test_a_line_begins_with_the_rate_that_the_owner_dated() -> None:
    # given the rates of the country, of which the standard one rises, and rises once more later
    today = timezone.localdate()
    Business.objects.update(country="GB")
    begin_with_country(by=None, at=NOW)
    standard = TaxCode.objects.get(key="standard")
    for percent, ahead in ((Decimal("21.5"), -1), (Decimal(23), 30)):
        day = today + datetime.timedelta(days=ahead)
        set_rate(code=standard, percent=percent, valid_from=day, by=None, at=NOW)
    # then what has begun is usual, and the owner's own word stands above it
    assert our_paper().usual_tax_percent == Decimal("21.5")
    set_paper(expected_version=1, by=None, at=NOW, usual_tax_percent=Decimal(5))
    assert our_paper().usual_tax_percent == 5
