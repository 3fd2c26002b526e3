"""Whether what a customer reads is translated: every sentence, in each language, with what is filled in."""

import gettext
import re
from pathlib import Path

import django
import pytest

from tandem.office.languages.words import ENGLISH, LANGUAGES
from tests.sales.quotes.said import catalogue, folder_of, sentences, source_of

OTHERS = [code for code in LANGUAGES if code != ENGLISH]
FILLED_IN = re.compile(r"%\(\w+\)s|\{\}")
# What is the same word there as in English.
SAME = {
    "fr": {"version %(number)s", "version {}", "j F Y", "Total"},
    "nl": {"“%(words)s”", "j F Y", "the first of a month\x04j F Y"},
    "es": {"G:i", "Total"},
    "it": {"G:i", "j F Y"},
    "de": set[str](),
}

pytestmark = pytest.mark.parametrize("language", OTHERS)


def test_every_sentence_is_translated_and_no_other_is_kept(language: str) -> None:
    assert set(source_of(language)) == sentences()
    assert [key for key, said in source_of(language).items() if not said.strip()] == []


def test_no_english_is_left(language: str) -> None:
    same = {key for key, said in source_of(language).items() if said == key.split("\x04")[-1]}
    assert same == SAME[language]


def test_what_is_filled_in_is_the_same(language: str) -> None:
    for key, said in source_of(language).items():
        assert sorted(FILLED_IN.findall(said)) == sorted(FILLED_IN.findall(key)), key
        # and nothing that would break when it is filled in
        assert "%" not in FILLED_IN.sub("", said), key


def test_ends_of_sentences_are_kept(language: str) -> None:
    """A sentence stays one, a heading stays one, and what leads on to something still does."""
    for key, said in source_of(language).items():
        for end in ".:?":
            assert said.endswith(end) == key.endswith(end) or key in ("Hello %(name)s,", "Includes"), key


def test_what_is_compiled_is_what_is_written(language: str) -> None:
    compiled = dict(catalogue(language)._catalog)  # type: ignore[attr-defined]
    head = compiled.pop("")
    assert compiled == source_of(language)
    assert f"Language: {language}\n" in head


def test_plurals_are_counted_as_the_language_does(language: str) -> None:
    """As Django's own catalogue of the language counts them, so that a plural may be added."""
    own = Path(django.__path__[0]) / "conf" / "locale" / language / "LC_MESSAGES" / "django.mo"
    with own.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    numbers = [0, 1, 2, 5, 21, 1_000_000]
    assert [catalogue(language).plural(one) for one in numbers] == [theirs.plural(one) for one in numbers]  # type: ignore[attr-defined]
    assert "fuzzy" not in (folder_of(language) / "django.po").read_text()
