"""In which language a quote speaks, and what of our own texts there is in it."""

import pytest
from django.urls import reverse

from tandem.office.business.models import Business
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.people.organisations.models import Organisation
from tandem.people.persons.actions import edit_person
from tandem.sales.paper.actions import set_paper, set_words
from tandem.sales.paper.queries import our_paper, spoken
from tandem.sales.quotes.actions import begin_quote, new_version, save_draft, throw_away
from tandem.sales.quotes.showing import sheet_of_version
from tandem.sales.quotes.speaking import unsaid_in
from tests.sales.quotes.desk import (
    LETTER,
    LINES,
    TO_COME,
    a_draft,
    fresh,
    fresh_version,
    in_language,
    link_to,
    speaker,
    stranger,
    tom,
)
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _business() -> None:
    a_business()
    a_user("Ann", role="owner")


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
    ours = {"tagline": "upholstery", "intro": "Thank you.", "closing": "Half now.", "foot": "VAT 1"}
    set_paper(expected_version=1, by=None, at=NOW, **ours)
    set_words(
        language="de", expected_version=1, by=None, at=NOW, tagline="Polsterei", closing="Hälfte sofort."
    )
    said = spoken(our_paper(), "de")
    assert [getattr(said.paper, name) for name in (*ours, "tax_name")] == [
        "Polsterei", "Thank you.", "Hälfte sofort.", "VAT 1", "MwSt.",
    ]  # fmt: skip
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


def test_words_of_an_earlier_day_stay_and_the_page_says_so() -> None:
    # given a draft that began with words which the owner wrote anew since
    set_paper(expected_version=1, by=None, at=NOW, intro="Thank you.", closing="Half now.")
    version = begin_quote(opportunity=an_opportunity(tom()), by=None, at=NOW).versions.get()
    set_paper(expected_version=2, by=None, at=NOW, intro="Many thanks.")
    set_words(language="de", expected_version=1, by=None, at=NOW, intro="Danke.", closing="Hälfte sofort.")
    seller = signed_in(a_user("Joe", role="sales"))
    form = draft_form(intro="Thank you.", closing="Half now.", language="de")
    url = reverse("sales:quote_save", args=[version.quote_id])
    # when the quote goes into another language
    sent(seller, url, **form, version=version.version)
    # then they stay as they are, which is told; those of today come in it
    version = fresh_version(version)
    assert (version.intro, version.closing) == ("Thank you.", "Hälfte sofort.")
    html = seller.get(reverse("sales:quote", args=[version.quote_id])).content.decode()
    assert "These stay as they were: the words before the lines." in html
    # and it is told once
    form = draft_form(intro="Thank you.", closing="Hälfte sofort.", language="de")
    sent(seller, url, **form, version=version.version)
    draft = reverse("sales:quote", args=[version.quote_id])
    assert "stay as they were" not in seller.get(draft).content.decode()
    # nor of what is today's: through French, which has none of ours, back into German
    version = fresh_version(version)
    for language in ("fr", "de"):
        form = draft_form(intro="", closing=version.closing, language=language)
        sent(seller, url, **form, version=version.version)
        assert "stay as they were" not in seller.get(draft).content.decode()
        version = fresh_version(version)


def test_the_language_of_a_draft_goes_with_it_when_it_is_thrown_away() -> None:
    quote = in_language("de")
    draft = new_version(quote=quote, by=None, at=NOW)
    written = {"letter": LETTER, "lines": LINES, "by": None, "at": NOW}
    save_draft(version=draft, expected_version=draft.version, language="fr", **written)
    draft = fresh_version(draft)
    assert throw_away(version=draft, expected_version=draft.version, by=None, at=NOW)
    assert fresh(quote).language == "de"
    spoken_of = JournalLine.objects.filter(verb="sales.quote.spoken")
    assert [(line.before, line.after) for line in spoken_of.order_by("pk")] == [
        ({"language": "de"}, {"language": "fr"}),
        ({"language": "fr"}, {"language": "de"}),
    ]
    # the next version speaks what the customer has, and a draft in it changes nothing
    again = new_version(quote=fresh(quote), by=None, at=NOW)
    assert sheet_of_version(fresh(quote), again)["words"]["quote"] == "Angebot"
    throw_away(version=again, expected_version=again.version, by=None, at=NOW)
    assert spoken_of.count() == 2


def draft_form(**letter: str) -> dict[str, str]:
    lines = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0"}
    line = {"words": "Chair", "quantity": "1", "price": "100", "tax": "19"}
    return {
        "title": "Stühle", "valid_until": TO_COME.isoformat(), **letter, **lines,
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
    # what is worded since is not named any more, but for what the draft began with
    words = {"tagline": "Polsterei", "closing": "Hälfte sofort."}
    set_words(language="de", expected_version=1, by=None, at=NOW, **words)
    unsaid = unsaid_in(version.quote, version)
    assert unsaid is not None
    assert (unsaid.language, unsaid.usual, unsaid.texts) == (
        "German",
        "English",
        ["the words below the total"],
    )
    version.closing = "Hälfte sofort."
    assert unsaid_in(version.quote, version) is None


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


def test_our_own_pages_stay_in_english() -> None:
    quote = in_language("de")
    seller = signed_in(a_user("Joe", role="sales"))
    stands = seller.get(reverse("sales:quote", args=[quote.pk])).content.decode()
    yes = seller.get(reverse("sales:quote_yes", args=[quote.pk])).content.decode()
    for page in (stands, yes):
        assert "£1,368.00" in page
        assert "1.368,00" not in page
        assert '<html lang="en-gb"' in page
    assert "New webbing, £35.00" in yes
    new_version(quote=quote, by=None, at=NOW)
    draft = seller.get(reverse("sales:quote", args=[quote.pk])).content.decode()
    assert "£1,140.00" in draft
    assert '<option value="de" selected>German</option>' in draft
