"""What helps here: asked, said, marked, and taken back."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.handover.passing.queries import has_been_worked_on
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.people.privacy.actions import erase
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction
from tandem.sales.helping.actions import ask, mark, say
from tandem.sales.helping.models import Asked
from tandem.sales.helping.queries import heard, help_for
from tandem.sales.kits.kit import Moment
from tandem.sales.opportunities.actions import lose, move, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import put_away
from tandem.sales.playbook.laying import lay_kit
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.queries import page_of
from tandem.sales.playbook.words import Worked
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": None, "at": NOW}
LATER: dict[str, Any] = {"by": None, "at": NOW + days(1)}
WORDS = "Two children, and a dog who thinks that it is his."


@pytest.fixture(autouse=True)
def a_guide() -> None:
    a_business()
    ensure_stages()
    lay_kit(
        kit="upholstery",
        over={stage("First talk"): Moment.FIRST_TALK, stage("Visit"): Moment.NEED},
        **BY,
    )


def stage(name: str) -> Stage:
    return Stage.objects.get(name=name)


def question(place: int = 0, name: str = "First talk") -> GuideLine:
    return page_of(stage(name)).questions[place]


def answer(place: int = 0, name: str = "First talk") -> GuideLine:
    return page_of(stage(name)).objections[place].answers[0]


def newest_line() -> JournalLine:
    return JournalLine.objects.latest("pk")


def test_what_they_answered_is_on_the_timeline_in_their_words() -> None:
    joe, row = a_user("Joe"), an_opportunity()
    ask(opportunity=row, question=question(), words=WORDS, by=joe, at=NOW)
    entry = Entry.objects.get(person=row.person)
    assert (entry.title, entry.words, entry.theirs) == (question().words, WORDS, True)
    assert (entry.purpose, entry.origin, entry.origin_id) == ("selling", "sales.opportunity", row.pk)
    # They told us something. That we answered is noted with the talk itself.
    assert entry.direction == Direction.INCOMING
    assert [(one.question_id, one.by, one.entry) for one in heard(row)] == [(question().pk, joe, entry)]
    told = newest_line()
    assert (told.verb, told.title) == ("sales.question.asked", question().words)
    # What they said is in no other place, so that it is forgotten with them.
    assert WORDS not in str(told.after)


def test_a_tick_alone_writes_nothing_and_later_words_are_added() -> None:
    row = an_opportunity()
    ask(opportunity=row, question=question(), **BY)
    assert ask(opportunity=row, question=question(), **BY) is None
    assert (Asked.objects.count(), Entry.objects.count()) == (1, 0)
    ask(opportunity=row, question=question(), words="Soft.", **LATER)
    ask(opportunity=row, question=question(), words="Not too soft.", **LATER)
    assert [entry.words for entry in Entry.objects.order_by("pk")] == ["Soft.", "Not too soft."]
    assert help_for(row).questions[0].words == "Not too soft."


def test_a_question_asked_by_mistake_is_taken_back_with_what_was_noted() -> None:
    row = an_opportunity()
    first = ask(opportunity=row, question=question(), words="Soft.", **BY)
    second = ask(opportunity=row, question=question(), words="Firm.", **BY)
    assert first is not None
    assert second is not None
    with pytest.raises(Refused, match="said more since"):
        undo(line_id=first.pk, **LATER)
    undo(line_id=second.pk, **LATER)
    assert [entry.words for entry in Entry.objects.all()] == ["Soft."]
    assert help_for(row).questions[0].words == "Soft."
    ticked = ask(opportunity=row, question=question(1), words="Daily.", **BY)
    assert ticked is not None
    undo(line_id=ticked.pk, **LATER)
    assert [one.question_id for one in heard(row)] == [question().pk]
    # Now that the first is the last again, it may go too.
    undo(line_id=first.pk, **LATER)
    assert (heard(row), Entry.objects.count()) == ([], 0)


def test_an_answer_counts_once_and_is_marked_and_taken_back() -> None:
    row = an_opportunity()
    given = say(opportunity=row, answer=answer(), **BY)
    assert given is not None
    assert say(opportunity=row, answer=answer(), **BY) is None
    said = Said.objects.get()
    marked = mark(said=said, expected_version=1, mark="helped", **LATER)
    assert marked is not None
    assert (said.mark, said.marked_at) == ("helped", NOW + days(1))
    with pytest.raises(Stale):
        mark(said=Said.objects.get(), expected_version=1, mark="not", **LATER)
    with pytest.raises(Refused, match="noted already"):
        undo(line_id=given.pk, **LATER)
    undo(line_id=marked.pk, **LATER)
    assert Said.objects.get().mark == ""
    # The toast of the first is still there.
    JournalLine.objects.filter(pk=given.pk).update(undone_at=None)
    undo(line_id=given.pk, **LATER)
    assert not Said.objects.exists()


def test_only_the_lines_that_fit_while_it_is_open() -> None:
    row = an_opportunity()
    with pytest.raises(Refused, match="Pick a line"):
        ask(opportunity=row, question=answer(), **BY)
    with pytest.raises(Refused, match="Pick a line"):
        say(opportunity=row, answer=question(), **BY)
    with pytest.raises(Refused, match="a lot"):
        ask(opportunity=row, question=question(), words="x" * 2001, **BY)
    say(opportunity=row, answer=answer(), **BY)
    with pytest.raises(Refused, match="whether it helped"):
        mark(said=Said.objects.get(), expected_version=1, mark="perhaps", **BY)
    win(opportunity=row, expected_version=1, amount_minor=100, **LATER)
    with pytest.raises(Refused, match="This was won"):
        say(opportunity=row, answer=answer(1), **LATER)
    # Whether it helped is often known only afterwards.
    mark(said=Said.objects.get(), expected_version=1, mark="not", **LATER)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_sales_asks_and_says(role: str) -> None:
    max_, row = a_user("Max", role=role), an_opportunity()
    with pytest.raises(NotAllowed):
        ask(opportunity=row, question=question(), by=max_, at=NOW)
    with pytest.raises(NotAllowed):
        say(opportunity=row, answer=answer(), by=max_, at=NOW)
    say(opportunity=row, answer=answer(), **BY)
    with pytest.raises(NotAllowed):
        mark(said=Said.objects.get(), expected_version=1, mark="helped", by=max_, at=NOW)


def test_what_was_heard_in_earlier_stages_stays_in_sight() -> None:
    row = an_opportunity()
    ask(opportunity=row, question=question(), words=WORDS, **BY)
    say(opportunity=row, answer=answer(), **BY)
    move(opportunity=row, expected_version=1, stage=stage("Visit"), **LATER)
    shown = help_for(row)
    assert shown.page.stage == stage("Visit")
    assert [(one.line.pk, one.words) for one in shown.earlier] == [(question().pk, WORDS)]
    assert [one.answer_id for one in shown.said_earlier] == [answer().pk]
    assert [one.asked for one in shown.questions] == [None] * 5


def test_what_was_put_away_meanwhile_stays_in_sight_where_it_was_used() -> None:
    row = an_opportunity()
    ask(opportunity=row, question=question(), words=WORDS, **BY)
    put_away(line=question(), expected_version=1, **BY)
    assert [one.words for one in help_for(row).earlier] == [WORDS]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    row = an_opportunity()
    with django_assert_num_queries(3):
        help_for(row)
    for place in range(5):
        ask(opportunity=row, question=question(place), words=WORDS, **BY)
    for place in range(3):
        say(opportunity=row, answer=answer(place), **BY)
    with django_assert_num_queries(3):
        shown = help_for(row)
    assert all(one.words for one in shown.questions)
    assert all(one.is_met for one in shown.objections)


# The page


def page_html(row: Opportunity, role: str = "sales") -> str:
    client = signed_in(a_user(f"Reader{role}", role=role))
    return client.get(reverse("sales:opportunity", args=[row.pk])).content.decode()


def test_the_panel_stands_on_the_page_of_an_opportunity() -> None:
    row = an_opportunity()
    html = page_html(row)
    assert "What helps here" in html
    assert "Thank you for asking. Tell me about the piece" in html
    assert html.count(f'action="{reverse("sales:asked", args=[row.pk])}"') == 5
    # Six own answers, and one's own words to each of three objections.
    assert html.count(f'action="{reverse("sales:said", args=[row.pk])}"') == 9
    # There is no next step: the smallest one can be planned at once.
    assert f'action="{reverse("sales:step", args=[row.pk])}"' in html
    reading = page_html(row, "read_only")
    assert "What helps here" in reading
    assert reverse("sales:asked", args=[row.pk]) not in reading


def test_where_nothing_is_written_the_seller_is_led_to_the_guide() -> None:
    row = an_opportunity()
    move(opportunity=row, expected_version=1, stage=stage("Quote sent"), **BY)
    html = page_html(row)
    assert "Nothing is written for “Quote sent” yet." in html
    assert reverse("sales:guide", args=[row.stage_id]) in html
    assert "What helps here" not in page_html(row, "read_only")


def test_a_lost_one_shows_what_was_said_and_asks_whether_it_helped() -> None:
    row = an_opportunity()
    say(opportunity=row, answer=answer(), **BY)
    lose(opportunity=row, expected_version=1, reason="price", **LATER)
    html = page_html(row)
    assert answer().words in html
    assert "It did not help" in html
    assert reverse("sales:asked", args=[row.pk]) not in html


def test_forms_of_the_panel_do_it_once() -> None:
    row, client = an_opportunity(), signed_in(a_user("Joe", role="sales"))
    asked, said = (reverse(f"sales:{name}", args=[row.pk]) for name in ("asked", "said"))
    form = {"question": question().pk, "words": WORDS, "once": "k" * 20}
    answers = [sent(client, asked, **form) for _time in range(2)]
    assert [(one.status_code, one["Location"]) for one in answers] == [
        (303, f"/sales/opportunities/{row.pk}/#helps")
    ] * 2
    assert Entry.objects.count() == 1
    sent(client, said, answer=answer().pk)
    under = page_of(stage("First talk")).objections[1].line
    sent(client, said, under=under.pk, words="Then ask away.")
    assert list(Said.objects.order_by("pk").values_list("answer__words", flat=True)) == [
        answer().words,
        "Then ask away.",
    ]
    assert page_of(stage("First talk")).objections[1].answers[-1].words == "Then ask away."
    row_said = Said.objects.earliest("pk")
    sent(client, reverse("sales:said_mark", args=[row_said.pk]), mark="helped", version=1)
    assert Said.objects.get(pk=row_said.pk).mark == "helped"
    late = sent(client, reverse("sales:said_mark", args=[row_said.pk]), mark="not", version=1)
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("name", "fields", "status"),
    [
        ("asked", {"question": "none"}, 404),
        ("asked", {}, 404),
        ("said", {"answer": "99999"}, 404),
        ("said", {"words": "Hello"}, 404),
    ],
)
def test_what_is_not_there(name: str, fields: dict[str, str], status: int) -> None:
    row, client = an_opportunity(), signed_in(a_user("Joe", role="sales"))
    assert sent(client, reverse(f"sales:{name}", args=[row.pk]), **fields).status_code == status


def test_empty_words_of_ones_own_are_refused_with_a_sentence() -> None:
    row, client = an_opportunity(), signed_in(a_user("Joe", role="sales"))
    under = page_of(stage("First talk")).objections[0].line
    answer_ = sent(client, reverse("sales:said", args=[row.pk]), under=under.pk, words=" ")
    assert (answer_.status_code, "Write what is said" in answer_.content.decode()) == (422, True)
    assert not Said.objects.exists()


def test_an_erased_person_leaves_a_tick_and_a_count_without_a_word() -> None:
    owner, row = a_user("Maya", role="owner"), an_opportunity()
    ask(opportunity=row, question=question(), words=WORDS, **BY)
    say(opportunity=row, answer=answer(), **BY)
    erase(person=row.person, by=owner, at=NOW + days(1))
    entry = Asked.objects.get().entry
    assert entry is not None
    assert entry.words == ""
    assert answer().worked == Worked(0, 0, 1)
    assert not Entry.objects.filter(words__contains=WORDS).exists()
    assert WORDS not in str(list(JournalLine.objects.values_list("title", "note", "before", "after")))


def test_what_was_said_is_work_that_keeps_an_opportunity() -> None:
    row = an_opportunity()
    assert not has_been_worked_on(row)
    say(opportunity=row, answer=answer(), **BY)
    assert has_been_worked_on(row)
