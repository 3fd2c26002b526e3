"""The way from one revenue to the other: its parts add up as they are written."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.together.verdict.drawing import channels_figure, sum_words, waterfall_of, way_of
from tandem.together.verdict.equation import equations_of
from tests.together import answers

TODAY = datetime.date(2026, 11, 3)


def test_both_ends_are_those_of_the_home_page() -> None:
    answer = answers.an_answer()
    way, equations = way_of(answer), equations_of(answer)
    assert way is not None
    assert equations is not None
    assert [way.start, way.end] == [one.shown.revenue for one in equations] == [66_700, 48_000]
    assert sum_words(answer) == "+4,740 −1,148 −1,734 −22,485 +1,927 = −18,700"


@given(
    logs=st.lists(st.floats(-0.6, 0.6), min_size=5, max_size=5).filter(lambda one: abs(sum(one)) > 0.01),
    enquiries=st.integers(20, 5000),
)
@settings(max_examples=60, deadline=None)
def test_parts_add_up_whatever_the_drivers(logs: list[float], enquiries: int) -> None:
    # given a change of any size, written to the whole pound
    answer = answers.an_answer()
    drivers = dict(zip(answers.LOGS, logs, strict=True))
    answer["change"]["before"]["enquiries"] = enquiries
    told = answer["more"]["change"]
    told["before"] = answers.side(92, (enquiries, 0, 0), 0.25, 580, 0.1)
    told["money"] = answers.money(80_000, 80_000 + 10_000 * sum(logs), drivers)
    way = way_of(answer)
    assert way is not None
    # then the parts lead exactly from the one to the other, and each is its share of the whole
    assert way.start + sum(way.parts.values()) == way.end
    for name, part in way.parts.items():
        share = drivers[name] / sum(logs)
        assert abs(part - share * (way.end - way.start)) <= 3


def test_a_period_of_another_length_is_told_as_if_it_had_as_many_days() -> None:
    answer = answers.an_answer()
    answer["change"]["before"].update(start="2026-07-01", end="2026-07-31")
    answer["more"]["change"]["before"]["days"] = 31
    way = way_of(answer)
    assert way is not None
    assert way.start == round(66_700 * 92 / 31)


def test_the_figure_names_the_finding_and_has_its_table() -> None:
    figure = waterfall_of(answers.an_answer(), TODAY)
    assert figure is not None
    assert figure.title == "Fewer of those we accepted bought: about £22,500 of it"
    assert figure.rows[0] == ("May to July", "£66,700", "", "", "")
    assert figure.rows[4] == ("How many bought", "−32.7%", "−£22,485", "−45 to −17%", "fell: 9 in 10")
    assert figure.note == "The axis is cut at £36,000."


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (answers.unrecorded(), "Fewer of those who asked bought: about £24,200 of it"),
        (answers.cannot_tell(), "No single step stands out"),
        (answers.neither(), "No single step stands out"),
    ],
)
def test_titles_of_other_changes(answer: answers.Document, title: str) -> None:
    figure = waterfall_of(answer, TODAY)
    assert figure is not None
    assert figure.title == title


def test_what_was_not_recorded_is_said_and_not_drawn() -> None:
    figure = waterfall_of(answers.unrecorded(), TODAY)
    assert figure is not None
    assert figure.rows[3] == ("How well they fit", "not recorded", "", "", "not recorded")


def test_without_two_revenues_there_is_no_way() -> None:
    assert waterfall_of(answers.not_enough(), TODAY) is None
    assert channels_figure(answers.not_enough()) is None
    assert sum_words(answers.not_enough()) == ""
    same = answers.an_answer()
    same["more"]["change"]["money"]["total"] = 0.0
    assert way_of(same) is None


def test_channels_say_what_each_moved_and_nothing_of_too_few() -> None:
    answer = answers.an_answer()
    figure = channels_figure(answer)
    assert figure is not None
    assert figure.title == "Recommendations brought less"
    assert figure.rows[0][:3] == ("Recommendations", "−£5,684", "83 asked, now 90, 22 open")
    few = answer["more"]["change"]["channels"][-1]
    few.update(enquiries_before=9, enquiries_after=8)
    again = channels_figure(answer)
    assert again is not None
    assert again.rows[-1][:2] == ("Interior designers", "too few to say")
    named = channels_figure(answers.cannot_tell())
    assert named is not None
    assert named.title == "No one channel stands out"


def title_where(low: float, high: float, **changed: Any) -> str:
    """Where every channel moved by so much, the last as in `changed`."""
    answer = answers.an_answer()
    rows = answer["more"]["change"]["channels"]
    for row in rows:
        row.update(effect=answers.e((low + high) / 2, low, high), enquiries_before=30, enquiries_after=30)
    for number, row in enumerate(rows):
        row["money"] = (low + high) * 1000 / (number + 1)
    rows[-1].update(changed)
    figure = channels_figure(answer)
    assert figure is not None
    return figure.title


def test_every_channel_is_named_only_where_that_can_be_told_of_every_one() -> None:
    less = "Every channel brought less, Search adverts most of it"
    assert title_where(-0.1, -0.05) == less
    one = "Search adverts brought less"
    assert title_where(-0.1, -0.05, enquiries_before=9, enquiries_after=8) == one
    assert title_where(-0.1, -0.05, effect=answers.e(-0.02, -0.06, 0.02)) == one
    assert title_where(-0.1, -0.05, effect=answers.e(0.05, 0.02, 0.08), money=80.0) == one
    assert title_where(-0.1, -0.05, effect=None) == one


def test_the_channel_named_first_among_all_is_the_one_that_moved_most() -> None:
    assert title_where(-0.1, -0.05, money=-9000.0) == (
        "Every channel brought less, Interior designers most of it"
    )
    assert title_where(0.05, 0.1) == "Every channel brought more, Search adverts most of it"


def test_many_channels_end_in_one_row() -> None:
    answer = answers.an_answer()
    rows = answer["more"]["change"]["channels"]
    rows += [{**rows[0], "channel": f"Door {number}"} for number in range(6)]
    figure = channels_figure(answer)
    assert figure is not None
    assert len(figure.rows) == 9
    assert figure.rows[-1][0] == "5 more channels"


def test_new_and_ended_channels_are_called_so() -> None:
    answer = answers.an_answer()
    rows = answer["more"]["change"]["channels"]
    rows[0].update(kind="new", enquiries_before=0)
    rows[1].update(kind="ended", enquiries_after=0)
    figure = channels_figure(answer)
    assert figure is not None
    told = {row[0]: row[2] for row in figure.rows}
    assert told["Search adverts"].startswith("new · 0 asked, now 150")
    assert told["Home fairs"].startswith("ended · 101 asked, now 0")
