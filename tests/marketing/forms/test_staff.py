"""Marketing makes and changes forms without a script; what was given out stays as it was said."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.forms.actions import add_form, edit_form, switch
from tandem.marketing.forms.forms import settings_of
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.queries import height_of, snippet
from tandem.marketing.forms.words import FieldKind, FormField, a_field
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tests.handover.desks import NOW, sent, signed_in
from tests.marketing.forms.strangers import ask


def typed(form: PublicForm, **more: Any) -> dict[str, Any]:
    """Everything that stands in the builder's form, and what is pressed or typed over."""
    values = {name: value or "" for name, value in settings_of(form).items()}
    for one in form.asked:
        values |= {f"{one.id}-label": one.label, f"{one.id}-hint": one.hint}
        values |= {f"{one.id}-required": "on"} if one.required else {}
        values |= {f"{one.id}-choices": one.choices_text} if one.takes_choices else {}
        values |= {f"{one.id}-use": one.use} if one.use else {}
    return {**values, "version": form.version, **more}


def kinds(form: PublicForm) -> list[str]:
    return [one.kind for one in PublicForm.objects.get(pk=form.pk).asked]


def test_a_form_is_made_from_one_sentence_and_can_be_filled_in_at_once(maya: User) -> None:
    # when marketing says what it is for
    fair = add_campaign(name="Autumn Home Fair", by=maya, at=NOW)
    client = signed_in(maya)
    answer = sent(client, "/marketing/forms/add/", name="Ask for a visit", campaign=fair.pk)

    # then it has an address, the usual fields and a campaign, and one goes on to give it words
    form = PublicForm.objects.get()
    assert answer["Location"] == f"/marketing/forms/{form.pk}/edit/"
    assert (form.slug, form.title, form.campaign, form.is_open) == (
        "ask-for-a-visit",
        "Ask for a visit",
        fair,
        True,
    )
    assert kinds(form) == ["name", "email", "phone", "words"]
    assert client.get("/f/ask-for-a-visit").status_code == 200
    # another of the same name gets another address
    sent(client, "/marketing/forms/add/", name="Ask for a visit", once="another key, long enough")
    assert PublicForm.objects.order_by("pk").last().slug == "ask-for-a-visit-2"  # type: ignore[union-attr]
    assert sent(client, "/marketing/forms/add/", name="").status_code == 422
    assert sent(client, "/marketing/forms/add/", name="???").status_code == 303


def test_fields_are_added_moved_and_taken_out_by_plain_buttons(form: PublicForm, maya: User) -> None:
    client, url = signed_in(maya), f"/marketing/forms/{form.pk}/edit/"

    def press(step: str, **more: Any) -> str:
        row = PublicForm.objects.get(pk=form.pk)
        answer = sent(client, url, once=f"a key for {step}, long enough", **typed(row, do=step, **more))
        assert answer.status_code == 303, answer.content.decode()
        return str(answer["Location"])

    # when a tick is added, moved up and the phone taken out
    assert press("add", kind="consent") == f"{url}#f5"
    assert kinds(form) == ["name", "email", "phone", "words", "consent"]
    assert press("f5-up") == f"{url}#f5"
    assert kinds(form) == ["name", "email", "phone", "consent", "words"]
    press("f3-remove")
    press("f1-up")
    press("f4-down")
    assert kinds(form) == ["name", "email", "consent", "words"]
    # what was typed meanwhile is kept by every button
    press("f1-down", **{"f1-label": "Who are you?", "title": "Ask us"})
    row = PublicForm.objects.get(pk=form.pk)
    assert [one.label for one in row.asked][1] == "Who are you?"
    assert row.title == "Ask us"


def test_saving_shows_the_form_and_can_be_undone(form: PublicForm, maya: User) -> None:
    client, url = signed_in(maya), f"/marketing/forms/{form.pk}/edit/"
    assert client.get(url).status_code == 200
    answer = sent(client, url, **typed(form, intro="We answer within a day.", button="Ask"))
    assert answer["Location"] == f"/marketing/forms/{form.pk}/"
    assert "We answer within a day." in client.get("/f/visit").content.decode()

    # somebody who saw the older one is told
    assert sent(client, url, **typed(form, title="Other")).status_code == 409
    form.refresh_from_db()
    line = edit_form(form=form, expected_version=form.version, by=maya, at=NOW, title="Ask!")
    assert line is not None
    undo(line_id=line.pk, by=maya, at=NOW)
    form.refresh_from_db()
    assert (form.title, form.intro) == ("Ask for a visit", "We answer within a day.")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"do": "f2-remove", "f3-label": ""}, "Each field needs its words"),
        ({"slug": "Not an address"}, "An address has small letters"),
        ({"slug": "other"}, "Another form has this address already."),
        ({"title": ""}, "This is still missing."),
        ({"f1-label": "x" * 201}, "Each field needs its words"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_changed(
    form: PublicForm, maya: User, changed: dict[str, str], sentence: str
) -> None:
    add_form(name="Other", slug="other", by=maya, at=NOW)
    answer = sent(
        signed_in(maya), f"/marketing/forms/{form.pk}/edit/", **typed(form, intro="<b>Bold</b>", **changed)
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert PublicForm.objects.get(pk=form.pk).version == 1


def choice(*choices: str) -> FormField:
    return replace(a_field("choice", id="f9"), choices=choices)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ([a_field("name", id="f1")], "nobody can be answered"),
        ([a_field("email", id="f1"), a_field("email", id="f2")], "stands there twice"),
        ([a_field("email", id="f1"), choice("One")], "needs two answers"),
        ([a_field("email", id="f1"), choice(*map(str, range(31)))], "At most 30 answers"),
        ([a_field("email", id="f1"), choice("a", "b" * 81)], "At most 30 answers of 80"),
        (
            [a_field("email", id="f1"), replace(a_field("consent", id="f2"), use="fun")],
            "what the tick allows",
        ),
        ([a_field("question", id=f"f{number}") for number in range(21)], "nobody fills that in"),
    ],
)
def test_a_form_must_be_askable(form: PublicForm, maya: User, fields: list[FormField], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        edit_form(form=form, expected_version=1, by=maya, at=NOW, fields=fields)


def test_only_marketing_changes_forms_and_everybody_reads_them(
    form: PublicForm, maya: User, joe: User, ann: User
) -> None:
    for other in (joe, ann):
        assert signed_in(other).get("/marketing/forms/").status_code == 200
        html = signed_in(other).get(f"/marketing/forms/{form.pk}/").content.decode()
        assert "/edit/" not in html
        assert signed_in(other).get(f"/marketing/forms/{form.pk}/edit/").status_code == 403
        with pytest.raises(NotAllowed):
            add_form(name="x", slug="x", by=other, at=NOW)
        with pytest.raises(NotAllowed):
            switch(form=form, is_open=False, by=other, at=NOW)
        with pytest.raises(NotAllowed):
            edit_form(form=form, expected_version=1, by=other, at=NOW, title="x")


def test_closing_and_opening_with_undo(form: PublicForm, maya: User) -> None:
    client, url = signed_in(maya), f"/marketing/forms/{form.pk}/switch/"
    assert sent(client, url, open="0").status_code == 303
    assert client.get("/f/visit").status_code == 410
    assert "Closed." in client.get(f"/marketing/forms/{form.pk}/").content.decode()
    form.refresh_from_db()
    line = switch(form=form, is_open=True, by=maya, at=NOW)
    assert line is not None
    undo(line_id=line.pk, by=maya, at=NOW)
    assert PublicForm.objects.get().is_open is False
    # and nothing is taken back that was changed again
    form.refresh_from_db()
    opened = switch(form=form, is_open=True, by=maya, at=NOW)
    switch(form=form, is_open=False, by=maya, at=NOW)
    assert opened is not None
    with pytest.raises(Refused):
        undo(line_id=opened.pk, by=maya, at=NOW)


def test_the_page_of_a_form_shows_it_and_who_came(form: PublicForm, maya: User) -> None:
    ask()
    ask(leave_empty="x", f1="Bot", address="203.0.113.9")
    client = signed_in(maya)
    html = client.get(f"/marketing/forms/{form.pk}/").content.decode()
    assert "Open. 1 enquiry came by it." in html
    assert "1 is kept aside" in html
    assert "&lt;iframe src=&quot;http://localhost:8000/f/visit?framed=1&quot;" in html
    assert "Priya Shah" in html
    assert 'name="key"' not in html
    assert "Ask for a visit" in client.get("/marketing/forms/").content.decode()


def test_the_snippet_holds_no_markup_of_a_title(form: PublicForm) -> None:
    form.title = '"><script>'
    assert 'title="&quot;&gt;&lt;script&gt;"' in snippet(form)
    assert height_of(form) > 600


def test_lists_take_the_same_queries_for_many(form: PublicForm, maya: User) -> None:
    client, counts = signed_in(maya), []
    for number in (1, 9):
        for place in range(number):
            add_form(name=f"{number} {place}", slug=f"n{number}-{place}", by=maya, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            client.get("/marketing/forms/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_kind_of_the_kit_has_words_and_an_icon() -> None:
    for kind in FieldKind:
        one = a_field(kind, id="f1")
        assert one.label
        assert one.icon
        assert one.kind_label


def test_a_stale_change_is_refused(form: PublicForm, maya: User) -> None:
    with pytest.raises(Stale):
        edit_form(form=form, expected_version=9, by=maya, at=NOW, title="x")
    with pytest.raises(TypeError):
        edit_form(form=form, expected_version=1, by=maya, at=NOW, is_open=False)
