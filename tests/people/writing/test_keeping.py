"""A letter is kept while it is written: one draft for one page, whatever is lost on the way."""

from typing import Any

import pytest
from django.utils import timezone

from tandem.office.accounts.models import User
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.people.timeline.actions import note
from tandem.people.writing.models import Letter
from tests.people.making import NOW, sent, signed_in
from tests.people.writing.making import a_draft, a_sent_letter, asked_us

HTMX = {"HX-Request": "true"}
TYPED = {"to": "tom@example.org", "subject": "Your chairs", "text": "Oak", "purpose": "selling"}


def kept(client: Any, person: Person, **fields: Any) -> Any:
    """As htmx sends it, or the browser on leaving."""
    return sent(client, f"/people/{person.pk}/write/keep/", **{**TYPED, **fields})


def test_a_pause_begins_a_draft_and_the_next_goes_on_with_it(seller: User, tom: Person) -> None:
    # given a page that was opened, and some words on it
    client, begun = signed_in(seller), timezone.now().isoformat()
    answer = kept(client, tom, begun=begun)
    draft = Letter.objects.get()
    assert (draft.text, draft.by, draft.sent_at) == ("Oak", seller, None)
    html = answer.content.decode()
    assert f'name="letter" value="{draft.pk}"' in html
    assert 'name="version" value="1"' in html
    assert answer["HX-Replace-Url"] == f"/people/letters/written/{draft.pk}/"

    # when one goes on, and once more on a page that never heard the first answer
    html = kept(client, tom, begun=begun, letter=draft.pk, version=1, text="Oak or").content.decode()
    assert 'name="version" value="2"' in html
    kept(client, tom, begun=begun, text="Oak or ash?")

    # then it is one draft, with the last words, and the journal tells nothing of it
    draft = Letter.objects.get()
    assert (draft.text, draft.version) == ("Oak or ash?", 3)
    assert not JournalLine.objects.filter(verb__startswith="people.letter").exists()
    assert client.get(f"/people/{tom.pk}/write/")["Location"] == f"/people/letters/written/{draft.pk}/"

    # and the button goes on with it too, from the page that began it
    asked_us(tom)
    sent(client, f"/people/{tom.pk}/write/", do="keep", begun=begun, letter=draft.pk, version=3, **TYPED)
    assert Letter.objects.get().text == "Oak"


def test_the_button_goes_on_with_a_draft_that_its_page_never_heard_of(seller: User, tom: Person) -> None:
    client, begun = signed_in(seller), timezone.now().isoformat()
    kept(client, tom, begun=begun)
    longer = {**TYPED, "text": "Oak or ash?", "begun": begun}
    assert sent(client, f"/people/{tom.pk}/write/", do="keep", **longer).status_code == 303
    assert Letter.objects.get().text == "Oak or ash?"


def test_the_same_words_sent_twice_are_kept_once(seller: User, tom: Person) -> None:
    client, begun = signed_in(seller), timezone.now().isoformat()
    for status in (200, 204):
        answer = client.post(
            f"/people/{tom.pk}/write/keep/", {"once": "w" * 20, "begun": begun, **TYPED}, headers=HTMX
        )
        assert answer.status_code == status
    assert Letter.objects.get().version == 1


def test_nothing_typed_begins_nothing(seller: User, tom: Person) -> None:
    answer = kept(signed_in(seller), tom, subject="", text="")
    assert (answer.status_code, Letter.objects.count()) == (204, 0)


def test_two_windows_do_not_write_over_each_other(seller: User, tom: Person) -> None:
    # given a draft that is open twice, and was changed in one of them
    client, draft = signed_in(seller), a_draft(tom, seller)
    assert kept(client, tom, letter=draft.pk, version=1, text="Here").status_code == 200

    # when the other is kept, then it says so, and nothing is lost
    answer = kept(client, tom, letter=draft.pk, version=1, text="There")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "You changed this draft in another window" in html
    # The page still knows which draft it is about, as it saw it.
    assert f'name="letter" value="{draft.pk}"><input type="hidden" name="version" value="1"' in html
    assert Letter.objects.get().text == "Here"

    # and two that were opened at different moments are two letters
    kept(client, tom, begun=timezone.now().isoformat(), text="Another")
    kept(client, tom, begun=timezone.now().isoformat(), text="And another")
    assert sorted(Letter.objects.values_list("text", flat=True)) == ["And another", "Another", "Here"]


def test_what_is_gone_is_begun_anew_and_what_was_sent_stays(seller: User, tom: Person, settings: Any) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    client, draft = signed_in(seller), a_draft(tom, seller)
    sent(client, f"/people/letters/written/{draft.pk}/discard/", version=1)
    kept(client, tom, letter=draft.pk, version=1, text="Still here")
    again = Letter.objects.get()
    assert (again.text, again.pk == draft.pk) == ("Still here", False)
    again.delete()

    asked_us(tom)
    gone = a_sent_letter(tom, seller)
    answer = kept(client, tom, letter=gone.pk, version=gone.version, text="Too late")
    assert answer.status_code == 409
    assert "sent already" in answer.content.decode()
    assert Letter.objects.get().text == gone.text


def test_another_may_not_write_into_it_nor_one_who_reads(
    seller: User, owner: User, reader: User, tom: Person
) -> None:
    draft = a_draft(tom, seller)
    kept(signed_in(owner), tom, letter=draft.pk, version=1, text="Mine now")
    draft.refresh_from_db()
    assert (draft.version, Letter.objects.get(by=owner).text) == (1, "Mine now")
    assert kept(signed_in(reader), tom, text="No").status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": "x" * 300}, "Not kept yet"),
        ({"to": "other@example.org"}, "Not kept yet"),
        ({"purpose": "marketing"}, "Not kept yet"),
    ],
)
def test_what_cannot_be_kept_says_why(seller: User, tom: Person, fields: Any, words: str) -> None:
    answer = kept(signed_in(seller), tom, **fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'name="letter"' not in answer.content.decode()
    assert not Letter.objects.exists()
    # Of a draft that is there, the page still knows it.
    draft = a_draft(tom, seller)
    html = kept(signed_in(seller), tom, letter=draft.pk, version=1, **fields).content.decode()
    assert f'name="letter" value="{draft.pk}"' in html


@pytest.mark.parametrize("begun", ["", "soon", "2020-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"])
def test_a_strange_moment_is_not_believed(seller: User, tom: Person, begun: str) -> None:
    before = timezone.now()
    kept(signed_in(seller), tom, begun=begun)
    assert before <= Letter.objects.get().begun_at <= timezone.now()


def test_without_a_script_the_page_keeps_as_before(seller: User, tom: Person) -> None:
    note(person=tom, by=seller, at=NOW, happened_at=NOW, purpose="selling", direction="two_way", kind="call")
    client, url = signed_in(seller), f"/people/{tom.pk}/write/"
    html = client.get(url).content.decode()
    assert f'hx-post="{url}keep/"' in html
    assert 'name="begun"' in html
    sent(client, url, do="keep", begun=timezone.now().isoformat(), **TYPED)
    assert Letter.objects.get().text == "Oak"
