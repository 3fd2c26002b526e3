import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.people.persons.words import (
    Contact,
    duplicate_key,
    fold_email,
    names_agree,
    read_contact,
    read_phone,
    shown_phone,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        (" Tom.Ellery@Example.ORG ", "tom.ellery@example.org"),
        ("t.o.m@gmail.com", "t.o.m@gmail.com"),
        ("zoë@müller.de", "zoë@xn--mller-kva.de"),
        ("o'neill+fair@example.org", "o'neill+fair@example.org"),
        ("tom@example", ""),
        ("tom", ""),
        ("a b@example.org", ""),
        ("tom@example.org, ann@example.org", ""),
        ("", ""),
        (f"{'x' * 250}@example.org", ""),
    ],
)
def test_an_address_is_folded_and_what_is_none_is_empty(typed: str, folded: str) -> None:
    assert fold_email(typed) == folded


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("020 7946 0132", "GB", "+442079460132"),
        ("(020) 7946-0132", "GB", "+442079460132"),
        ("+44 (0)20 7946 0132", "GB", "+442079460132"),
        ("0049 30 901820", "GB", "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("06 698 1234", "IT", "+39066981234"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("ring the shop", "GB", "ring the shop"),
        ("12", "GB", "12"),
        ("020 7946 0132 ext 4", "GB", "020 7946 0132 ext 4"),
    ],
)
def test_a_number_is_read_as_one_dials_it_and_else_kept_as_typed(
    typed: str, country: str, number: str
) -> None:
    phone = read_phone(typed, country)
    assert phone.number == number
    assert phone.typed == typed


@given(
    country=st.sampled_from(["GB", "DE", "FR", "NL", "AT", "PL", "IE", "AU"]),
    digits=st.from_regex(r"0[1-9][0-9]{7,9}", fullmatch=True),
)
def test_the_short_way_says_what_the_library_says(country: str, digits: str) -> None:
    # given what the whole library makes of a number that is valid
    library = phonenumbers.parse(digits, country)
    number = phonenumbers.format_number(library, phonenumbers.PhoneNumberFormat.E164)

    # then the short way says the same
    if phonenumbers.is_valid_number(library):
        assert read_phone(digits, country).number == number


def test_a_number_is_shown_as_one_dials_it_from_here() -> None:
    assert shown_phone("+442079460132", "GB") == "020 7946 0132"
    assert shown_phone("+442079460132", "DE") == "+44 20 7946 0132"
    assert shown_phone("ring the shop", "GB") == "ring the shop"


def test_what_fits_nowhere_is_kept_as_a_note() -> None:
    # given a contact with an address that is none, a doubled one, and a very long name
    contact = Contact(
        name="N" * 210,
        emails=("n/a", "Tom@example.org", "tom@EXAMPLE.org"),
        phones=(" 020 7946 0132", "02079460132", ""),
        place=" Thornbury\n",
    )

    # when it is read
    read = read_contact(contact, "GB")

    # then nothing is lost and nothing is there twice
    assert read.emails == (("Tom@example.org", "tom@example.org"),)
    assert [phone.number for phone in read.phones] == ["+442079460132"]
    assert read.place == "Thornbury"
    assert read.name == "N" * 200
    assert set(read.leftover) == {"n/a", "N" * 210}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("tom", "tom ellery", True),
        ("", "tom ellery", True),
        ("tom ellery", "ellery tom", True),
        ("anna ellery", "tom ellery", False),
    ],
)
def test_names_of_one_phone_agree_where_one_leaves_words_out(one: str, other: str, agree: bool) -> None:
    assert names_agree(one, other) is agree


def test_alike_names_of_a_place_share_a_key() -> None:
    assert duplicate_key("Tom Ellery", "Thornbury") == duplicate_key("THOMAS  Ellerÿ", "thornbury")
    assert duplicate_key("Tom Ellery", "") == ""
    assert duplicate_key("", "Thornbury") == ""
