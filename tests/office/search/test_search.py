"""What is found, in which order, and how much it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.office.search import words
from tandem.office.search.actions import gathered, index, rebuild, register, remove
from tandem.office.search.models import SearchDocument
from tandem.office.search.queries import find
from tandem.office.search.words import Document, fold

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def document(row_id: int, title: str, **other: object) -> Document:
    given = {"kind": "test.person", "url": f"/people/{row_id}/", "at": NOON, **other}
    return Document(row_id=row_id, title=title, **given)  # type: ignore[arg-type]


def titles(text: str, limit: int = 20) -> list[str]:
    return [found.title for found in find(text, limit)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Žofia  STRAUß", "zofia strauss"),
        ("Łódź", "lodz"),
        ("Søren Ærø", "soren aero"),
        ("ﬁn", "fin"),
        ("Ⅳ", "iv"),
        ("Zoë O’Brien", "zoe o'brien"),
    ],
)
def test_folding_takes_case_and_accents_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_any_part_of_a_word_is_found_whatever_the_accents() -> None:
    index([document(1, "Žofia Strauß"), document(2, "Priya Shah", text="wingback chair")])
    assert titles("strauss") == ["Žofia Strauß"]
    assert titles("ŽOF") == ["Žofia Strauß"]
    assert titles("trau") == ["Žofia Strauß"]
    assert titles("ngbac") == ["Priya Shah"]
    assert titles("nobody") == []


def test_a_name_is_found_with_the_apostrophe_of_a_phone_and_of_a_keyboard() -> None:
    # given one that was written on a phone, and one at a desk
    index([document(1, "Zoë O’Brien"), document(2, "Tom O'Brien")])
    # then either is found by either
    assert sorted(titles("O'Brien")) == sorted(titles("O’Brien")) == ["Tom O'Brien", "Zoë O’Brien"]
    assert titles("zoe o'b") == ["Zoë O’Brien"]


def test_all_words_must_be_there_in_any_order_and_place() -> None:
    index([document(1, "Priya Shah", text="eight dining chairs"), document(2, "Tom Shah", detail="sofa")])
    assert titles("chairs shah") == ["Priya Shah"]
    assert titles("shah sofa") == ["Tom Shah"]
    assert titles("shah zz") == []


def test_what_the_line_shows_and_the_text_begins_with_is_kept_once() -> None:
    # given a row whose line shows the beginning of its text, and one whose line says something else
    index(
        [
            document(1, "Priya Shah", detail="Two armchairs", text="Two armchairs, forty years old"),
            document(2, "Tom Shah", detail="Sofa", text="As my neighbour has"),
        ]
    )

    # then the index holds the first once, and both of the second
    assert list(SearchDocument.objects.order_by("row_id").values_list("folded", flat=True)) == [
        "priya shah two armchairs, forty years old",
        "tom shah sofa as my neighbour has",
    ]
    assert titles("forty armchairs") == ["Priya Shah"]


def test_the_beginning_of_the_title_comes_first_then_the_newest() -> None:
    index(
        [
            document(1, "Chair, oak", at=NOON),
            document(2, "Old armchair", at=NOON + timedelta(days=5)),
            document(3, "Tom", text="a chair", at=NOON + timedelta(days=9)),
            document(4, "Chairs for the café", at=NOON + timedelta(days=1)),
            document(5, "Blue chair", at=NOON - timedelta(days=1)),
        ]
    )
    assert titles("chair") == ["Chairs for the café", "Chair, oak", "Blue chair", "Old armchair", "Tom"]


def test_one_or_two_letters_find_titles_that_begin_with_them() -> None:
    index([document(1, "Joe Bly"), document(2, "Banjo"), document(3, "Jo Snow", at=NOON + timedelta(days=1))])
    assert titles("jo") == ["Jo Snow", "Joe Bly"]
    assert titles("j") == ["Jo Snow", "Joe Bly"]
    assert titles("jo sn") == ["Jo Snow"]


@pytest.mark.parametrize("text", ["", "   ", '"', '" OR 1', "a*b", "NEAR(a b)", "%_%", "-", "(((", "'; --"])
def test_signs_of_the_index_are_only_text(text: str) -> None:
    index([document(1, "Priya Shah")])
    assert titles(text) == []


def test_a_row_is_replaced_and_removed() -> None:
    index([document(1, "Priya Shah"), document(2, "Tom Ellery")])
    index([document(1, "Priya Patel"), document(1, "Priya Patel-Shah")])
    assert titles("priya") == ["Priya Patel-Shah"]
    assert SearchDocument.objects.count() == 2
    remove("test.person", [1])
    assert titles("priya") == []
    assert titles("ellery") == ["Tom Ellery"]


def test_a_change_of_the_date_alone_keeps_the_row_findable() -> None:
    index([document(1, "Priya Shah")])
    index([document(1, "Priya Shah", at=NOON + timedelta(days=3), url="/new/")])
    assert [(found.url, found.at) for found in find("shah")] == [("/new/", NOON + timedelta(days=3))]


@pytest.fixture
def kind_of_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_kinds", {})
    register(
        "test.rebuilt",
        icon="users",
        desk="sales",
        place="Person",
        everything=lambda: [document(7, "Ruth Adeyemi", kind="test.rebuilt")],
    )


@pytest.mark.usefixtures("kind_of_test")
def test_rebuilding_asks_every_kind_anew() -> None:
    index([document(9, "Gone since", kind="test.rebuilt")])
    assert rebuild() == 1
    assert [(found.title, found.icon, found.desk, found.place) for found in find("ruth")] == [
        ("Ruth Adeyemi", "users", "sales", "Person")
    ]
    assert titles("gone") == []


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    with CaptureQueriesContext(connection) as queries:
        index(document(number, f"Person {number}") for number in range(400))
    assert sum(query["sql"].startswith("INSERT") for query in queries) <= 4
    with CaptureQueriesContext(connection) as queries:
        find("person 39")
    assert len(queries) <= 5


def test_the_limit_holds() -> None:
    index(document(number, f"Person {number}") for number in range(60))
    assert len(find("person", 20)) == 20


def test_what_is_gathered_is_written_with_one_statement_at_the_end() -> None:
    with CaptureQueriesContext(connection) as captured, gathered():
        index([document(1, "Priya Shah")])
        with gathered():
            index([document(2, "Tom Shah")])
        index([document(1, "Priya Shah-Ellery")])
        assert titles("shah") == []

    assert titles("shah") == ["Tom Shah", "Priya Shah-Ellery"]
    assert len([one for one in captured if one["sql"].startswith("INSERT")]) == 1


def test_nothing_is_written_of_what_was_gathered_by_an_action_that_failed() -> None:
    def fails() -> None:
        with gathered():
            index([document(1, "Priya Shah")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    index([document(2, "Tom Shah")])
    assert titles("shah") == ["Tom Shah"]
