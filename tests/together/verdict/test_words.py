"""What is said of a change: which desk, how sure, and no more than that."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest

from tandem.together.evidence.periods import Span
from tandem.together.verdict.argument import Step, argument_of
from tandem.together.verdict.changed import happened, likely_range
from tandem.together.verdict.phrases import (
    now_and_then,
    odds_words,
    one_in,
    percent_change,
    percent_range,
    share_with_range,
)
from tandem.together.verdict.promises import Start
from tandem.together.verdict.reading import Purse, Range, rounded, sides_of, span_words, tenths
from tandem.together.verdict.words import (
    break_words,
    not_yet_words,
    process_words,
    title_of_change,
    verdict_of,
)
from tests.together import answers

TODAY = datetime.date(2026, 11, 3)


def test_sales_fell() -> None:
    said = verdict_of(answers.an_answer())
    assert said.first == "Sales needs the next bit of work."
    assert said.rest == (
        "About as many people ask as before, and they fit just as well. "
        "But fewer end up buying: about 1 in 6, where it was 1 in 4."
    )
    assert (said.sure, said.lamp) == (9, "sales")
    assert title_of_change(answers.an_answer()) == (
        "Expected revenue fell by 28%. Most of it happened after people had asked."
    )


@pytest.mark.parametrize(
    ("words", "first", "title"),
    [
        (
            {"enquiries": "fell", "marketing": "fell"},
            "Marketing needs the next bit of work.",
            "Fewer or other enquiries held it back.",
        ),
        (
            {"enquiries": "rose", "marketing": "rose"},
            "Marketing brought more.",
            "More and better enquiries helped.",
        ),
    ],
)
def test_marketing_moved(words: dict[str, str], first: str, title: str) -> None:
    answer = answers.judged(answers.an_answer(), "marketing", 0.95, **words)
    answer["change"]["desks"]["marketing"]["effect"] = -0.12 if words["marketing"] == "fell" else 0.12
    assert verdict_of(answer).first == first
    assert title_of_change(answer).endswith(title)


@pytest.mark.parametrize(
    ("marketing", "sales", "first"),
    [
        ("fell", "fell", "Both desks need the next bit of work."),
        ("rose", "rose", "Both desks brought more."),
        ("rose", "fell", "Marketing brought more, and sales needs the next bit of work."),
        ("fell", "rose", "Sales made more of it, and marketing needs the next bit of work."),
    ],
)
def test_both_moved(marketing: str, sales: str, first: str) -> None:
    answer = answers.judged(answers.an_answer(), "both", 0.83, marketing=marketing, sales=sales)
    said = verdict_of(answer)
    assert (said.first, said.sure, said.lamp) == (first, 8, "together")


def test_neither_moved() -> None:
    said = verdict_of(answers.neither())
    assert said.first == "Neither desk moved the revenue."
    assert said.rest.endswith("About as many of them end up buying: about 1 in 4.")
    assert said.sure == 7
    assert title_of_change(answers.neither()) == (
        "Expected revenue is about the same, and so is each step to it."
    )


def test_where_nothing_can_be_said_there_are_no_dots_and_no_desk() -> None:
    said = verdict_of(answers.cannot_tell())
    assert (said.first, said.sure) == ("We cannot say yet which desk needs work next.", None)
    assert said.rest == "152 of the 500 are still open. What changed may well be chance."
    few = verdict_of(answers.not_enough())
    assert (few.first, few.sure) == ("Too few asked to say which desk needs work next.", None)
    assert few.rest == "0 asked then and 12 now, and 2 of them bought so far."


def test_where_there_is_no_earlier_period_nothing_is_said_of_then() -> None:
    answer = answers.not_enough()
    answer["change"]["before"].update(start=None, end=None)
    assert verdict_of(answer).rest == "12 asked so far, and 2 of them bought."
    answer["change"]["after"]["won"] = 0
    assert verdict_of(answer).rest == "12 asked so far, and none of them bought yet."


def test_of_many_on_one_day_a_time_before_is_lacking_and_not_enquiries() -> None:
    answer = answers.not_enough()
    answer["change"]["before"].update(start=None, end=None)
    answer["change"]["after"].update(enquiries=30)
    assert verdict_of(answer).first == "There is nothing before it yet to compare with."
    assert title_of_change(answer) == "There is nothing before it yet to compare with"
    assert happened(answer).first == "There is nothing before it yet to compare with."
    answer["change"]["after"].update(enquiries=29)
    assert verdict_of(answer).first == "Too few asked to say which desk needs work next."


def test_what_is_lacking() -> None:
    assert not_yet_words(answers.an_answer(), TODAY) == ""
    answer = answers.not_enough()
    assert not_yet_words(answer, TODAY) == "Not enough yet: about 12 more enquiries, or until 3 May 2027."
    answer["more"]["not_yet"] = {"enquiries": 1, "until": "2026-12-03"}
    assert not_yet_words(answer, TODAY) == "Not enough yet: about 1 more enquiry, or until 3 December."
    answer["more"]["not_yet"] = {"enquiries": None, "until": None}
    assert not_yet_words(answer, TODAY) == "Not enough yet."


def test_the_argument_is_from_plain_counts_and_the_data_is_not() -> None:
    said = argument_of(answers.an_answer())
    assert said.marketing == "We brought 40 enquiries more than last time. Could you sell something?"
    assert said.sales.startswith("Of 460 then, 115 bought. Of these 500 only 58 did.")
    assert (
        said.data[0] == "In plain counts 25% bought then, and 12% so far. But 152 of the 500 are still open."
    )
    assert said.data[1] == "Of such enquiries about 1 in 6 buy in the end; it was 1 in 4."
    assert said.cannot_say[0].startswith("Why.")
    assert said.cannot_say[1].startswith("How the 152 that are still open will end.")


def periods(answer: dict[str, Any], then: tuple[str, str, int], now: tuple[str, str, int]) -> dict[str, Any]:
    for name, (start, end, asked) in (("before", then), ("after", now)):
        answer["change"][name].update(start=start, end=end, enquiries=asked)
    return answer


def test_periods_of_another_length_are_argued_by_the_week() -> None:
    # given 13 weeks with some who asked, and then four weeks
    for then, now, words in (
        (130, 56, "We brought 14 a week, and it was 10. Could you sell something?"),
        (130, 44, "We brought about as many a week as last time, 11. It cannot be us."),
        (130, 40, "We brought about as many a week as last time, 10. It cannot be us."),
        (130, 28, "Yes, 7 a week asked, and it was 10. But they did ask. Could you sell?"),
        # what a whole number would have hidden
        (85, 23, "Yes, 5.8 a week asked, and it was 6.5. But they did ask. Could you sell?"),
        (85, 30, "We brought 7.5 a week, and it was 6.5. Could you sell something?"),
    ):
        answer = periods(
            answers.an_answer(), ("2026-07-06", "2026-10-04", then), ("2026-10-05", "2026-11-01", now)
        )
        assert argument_of(answer).marketing == words


def test_of_few_in_periods_of_another_length_the_counts_are_told_and_no_rate() -> None:
    # given 18 in three months, and then 4 in February, which are fewer a week
    answer = periods(answers.an_answer(), ("2026-11-01", "2027-01-31", 18), ("2027-02-01", "2027-02-28", 4))
    assert argument_of(answer).marketing == (
        "Yes, 4 asked in 28 days, and it was 18 in 92 days. But they did ask. Could you sell?"
    )
    # and then as many by the week, and more
    for asked in (5, 9):
        answer["change"]["after"]["enquiries"] = asked
        assert argument_of(answer).marketing == (
            f"We brought {asked} in 28 days, and it was 18 in 92 days. Could you sell something?"
        )
    # in weeks where both are whole ones
    answer = periods(answers.an_answer(), ("2026-07-06", "2026-10-04", 30), ("2026-10-05", "2026-10-11", 1))
    assert argument_of(answer).marketing == (
        "Yes, 1 asked in 1 week, and it was 30 in 13 weeks. But they did ask. Could you sell?"
    )
    # nor where both rates would be written the same and are not
    answer = periods(answers.an_answer(), ("2024-01-01", "2025-10-31", 42), ("2025-11-01", "2026-10-31", 20))
    assert argument_of(answer).marketing == (
        "Yes, 20 asked in 365 days, and it was 42 in 670 days. But they did ask. Could you sell?"
    )


def test_periods_that_are_too_short_are_to_be_longer() -> None:
    # given a business with many enquiries, of which few were in the periods chosen
    answer = periods(answers.not_enough(), ("2026-10-19", "2026-10-25", 17), ("2026-10-26", "2026-11-01", 9))
    answer["enquiries"]["total"] = 497
    assert argument_of(answer).settle[0].first == "Compare longer periods."
    # and one with no more than these
    answer["enquiries"]["total"] = 26
    assert "Compare longer periods." not in [step.first for step in argument_of(answer).settle]


def test_who_is_likely_to_be_a_customer_has_bought_or_is_open_and_will() -> None:
    # given the side of the picture
    sides = sides_of(answers.an_answer())
    assert sides is not None
    assert (sides[1].to_come, sides[1].likely, sides[1].likely_ends) == (22, 80, (66, 94))
    assert likely_range(sides[1]) == ("about 80", "66 to 94")
    # and the same after bad luck: what was expected and did not come is not told to come
    unlucky = replace(sides[1], won=9, open=5, enquiries=121, still_to_come=Range(0.8, 0.0, 2.0))
    assert (unlucky.to_come, unlucky.likely) == (1, 10)
    assert likely_range(unlucky) == ("about 10", "9 to 11")
    # and before anybody bought
    nobody = replace(sides[1], won=0, open=5, still_to_come=Range(0.3, 0.0, 1.0))
    assert likely_range(nobody) == ("hardly anybody", "0 to 1")
    # and where hardly one of the open ones will
    late = replace(sides[1], won=46, open=96, still_to_come=Range(0.1, 0.0, 0.0))
    assert likely_range(late) == ("46", "")
    assert likely_range(replace(late, won=0)) == ("hardly anybody", "")
    # what is not known of one of them is told of neither
    answer = answers.an_answer()
    answer["more"]["change"]["after"]["still_to_come"] = None
    assert sides_of(answer) is None


def test_what_would_settle_it() -> None:
    assert [step.first for step in argument_of(answers.refused()).settle] == [
        "Swap ten.",
        "Change one thing for a month,",
    ]
    assert argument_of(answers.refused()).settle[0].rest == (
        "Give Ines Duarte the next ten from Search adverts."
    )
    (open_ones,) = argument_of(answers.cannot_tell()).settle
    assert open_ones == Step("Let the open ones end.", "Nine in ten who buy do so within 16 weeks.")
    unrecorded = argument_of(answers.unrecorded())
    assert "Say yes or no to each enquiry." in [step.first for step in unrecorded.settle]
    assert any("fitted" in sentence for sentence in unrecorded.cannot_say)


def test_where_all_asked_on_one_day_nobody_says_how_long_the_open_ones_take() -> None:
    one_day = answers.cannot_tell()
    one_day["more"]["days_seen"] = 1
    one_day["lag_days"]["p90"] = 0.01

    assert argument_of(one_day).settle == [
        Step("Let the open ones end.", "Every end that is noted makes the next answer surer.")
    ]


def test_a_broken_promise_is_what_to_try_where_a_desk_moved() -> None:
    start = Start("sales", "answer sooner.", "Answer as you agreed for three weeks,", "9 of 25 came later.")
    steps = argument_of(answers.an_answer(), start).settle
    assert steps == [Step(start.for_weeks, "then look at this page again. 9 of 25 came later.")]
    assert start.for_weeks not in [step.first for step in argument_of(answers.cannot_tell(), start).settle]


def test_another_business_since_some_month_is_said() -> None:
    answer = answers.an_answer()
    assert break_words(answer) == ""
    answer["more"]["break"] = {"month": "2026-03", "before": None, "after": None, "probability": 0.99}
    assert break_words(answer).startswith("Since March 2026 enquiries of the same age turn out otherwise")
    assert break_words(answer) in argument_of(answer).cannot_say


def test_since_when_anything_was_sold_is_said_before_what_changed_later() -> None:
    answer = answers.an_answer()
    assert process_words(answer) == ""

    answer["more"]["began"] = "2026-02-03"
    began = (
        "Hardly anybody bought before 3 February 2026. Whoever had asked by then is counted from that day."
    )
    assert process_words(answer) == began

    answer["more"]["break"] = {"month": "2026-05", "before": None, "after": None, "probability": 0.99}
    assert process_words(answer) == f"{began} {break_words(answer)}"


@pytest.mark.parametrize("name", ["an_answer", "cannot_tell", "neither", "both", "refused", "unrecorded"])
def test_nobody_is_blamed_by_name_and_no_one_shouts(name: str) -> None:
    answer = getattr(answers, name)()
    said = argument_of(answer)
    words = " ".join(
        [*verdict_of(answer).__dict__.values().__str__(), title_of_change(answer), *said.cannot_say]
    )
    assert not re.search(r"Joe|Ines|fail|blame|fault|bad|poor|!", words)


def test_of_fewer_than_twenty_no_percentage_is_told() -> None:
    assert share_with_range(Range(0.17, 0.05, 0.3), 18) == ("about 3 of 18", "")
    assert share_with_range(Range(0.16, 0.13, 0.19), 500) == ("16%", "13 to 19%")
    answer = answers.an_answer()
    for name, counts in (("before", (12, 3, 0)), ("after", (15, 1, 9))):
        answer["change"][name].update(zip(("enquiries", "won", "open"), counts, strict=True))
    data = argument_of(answer).data
    assert "%" not in " ".join(data)


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (None, "–"),
        (0.04, "under 1 in 10"),
        (0.12, "1 in 10"),
        (0.9, "9 in 10"),
        (0.951, "over 9 in 10"),
        (1.0, "over 9 in 10"),
    ],
)
def test_odds_are_never_certain(probability: float | None, words: str) -> None:
    assert odds_words(probability) == words
    assert probability is None or tenths(probability) <= 9


def test_numbers_as_phrases() -> None:
    assert (percent_change(0.0834), percent_change(-0.3956), percent_change(0.0)) == (
        "+8.7%",
        "−32.7%",
        "0.0%",
    )
    assert percent_range(-0.6, 0.05) == "−45 to +5%"
    assert (one_in(0.16), one_in(0.61), one_in(0.0)) == ("1 in 6", "6 in 10", "none")
    assert now_and_then(0.16, 0.25) == "about 1 in 6, where it was 1 in 4"
    assert now_and_then(0.163, 0.171) == "about 16%, where it was 17%"
    assert now_and_then(0.161, 0.163) == "about 16%, as before"
    assert (rounded(57_412), rounded(0.02345), rounded(0)) == (57_400, 0.0234, 0)


def test_money_is_told_as_surely_as_it_is_known() -> None:
    pounds = Purse("GBP", 2)
    assert (pounds.words(57_412.3), pounds.words(8.754), pounds.exact(1234.5)) == (
        "£57,400",
        "£8.75",
        "£1,234.50",
    )
    assert pounds.range(Range(1, 45_210, 73_040)) == "£45,200 to £73,000"
    assert (pounds.signed(5690), pounds.signed(-1380), pounds.signed(0)) == ("+£5,690", "−£1,380", "£0")
    assert Purse("", 2).words(1234) == "1,230"


def test_spans_in_words() -> None:
    whole = Span(datetime.date(2026, 8, 1), datetime.date(2026, 10, 31))
    part = Span(datetime.date(2026, 3, 3), datetime.date(2026, 4, 14))
    past = Span(datetime.date(2025, 12, 3), datetime.date(2026, 1, 14))
    assert span_words(whole, TODAY) == "August to October"
    assert span_words(part, TODAY) == "3 March to 14 April"
    assert span_words(past, TODAY) == "3 December 2025 to 14 January 2026"
