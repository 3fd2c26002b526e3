import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.exchange.reading.folding import fold, readings
from tandem.exchange.reading.outcomes import read_outcome
from tandem.exchange.reading.rejections import BadValue, Fault
from tandem.exchange.reading.texts import line_text, long_text, many, read_email, read_person, text_of
from tests.pace import seconds_of


def test_text_is_composed_and_cleaned():
    assert text_of(" Rene\u0301\x07 \r\nMüller ") == "René \nMüller"
    assert line_text("Anna\nRowe", 200) == "Anna Rowe"


def test_formulas_stay_text_and_our_own_apostrophe_goes():
    assert [text_of(cell) for cell in ("=1+1", "+cmd", "@x", "'=1+1", "'-5", "'tis", "'＝1")] == [
        "=1+1", "+cmd", "@x", "=1+1", "-5", "'tis", "＝1"
    ]  # fmt: skip


def test_too_long_a_text_is_a_reason_and_never_cut():
    assert long_text("x" * 10_000, 10_000) == "x" * 10_000
    with pytest.raises(BadValue) as bad:
        line_text("x" * 201, 200)
    assert bad.value.fault is Fault.TOO_LONG


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Anna@Rowe.Example", "anna@rowe.example"),
        ("mailto:anna@rowe.example", "anna@rowe.example"),
        ("Anna Rowe <Anna.M+x@rowe.co.example>", "anna.m+x@rowe.co.example"),
        ("o'neil@rowe.example", "o'neil@rowe.example"),
        ("anna@münchen.example", "anna@münchen.example"),
    ],
)
def test_an_address_is_folded(text, address):
    assert read_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "anna",
        "anna@",
        "@rowe.example",
        "anna@rowe",
        "a b@rowe.example",
        "anna@rowe..example",
        "anna..m@rowe.example",
        "a@b@rowe.example",
        "anna@-rowe.example",
        "anna@rowe.example\nBcc: x@y.example",
        "a" * 65 + "@rowe.example",
        "a@" + "b." * 200 + "example",
        ".anna@rowe.example",
        "a@" + "a-" * 5000 + "!",
    ],
)
def test_what_is_no_address_is_rejected(text):
    with pytest.raises(BadValue) as bad:
        read_email(text)
    assert bad.value.fault is Fault.NOT_AN_EMAIL


@given(st.text(max_size=300))
def test_any_text_is_an_address_on_one_line_or_a_bad_value(text):
    try:
        address = read_email(text)
    except BadValue:
        return
    assert address.count("@") == 1
    assert not set(address) & set(" \r\n\t,;<>")


def test_lists_in_one_cell_are_taken_apart():
    assert many("a@x.example ::: b@x.example") == ["a@x.example", "b@x.example"]
    assert many("a@x.example, b@x.example;n/a") == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna@rowe.example", {"email": "anna@rowe.example"}),
        ("Anna Rowe <anna@rowe.example>", {"name": "Anna Rowe", "email": "anna@rowe.example"}),
        ("Anna Rowe anna@rowe.example", {"name": "Anna Rowe", "email": "anna@rowe.example"}),
        ("Anna Rowe, 01225 000 000", {"name": "Anna Rowe", "phone": "01225 000 000"}),
        ("+44 (0)1225 000000", {"phone": "+44 (0)1225 000000"}),
        ("Anna Rowe", {"name": "Anna Rowe"}),
    ],
)
def test_a_cell_that_says_who_asked(text, found):
    assert read_person(text) == found


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("won", ["Won", "Closed-Won", "gewonnen", "gagné", "ganado", "customer", "Deal won – repeat"]),
        ("lost", ["LOST", "closed_lost", "verloren", "perdu", "perdido", "Lost to competitor"]),
        ("open", ["open", "In progress", "offen", "en cours", "abierto", "Not contacted"]),
        ("no", ["no", "False", "nein", "não", "not converted"]),
        (None, ["Proposal sent", "won’t say", "Not won yet", ""]),
    ],
)  # fmt: skip
def test_outcomes_in_common_words(outcome, words):
    assert {word: read_outcome(word) for word in words} == dict.fromkeys(words, outcome)


def test_headers_are_folded():
    assert fold("*ContactName") == "contact name"
    assert fold("\ufeffE-Mail Adresse") == "email adresse"
    assert "won time" in readings("Deal - Won time*")
    assert "email # value" in readings("E-mail 1 - Value")
    assert readings("Organization - Name*")[0] == "organisation name"
    assert "name" not in readings("Organization - Name*")


def test_a_cell_of_a_million_blanks_takes_no_time():
    cell = "a" + " " * 999_000 + "b"

    assert seconds_of(lambda: many(cell)) < 0.5
    assert seconds_of(lambda: readings(cell)) < 0.5
