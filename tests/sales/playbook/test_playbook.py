"""The guides: written, laid from a kit, put right, put away, counted."""

from typing import Any

import pytest

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.helping.actions import mark, say
from tandem.sales.kits.every import KITS
from tandem.sales.kits.kit import Moment
from tandem.sales.opportunities.actions import lose, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import (
    add_line,
    edit_line,
    put_away,
    scrub_lines,
    shift_line,
    without,
    write_guide,
)
from tandem.sales.playbook.counting import recount
from tandem.sales.playbook.laying import lay_kit
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.queries import Page, book, page_of
from tandem.sales.playbook.words import MOST, Laid, LineKind, Worked
from tandem.sales.stages.actions import remove_stage
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": None, "at": NOW}
LATER: dict[str, Any] = {"by": None, "at": NOW + days(1)}


@pytest.fixture(autouse=True)
def first_stages() -> None:
    a_business()
    ensure_stages()


def stage(name: str = "Quote sent") -> Stage:
    return Stage.objects.get(name=name)


def page(name: str = "Quote sent") -> Page:
    return page_of(stage(name))


def too_dear() -> GuideLine:
    return add_line(stage=stage(), kind=LineKind.OBJECTION, words="Too dear.", **BY)


def an_answer(words: str = "What had you hoped for?", under: GuideLine | None = None) -> GuideLine:
    return add_line(stage=stage(), kind=LineKind.ANSWER, words=words, under=under or too_dear(), **BY)


def said_of(answer: GuideLine, opportunity: Opportunity | None = None) -> Said:
    opportunity = opportunity or an_opportunity()
    say(opportunity=opportunity, answer=answer, **BY)
    return Said.objects.get(opportunity=opportunity, answer=answer)


def counted(answer: GuideLine) -> Worked:
    """As it is kept, which is what a count of everything gives."""
    kept = GuideLine.objects.get(pk=answer.pk).worked
    recount([answer.pk])
    assert GuideLine.objects.get(pk=answer.pk).worked == kept
    return kept


def questions(name: str = "Quote sent") -> list[str]:
    return [line.words for line in page(name).questions]


# Writing


def test_a_guide_is_written_and_its_lines_stand_in_order() -> None:
    write_guide(
        stage=stage(),
        expected_version=0,
        opening=" May I go through it? ",
        step="Ring",
        step_kind="call",
        **BY,
    )
    for words in ("Is this  what\nyou meant?", "Who else decides?"):
        add_line(stage=stage(), kind=LineKind.QUESTION, words=words, **BY)
    objection = too_dear()
    an_answer("We can leave out the piping.", objection)
    shown = page()
    assert shown.guide is not None
    assert (shown.guide.opening, shown.guide.step, shown.guide.step_kind) == (
        "May I go through it?",
        "Ring",
        "call",
    )
    assert questions() == ["Is this what you meant?", "Who else decides?"]
    assert [(one.line.words, [line.words for line in one.answers]) for one in shown.objections] == [
        ("Too dear.", ["We can leave out the piping."])
    ]
    told = JournalLine.objects.order_by("pk").values_list("verb", "title")
    assert list(told)[:2] == [
        ("sales.guide.written", "Quote sent"),
        ("sales.guideline.added", "Is this what you meant?"),
    ]


def test_who_writes_second_is_told() -> None:
    values = {"stage": stage(), "step": "", "step_kind": "call"}
    write_guide(expected_version=0, opening="Hello", **values, **BY)
    with pytest.raises(Stale):
        write_guide(expected_version=0, opening="Good day", **values, **BY)
    write_guide(expected_version=1, opening="Good day", **values, **BY)
    with pytest.raises(Stale):
        write_guide(expected_version=1, opening="Hi", **values, **BY)


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        (LineKind.QUESTION, " \n ", "Write what is said"),
        (LineKind.QUESTION, "x" * 301, "more than one says in one breath"),
        (LineKind.ANSWER, "Because", "Pick what they say first"),
    ],
)
def test_what_is_no_line(kind: LineKind, words: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        add_line(stage=stage(), kind=kind, words=words, **BY)


def test_an_answer_stands_under_what_they_say_in_the_same_guide() -> None:
    question = add_line(stage=stage(), kind=LineKind.QUESTION, words="Why?", **BY)
    with pytest.raises(Refused, match="Pick what they say first"):
        an_answer(under=question)
    with pytest.raises(Refused, match="Pick what they say first"):
        add_line(stage=stage("Visit"), kind=LineKind.ANSWER, words="So", under=too_dear(), **BY)


def test_won_and_lost_need_no_guide() -> None:
    with pytest.raises(Refused, match="need no guide"):
        add_line(stage=stage("Won"), kind=LineKind.QUESTION, words="Why?", **BY)


def test_there_is_an_end_to_answers() -> None:
    objection = too_dear()
    for number in range(MOST[LineKind.ANSWER]):
        an_answer(f"Answer {number}", objection)
    with pytest.raises(Refused, match="6 are as many"):
        an_answer("One more", objection)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_only_sales_writes_it(role: str) -> None:
    other = a_user("Max", role=role)
    with pytest.raises(NotAllowed):
        add_line(stage=stage(), kind=LineKind.QUESTION, words="Why?", by=other, at=NOW)
    with pytest.raises(NotAllowed):
        lay_kit(kit="garden", over={stage(): Moment.QUOTE}, by=other, at=NOW)


# Putting right


def test_words_are_put_right_and_back_again() -> None:
    line = an_answer()
    told = edit_line(line=line, expected_version=1, words="What did you hope for?", **BY)
    with pytest.raises(Stale):
        edit_line(line=GuideLine.objects.get(pk=line.pk), expected_version=1, words="Or?", **BY)
    assert told is not None
    undo(line_id=told.pk, **LATER)
    line.refresh_from_db()
    assert line.words == "What had you hoped for?"


def test_a_line_moves_one_place_and_never_past_an_end() -> None:
    first, second = (
        add_line(stage=stage(), kind=LineKind.QUESTION, words=words, **BY) for words in ("One?", "Two?")
    )
    shift_line(line=second, earlier=True, **BY)
    assert questions() == ["Two?", "One?"]
    shift_line(line=first, earlier=False, **BY)
    assert questions() == ["Two?", "One?"]


def test_what_is_put_away_is_out_with_its_answers_and_comes_back_whole() -> None:
    answer = an_answer()
    assert answer.under is not None
    said_of(answer)
    told = put_away(line=answer.under, expected_version=1, **BY)
    assert page().objections == []
    with pytest.raises(Refused, match="was put away"):
        an_answer("Another", answer.under)
    undo(line_id=told.pk, **LATER)
    assert [line.pk for one in page().objections for line in one.answers] == [answer.pk]
    assert counted(answer) == Worked(0, 0, 1)


def test_an_unused_stage_keeps_its_guide_and_comes_back_with_it() -> None:
    answer = an_answer()
    line = remove_stage(stage=stage(), **BY)
    assert GuideLine.objects.filter(pk=answer.pk, guide__stage__removed_at__isnull=False).exists()
    undo(line_id=line.pk, **LATER)
    assert [line.pk for one in page().objections for line in one.answers] == [answer.pk]


def test_a_name_in_a_line_is_forgotten_with_its_person() -> None:
    from tandem.people.privacy.words import Traces  # noqa: PLC0415  only here

    line = an_answer("Ask TOM ELLERY, his chairs were dear as well.")
    assert scrub_lines(Traces(words=("Tom Ellery",)), NOW) == 1
    line.refresh_from_db()
    assert line.words == "Ask …, his chairs were dear as well."
    assert without("aXbx", "x") == "a…b…"


# Starter kits


def over_all() -> dict[Stage, Moment]:
    names = ("First talk", "Visit", "Quote sent", "Ready to order")
    return {stage(name): moment for name, moment in zip(names, Moment, strict=True)}


def test_a_kit_is_laid_over_the_stages() -> None:
    laid, _line = lay_kit(kit="garden", over=over_all(), **BY)
    part = KITS["garden"].parts[Moment.QUOTE]
    shown = page()
    assert shown.guide is not None
    assert (shown.guide.opening, shown.guide.step) == (str(part.opening), str(part.step))
    assert questions() == [str(words) for words in part.questions]
    assert [(one.line.words, [line.words for line in one.answers]) for one in shown.objections] == [
        (str(heard.words), [str(answer) for answer in heard.answers]) for heard in part.heard
    ]
    assert laid == Laid(GuideLine.objects.count(), 4)


def test_laid_twice_it_writes_nothing_twice() -> None:
    lay_kit(kit="garden", over=over_all(), **BY)
    count = GuideLine.objects.count()
    laid, _line = lay_kit(kit="garden", over=over_all(), **BY)
    assert (laid.lines, GuideLine.objects.count()) == (0, count)


def test_what_stands_already_stays_and_comes_first() -> None:
    write_guide(stage=stage(), expected_version=0, opening="My own", step="", step_kind="call", **BY)
    add_line(stage=stage(), kind=LineKind.QUESTION, words="Mine?", **BY)
    for number in range(10):
        add_line(stage=stage(), kind=LineKind.OBJECTION, words=f"Number {number}", **BY)
    lay_kit(kit="garden", over={stage(): Moment.QUOTE}, **BY)
    shown = page()
    assert shown.guide is not None
    assert shown.guide.opening == "My own"
    assert (questions()[0], len(questions()), len(shown.objections)) == ("Mine?", 6, 12)


def test_a_kit_is_taken_back_but_for_what_was_changed_since() -> None:
    _laid, told = lay_kit(kit="garden", over=over_all(), **BY)
    kept = page().questions[0]
    edit_line(line=kept, expected_version=1, words="Mine now?", **BY)
    undo(line_id=told.pk, **LATER)
    assert questions() == ["Mine now?"]
    assert [one.is_empty for one in book()] == [True, True, False, True]
    shown = page()
    assert shown.guide is not None
    assert shown.guide.opening == ""


def test_laying_taken_back_leaves_what_they_say_where_an_own_answer_stands_under_it() -> None:
    # given a kit that was laid, an own answer under the first thing that they say, and one put in other words
    _laid, told = lay_kit(kit="garden", over={stage(): Moment.QUOTE}, **BY)
    first, second = page().objections[:2]
    add_line(stage=stage(), kind=LineKind.ANSWER, words="My own answer.", under=first.line, **BY)
    edit_line(line=second.answers[0], expected_version=1, words="In my words.", **BY)
    # when that is taken back
    undo(line_id=told.pk, **LATER)
    # then these two stand with what was written under them, and nothing else
    assert [(one.line.pk, [line.words for line in one.answers]) for one in page().objections] == [
        (first.line.pk, ["My own answer."]),
        (second.line.pk, ["In my words."]),
    ]
    assert page().questions == []


@pytest.mark.parametrize(
    ("kit", "moments", "sentence"), [("whaling", 4, "Pick a trade"), ("garden", 0, "Pick one stage")]
)
def test_what_cannot_be_laid(kit: str, moments: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        lay_kit(kit=kit, over=dict(list(over_all().items())[:moments]), **BY)


# How often it worked


def test_an_answer_worked_where_it_was_won_or_marked_and_open_ones_are_open() -> None:
    answer = an_answer()
    won, lost, still_open, helped, did_not = (said_of(answer) for _number in range(5))
    win(opportunity=won.opportunity, expected_version=1, amount_minor=100, **LATER)
    lose(opportunity=lost.opportunity, expected_version=1, reason="price", **LATER)
    mark(said=helped, expected_version=1, mark="helped", **LATER)
    mark(said=did_not, expected_version=1, mark="not", **LATER)
    assert counted(answer) == Worked(worked=2, ended=4, open=1)

    # A mark counts before how it ended; what is opened again is open again.
    lose(opportunity=helped.opportunity, expected_version=1, reason="time", **LATER)
    win(opportunity=did_not.opportunity, expected_version=1, amount_minor=100, **LATER)
    assert counted(answer) == Worked(worked=2, ended=4, open=1)
    assert JournalLine.objects.filter(verb="sales.answer.marked").count() == 2
    reopen(opportunity=won.opportunity, expected_version=2, **LATER)
    assert counted(answer) == Worked(worked=1, ended=3, open=2)
    assert still_open.mark == ""


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (Worked(), ""),
        (Worked(0, 0, 2), "said, and still open"),
        (Worked(1, 1), "worked 1 of 1 time"),
        (Worked(7, 12, 2), "worked 7 of 12 times, 2 still open"),
        (Worked(12, 19), "worked 12 of 19 times"),
        (Worked(12, 20), "worked 12 of 20 times, so likely 4 to 8 in 10"),
        (Worked(0, 20), "worked 0 of 20 times, so likely 0 to 1 in 10"),
        (Worked(30, 30, 1), "worked 30 of 30 times, so likely 9 to 10 in 10, 1 still open"),
    ],
)
def test_how_often_is_told_in_words(counted: Worked, words: str) -> None:
    assert counted.words == words


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    lay_kit(kit="garden", over=over_all(), **BY)
    with django_assert_num_queries(3):
        few = book()
    lay_kit(kit="bakery", over=over_all(), **BY)
    with django_assert_num_queries(3):
        many = book()
    assert len(many[0].questions) == 2 * len(few[0].questions)
