"""Business cards as phones and mail programs write them, and as somebody hostile does."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.marketing.cards.reading import LARGEST, Card, read_cards
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tests.handover.desks import KEY, sent, signed_in

CARD = "/marketing/capture/card/"


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def the_one(data: bytes) -> Card:
    read = read_cards(data)
    assert read.troubles == []
    [one] = read.cards
    return one


def test_version_2_1_with_charsets_and_a_folded_photo() -> None:
    # as an old phone writes it: Latin letters, quoted-printable over two lines, a photo that follows unfolded
    one = the_one(
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1:M\xfcller;J\xf6rg;;Dr\r\n"
        b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg=\r\n M=C3=BCller\r\n"
        b"TEL;CELL;VOICE:+49 171 1234567\r\nEMAIL;INTERNET;PREF:joerg@mueller.example\r\n"
        b"PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n/2wBDAAMCAgICAgMCAgID\r\n\r\n"
        b"ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1252:M=FCller & S=F6hne;Verkauf\r\nEND:VCARD\r\n"
    )
    assert (one.name, one.organisation) == ("Jörg Müller", "Müller & Söhne")
    assert (one.emails, one.phones) == (("joerg@mueller.example",), ("+49 171 1234567",))
    assert "PHOTO" not in one.text


def test_version_3_0_with_groups_and_escapes() -> None:
    one = the_one(
        card(
            "N:Marsh;Helen;Rose;;",
            "FN:Helen Marsh",
            r"ORG:Marsh\, Hart\; Sons;Workshop",
            "item1.EMAIL;type=INTERNET:helen@marsh.example",
            'TEL;TYPE="cell:main":07700 900123',
            "TEL;TYPE=home:020 7946 0132",
            "NOTE:A very",
            "  long note",
            "X-ABLabel:whatever",
        )
    )
    assert (one.name, one.organisation) == ("Helen Marsh", "Marsh, Hart; Sons")
    assert one.phones == ("07700 900123", "020 7946 0132")
    assert one.who == "Helen Marsh, helen@marsh.example, 07700 900123, 020 7946 0132"


def test_version_4_0_with_addresses_as_uris() -> None:
    one = the_one(
        card(
            "FN:Priya Shah",
            "EMAIL;PREF=1:mailto:priya@cafe.example",
            "TEL;VALUE=uri;TYPE=cell:tel:+44-7700-900123;ext=5",
            version="4.0",
        )
    )
    assert (one.emails, one.phones) == (("priya@cafe.example",), ("+44-7700-900123",))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Marsh;Helen;;Dr;",), "Dr Helen Marsh"),
        (("FN:", "N:Marsh;Helen"), "Helen Marsh"),
        (("NICKNAME:Nell", "TEL:07700 900123"), "Nell"),
        (("FN:Zoë\u202e Quist\x07",), "Zoë Quist"),
        (("TEL:07700 900123",), ""),
    ],
)
def test_a_name_from_what_there_is(lines: tuple[str, ...], name: str) -> None:
    assert the_one(card(*lines)).name == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_whole_file_in_another_charset(encoding: str) -> None:
    assert the_one(card("FN:Jörg Müller").decode().encode(encoding)).name == "Jörg Müller"


def test_a_firm_without_a_person_is_somebody() -> None:
    one = the_one(card("FN:", "ORG:The Mill Café", "TEL:020 7946 0132"))
    assert (one.name, one.organisation, str(one)) == ("", "The Mill Café", "The Mill Café")


def test_several_cards_and_what_is_wrong_with_some() -> None:
    broken = card("NOTE:nobody")
    read = read_cards(card("FN:Ada") + broken + card("FN:Ben") + b"BEGIN:VCARD\r\nFN:Never ends\r\n")
    assert [one.name for one in read.cards] == ["Ada", "Ben"]
    assert read.troubles == ["1 card says nobody’s name, phone or e-mail that we can read."]
    many = read_cards(b"".join(card(f"FN:N{number}") for number in range(53)))
    assert (len(many.cards), many.troubles) == (50, ["Only the first 50 were read; 3 more are in the file."])


def test_a_card_within_a_card_is_left_out() -> None:
    inner = "BEGIN:VCARD\r\nFN:Secretary\r\nEND:VCARD"
    assert the_one(card("FN:Boss", "AGENT:", inner, "TEL:07700 900123")).name == "Boss"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This is no card"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is no card"),
        (b"BEGIN:VCARD\r\nFN:Ada", "This is no card"),
        (b"END:VCARD\r\n" * 5, "This is no card"),
        (card("NOTE:x"), "no name, phone or e-mail"),
        (card("FN:" + "=" * 50, "EMAIL:not an address").replace(b"FN:", b"FX:"), "no name, phone or e-mail"),
        (b"BEGIN:VCARD\r\n" * 100_000 + b"END:VCARD\r\n" * 100_000, "larger than 2 MB"),
        (b"BEGIN:VCARD\r\n" * 50_000 + b"END:VCARD\r\n" * 50_000, "no name, phone or e-mail"),
        (b"BEGIN:VCARD\r\n" + b"FN;" * 300_000 + b"\r\nEND:VCARD", "no name, phone or e-mail"),
        (b"BEGIN:VCARD\r\n" + b"FN:a\r\n" * 100_000 + b"END:VCARD", "no name, phone or e-mail"),
        (b"a" * (LARGEST + 1), "larger than 2 MB"),
    ],
)
def test_hostile_and_empty_ones_get_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_cards(data)


@pytest.mark.parametrize("charset", ["no-such", "base64", "zip", "idna", "utf-7", "unicode_escape"])
def test_a_charset_that_is_none_harms_nobody(charset: str) -> None:
    assert the_one(card(f"FN;CHARSET={charset}:Ada")).name == "Ada"


def test_a_long_photo_costs_nothing() -> None:
    photo = "\r\n ".join("A" * 75 for _line in range(20_000))
    assert the_one(card("FN:Ada", f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}")).name == "Ada"


def test_a_file_fills_in_the_form_and_writes_nothing(joe: User) -> None:
    # given a card as a file
    client = signed_in(joe)
    data = card("FN:Ruth <b>Adeyemi</b>", "ORG:The Mill", "TEL:020 7946 0132", "EMAIL:ruth@mill.example")
    for _twice in range(2):
        upload = SimpleUploadedFile("ruth.vcf", data, content_type="text/vcard")
        answer = client.post(CARD, {"once": KEY, "file": upload})
        told = answer.content.decode()
        # then the form stands there, filled in, also when it is sent twice
        assert answer.status_code == 200
        assert 'value="Ruth &lt;b&gt;Adeyemi&lt;/b&gt;, ruth@mill.example, 020 7946 0132"' in told
        assert 'name="organisation" value="The Mill"' in told
    assert not Enquiry.objects.exists()

    # when it is saved, it is an enquiry of that person and firm
    sent(
        client,
        "/marketing/capture/",
        who="Ruth Adeyemi, ruth@mill.example, 020 7946 0132",
        door="event",
        organisation="The Mill",
    )
    person = Enquiry.objects.get().person
    assert person.organisation is not None
    assert (person.name, person.organisation.name) == ("Ruth Adeyemi", "The Mill")
    assert (person.emails.get().address, person.phones.get().number) == ("ruth@mill.example", "+442079460132")


def test_of_several_cards_one_is_chosen(joe: User) -> None:
    client = signed_in(joe)
    both = card("FN:Ada", "TEL:07700 900123") + card("FN:Ben")
    told = sent(client, CARD, card=both.decode()).content.decode()
    assert "Who of these asked?" in told
    assert told.count("This one") == 2
    one = read_cards(both).cards[0]
    told = sent(client, CARD, card=one.text).content.decode()
    assert 'value="Ada, 07700 900123"' in told


@pytest.mark.parametrize("fields", [{}, {"card": "hello"}, {"card": "x" * 200_001}])
def test_what_is_no_card_keeps_what_was_typed(fields: dict[str, Any], joe: User) -> None:
    answer = sent(signed_in(joe), CARD, **fields)
    assert answer.status_code == 422
    assert fields.get("card", "")[:50] in answer.content.decode()


def test_who_only_reads_reads_no_cards(ann: User) -> None:
    assert sent(signed_in(ann), CARD, card=card("FN:Ada").decode()).status_code == 403
