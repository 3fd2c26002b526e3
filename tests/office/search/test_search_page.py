"""Searching in the bar and on its page."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tandem.office.accounts.words import Role
from tandem.office.search.actions import index
from tandem.office.search.words import Document
from tests.office.seats import browser, seat

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def found_at(number: int, title: str) -> Document:
    return Document(kind="people.person", row_id=number, title=title, url=f"/p/{number}/", at=NOON)


def test_the_page_works_without_javascript() -> None:
    index([found_at(number, f"Priya <b>{number}</b>") for number in range(12)])
    html = browser(seat(Role.READ_ONLY)).get("/office/search/?q=pri").content.decode()
    assert "<html" in html
    assert html.count('class="row-title"') == 12
    assert "Priya &lt;b&gt;3&lt;/b&gt;" in html


def test_the_bar_gets_links_only() -> None:
    index([found_at(number, f"Priya {number}") for number in range(12)])
    part = browser(seat()).get("/office/search/?q=pri", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count("<a href=") == 8


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_belongs_to_one_place_stands_together_the_best_match_first(headers: dict[str, str]) -> None:
    # given a person whose name begins with the word, and enquiries and persons that hold it further in
    def found(kind: str, number: int, title: str, days: int) -> Document:
        at = NOON + timedelta(days=days)
        return Document(kind=kind, row_id=number, title=title, url=f"/{number}/", at=at)

    index(
        [
            found("marketing.enquiry", 1, "Ann Shah", 9),
            found("people.person", 2, "Shah & Sons", 1),
            found("marketing.enquiry", 3, "Priya Shah", 7),
            found("people.person", 4, "Priya Shah", 2),
        ]
    )

    # when it is searched for, on the page and in the bar
    html = browser(seat()).get("/office/search/?q=shah", headers=headers).content.decode()

    # then people come first, for the best match is one of them, and no place is named twice
    html = html.split("<main")[-1]
    told = re.findall(r'<h2>(People|Enquiries)</h2>|</svg>(People|Enquiries)</span>|href="/(\d)/"', html)
    assert ["".join(one) for one in told] == ["People", "2", "4", "Enquiries", "1", "3"]


def test_of_matches_as_good_the_person_comes_before_what_they_asked() -> None:
    index(
        [
            Document(kind="marketing.enquiry", row_id=1, title="Priya Shah", url="/1/", at=NOON),
            found_at(2, "Priya Shah"),
        ]
    )
    html = browser(seat()).get("/office/search/?q=priya").content.decode()
    assert html.index("<h2>People</h2>") < html.index("<h2>Enquiries</h2>")


def test_nothing_found_says_so_and_nothing_asked_says_nothing() -> None:
    client = browser(seat())
    assert "Nothing with “zebra” in it." in client.get("/office/search/?q=zebra").content.decode()
    assert "Nothing with" not in client.get("/office/search/").content.decode()


@pytest.mark.parametrize("words", ["%00", "%F0%9F%92%A9", "a" * 5000, "%22%27--", "%EF%BF%BF%C3%9F"])
def test_odd_questions_do_no_harm(words: str) -> None:
    assert browser(seat()).get(f"/office/search/?q={words}").status_code == 200


def test_strangers_are_asked_to_sign_in() -> None:
    seat()
    assert browser().get("/office/search/?q=pri").status_code == 302
    part = browser().get("/office/search/?q=pri", headers={"HX-Request": "true"})
    assert part["HX-Redirect"].startswith("/account/login/")
