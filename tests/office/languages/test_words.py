"""Which language a document speaks, from what is wished for and from where the business is."""

import pytest

from tandem.office.changes.words import Refused
from tandem.office.languages.forms import LanguageField
from tandem.office.languages.words import (
    LANGUAGES,
    OF_COUNTRIES,
    asked_for,
    checked_language,
    language_of_country,
    one_of_ours,
)


@pytest.mark.parametrize(
    ("wished", "spoken"),
    [
        (["de-AT", "en"], "de"),
        (["pt-BR", "es_MX", "fr"], "es"),
        (["FR"], "fr"),
        (["xx", "", "*"], "en"),
        ([], "en"),
    ],
)
def test_the_first_wish_that_is_ours_whatever_its_country(wished: list[str], spoken: str) -> None:
    assert one_of_ours(*wished) == spoken


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("en;q=0.5, de-AT", ["de-at", "en"]),
        ("fr;q=0, nl", ["nl"]),
        ("", []),
        ("nonsense;;;q=x", []),
        ("de," * 5000, []),
    ],
)
def test_what_a_browser_asks_for_dearest_first(header: str, languages: list[str]) -> None:
    found = asked_for(header)
    assert found[: len(languages)] == languages
    assert one_of_ours(*found) in LANGUAGES


def test_a_country_where_nearly_all_speak_one_and_others() -> None:
    assert [language_of_country(one) for one in ("AT", "MX", "GB", "CH", "")] == [
        "de",
        "es",
        "en",
        "en",
        "en",
    ]
    assert set(OF_COUNTRIES.values()) <= set(LANGUAGES)


@pytest.mark.parametrize("code", ["xx", "DE", "de-AT", "../de"])
def test_another_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_language(code)
    assert refused.value.field == "language"
    assert checked_language("") == ""


def test_a_form_that_does_not_ask_changes_nothing() -> None:
    field = LanguageField()
    assert (field.required, field.clean(""), field.clean(None), field.clean("nl")) == (True, "", "", "nl")
