"""*Forecast*: ranges, the part that is open, another level, and how often such a word came true."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.together.evidence.models import KeptForecast
from tandem.together.evidence.queries import HitRate
from tandem.together.forecast.coming import forecast_of
from tandem.together.forecast.words import (
    amount_words,
    kept_words,
    lately_words,
    level_words,
    ratio_words,
    too_narrow_words,
)
from tandem.together.verdict.reading import Purse
from tests.sales.shop import a_business, a_user, signed_in
from tests.together import answers
from tests.together.verdict.test_words import TODAY

POUNDS = Purse("GBP", 2)


@pytest.fixture
def maya(db: Any) -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def forecast(user: Any) -> str:
    return " ".join(signed_in(user).get(reverse("together:forecast")).content.decode().split())


def test_what_comes_in_words() -> None:
    page = forecast_of(answers.an_answer(), [], TODAY)
    assert page is not None
    assert page.title == "In the next 4 weeks about 156 people will ask, and about 26 will buy"
    assert page.open_part == (
        "Of these 26 customers about 18 come from enquiries that are open now, "
        "and 8 from people who have not asked yet."
    )
    assert page.sentences[0] == "The ranges come from how far off such forecasts were in the past."
    assert page.sentences[1].startswith("17 of the last 21 were inside")
    assert page.level_change == ""


def test_totals_have_ranges_and_the_open_part() -> None:
    page = forecast_of(answers.an_answer(), [], TODAY)
    assert page is not None
    name, (four, thirteen) = page.totals[2]
    assert name == "First sales"
    assert four is not None
    assert (four.value, four.range, four.still_open) == ("£15,400", "£8,930 to £21,900", "£10,600")
    assert thirteen is not None
    assert thirteen.still_open == "£18,700"
    assert page.totals[0][1][0] is not None
    assert page.totals[0][1][0].still_open == ""


def test_each_figure_has_its_weeks_as_a_table() -> None:
    page = forecast_of(answers.an_answer(), [], TODAY)
    assert page is not None
    assert [figure.title for figure in page.figures] == [
        "About 39 enquiries a week",
        "About 6 customers a week",
        "About £3,850 a week from first sales",
    ]
    assert len(page.figures[1].rows) == 26 + 13
    assert page.figures[1].rows[-13] == ("9 November", "6", "3 to 10", "6")


def test_what_cannot_be_told_is_left_out() -> None:
    answer = answers.an_answer()
    for week in answer["more"]["forecast"]["weeks"]:
        week["revenue"] = None
    for entry in answer["forecast"]:
        entry["revenue"] = dict.fromkeys(("estimate", "low", "high"))
    page = forecast_of(answer, [], TODAY)
    assert page is not None
    assert len(page.figures) == 2
    assert page.totals[2] == ("First sales", [None, None])


def test_another_level_and_few_weeks_are_said() -> None:
    answer = answers.an_answer()
    told = answer["more"]["forecast"]
    told.update(
        level_change={"week": told["past"][9]["start"], "ratio": 1.83}, basis="few_weeks", back_test=None
    )
    page = forecast_of(answer, [], TODAY)
    assert page is not None
    assert page.level_change == (
        "Since the week of 6 July about 1.8 times as many enquiries come as before. "
        "The forecast goes on from there, and its range is wider."
    )
    assert page.sentences == ["Few weeks are known yet, so the ranges are wide on purpose."]
    assert "another level" in page.figures[0].svg
    assert "another level" not in page.figures[1].svg
    assert level_words(None, TODAY) == ""


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(0.5, "about half as many"), (0.7, "about 70% as many"), (2.0, "about 2.0 times as many")],
)
def test_ratios(ratio: float, words: str) -> None:
    assert ratio_words(ratio) == words


def test_amounts_are_never_a_false_nought() -> None:
    assert [amount_words("customers", value, POUNDS) for value in (0.0, 0.3, 1.4)] == ["0", "under 1", "1"]
    assert amount_words("revenue", -3.0, POUNDS) == "£0"


def test_kept_forecasts_are_held_against_what_came() -> None:
    assert kept_words([], "2026-11-09", TODAY) == (
        "Each forecast is kept. The first that can be held against what came is over on 7 December."
    )
    rates = [HitRate("enquiries", 4, 21, 17), HitRate("revenue", 13, 8, 5)]
    assert kept_words(rates, "2026-11-09", TODAY) == "Of the forecasts kept here, 17 of 21 were inside."
    page = forecast_of(answers.an_answer(), rates, TODAY)
    assert page is not None
    assert [(row.name, row.kept, row.looked_back) for row in page.hits] == [
        ("Enquiries, 4 weeks", "17 of 21", "–"),
        ("First sales, 13 weeks", "5 of 8", "–"),
    ]


def test_looking_back_stands_beside_it() -> None:
    answer = answers.an_answer()
    answer["more"]["forecast"]["back_test"]["rates"] = [
        {"measure": "customers", "weeks": 4, "windows": 21, "hits": 16}
    ]
    page = forecast_of(answer, [], TODAY)
    assert page is not None
    assert [(row.name, row.kept, row.looked_back) for row in page.hits] == [
        ("Customers, 4 weeks", "–", "16 of 21")
    ]


def test_the_page(maya: Any) -> None:
    answers.keep(answers.an_answer())
    KeptForecast.objects.create(
        starts_on=datetime.date(2026, 1, 5), weeks=4, measure="enquiries", level=0.8,
        estimate=30, low=20, high=40, made_at=timezone.now(), actual=33, hit=True,
    )  # fmt: skip
    html = forecast(maya)
    assert "In the next 4 weeks about 156 people will ask" in html
    assert "Of the forecasts kept here, 1 of 1 was inside." in html
    assert html.count("Show as table") == 3


def test_too_early(maya: Any) -> None:
    assert "This is being worked out from everything that was noted." in forecast(maya)
    answers.keep(answers.not_enough())
    html = forecast(maya)
    assert "Too early for a forecast" in html
    assert "Not enough yet: about 12 more enquiries" in html


def test_it_reads_three_times(maya: Any) -> None:
    answers.keep(answers.an_answer())
    client = signed_in(maya)
    client.get(reverse("together:forecast"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("together:forecast"))
    assert len([query for query in queries if "together_" in query["sql"]]) == 3


def test_a_range_that_seldom_held_is_called_too_narrow() -> None:
    looked = [
        {"measure": "enquiries", "weeks": 13, "windows": 22, "hits": 11},
        {"measure": "customers", "weeks": 13, "windows": 22, "hits": 6},
        {"measure": "revenue", "weeks": 13, "windows": 19, "hits": 0},
    ]
    assert too_narrow_words({"rates": looked}) == (
        "Customers over 13 weeks came inside only 6 times in 22. "
        "Such a range is too narrow here: take it as a rough guess."
    )
    assert too_narrow_words({"rates": looked[:1]}) == ""
    assert too_narrow_words(None) == ""


def test_how_seldom_it_held_is_told_in_words_and_not_of_few() -> None:
    never = {"measure": "customers", "weeks": 13, "windows": 20, "hits": 0}
    rough = "Such a range is too narrow here: take it as a rough guess."
    assert too_narrow_words({"rates": [never]}) == (
        f"Customers over 13 weeks never came inside in 20 times. {rough}"
    )
    assert too_narrow_words({"rates": [{**never, "hits": 1}]}) == (
        f"Customers over 13 weeks came inside only once in 20 times. {rough}"
    )
    assert too_narrow_words({"rates": [{**never, "windows": 19}]}) == ""


def test_the_weeks_to_come_are_held_against_the_last_ones() -> None:
    assert lately_words("enquiries", [9, 10, 8], POUNDS) == "The last 3 weeks brought 27, that is 9 a week."
    assert lately_words("customers", [1, 0, 1, 0], POUNDS) == (
        "The last 4 weeks brought 2, that is under 1 a week."
    )
    assert lately_words("revenue", [0, 0], POUNDS) == "The last 2 weeks brought none."
    assert lately_words("revenue", [350], POUNDS) == "The week before brought £350."
    assert lately_words("revenue", [], POUNDS) == ""
