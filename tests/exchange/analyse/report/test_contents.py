"""What the report says: of what it knows, and above all of what it does not."""

from typing import Any

import pytest

from tandem.exchange.analyse.report.told import Told, level_words
from tandem.exchange.analyse.report.unknown import unknown_of
from tests.exchange.analyse.report.making import ROWS, made
from tests.together import answers


def an_answer(turn: str = "an_answer", **mapping: str) -> dict[str, Any]:
    answer: dict[str, Any] = getattr(answers, turn)()
    answer["rows"] = {**ROWS, "mapping": {**ROWS["mapping"], **mapping}}
    return answer


def advice(answer: dict[str, Any]) -> list[str]:
    return [one.do for one in unknown_of(answer)]


def test_who_records_everything_is_asked_for_nothing() -> None:
    answer = an_answer(first_response_at="first answer")
    for channel in answer["channels"]:
        channel["cost_per_enquiry"] = 12.5

    assert advice(answer) == []


def test_without_losses_a_no_is_to_be_written_down() -> None:
    answer = an_answer()
    answer["enquiries"].update(lost=0, open=1360)

    assert "Write down a no, with its day." in advice(answer)


def test_without_acceptance_without_amounts_without_a_win() -> None:
    unaccepted, unpaid, unsold = an_answer("unrecorded"), an_answer(), an_answer()
    unpaid["more"]["whole"]["value"] = None
    unsold["enquiries"]["won"] = 0

    assert "Write down whether sales accepts each enquiry," in advice(unaccepted)
    assert "Write down what was sold for." in advice(unpaid)
    assert advice(unsold)[0] == "Write down each yes, with its day."


def test_a_list_of_customers_only_is_not_a_list_of_those_who_ask() -> None:
    answer = an_answer()
    answer["enquiries"].update(total=362, won=362, lost=0, open=0)

    assert unknown_of(answer)[0].what == "How many of those who ask buy: only customers stand in the list."


def test_a_tenth_without_a_channel_is_asked_about_and_a_slip_is_not() -> None:
    answer = an_answer()
    answer["channels"][-1]["channel"] = "(blank)"
    few = advice(answer)
    answer["channels"][0]["channel"] = "(blank)"
    answer["channels"][0]["enquiries"] = 300

    assert "Ask how they heard of you," not in few
    assert "Ask how they heard of you," in advice(answer)


def test_refused_sellers_give_the_swap_that_would_tell() -> None:
    report = made(an_answer("refused"))

    assert report.sellers.sellers is None
    assert report.sellers.remedy == "Give Ines the next ten from the search adverts."
    assert report.sellers.remedy in [one.do for one in report.unknown]


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        ("an_answer", "Change one thing in sales for a month,"),
        ("both", "Change one thing in sales for a month,"),
        ("not_enough", "Write down everybody who asks,"),
        ("neither", "Write down when each enquiry was first answered."),
    ],
)
def test_it_says_where_to_start(turn: str, first: str | None) -> None:
    start = made(an_answer(turn)).heading.start

    assert start is not None
    assert start.first == first


def test_the_rows_add_up_as_they_are_told() -> None:
    rows = made().rows

    assert rows.sum == "1,740 rows = 1,722 counted + 3 + 15 left out."
    assert [(one.count, one.words) for one in rows.left_out] == [
        ("3", "not readable"),
        ("15", "twice in the list"),
    ]
    assert rows.left_out[0].of_these == (("3", "“When they asked” is not a date"),)
    assert [(one.field, one.column) for one in rows.columns] == [
        ("When they asked", "first contact"),
        ("Channel", "origin"),
    ]


def test_costs_and_values_have_columns_only_where_they_are_told() -> None:
    plain = made().channels
    answer = an_answer()
    answer["channels"][0].update(cost_per_enquiry=19.2, cost_per_customer=205.714)
    answer["more"]["whole"]["value"] = None
    with_costs = made(answer).channels

    assert plain is not None
    assert with_costs is not None
    assert (plain.with_costs, plain.with_value) == (False, True)
    assert (with_costs.with_costs, with_costs.with_value) == (True, False)
    assert with_costs.rows[0].cost == Told("£19 an enquiry", "£206 a customer so far")
    assert with_costs.rows[1].cost == Told("–")


def test_many_channels_end_in_one_row_that_counts_them_all() -> None:
    answer = an_answer()
    answer["channels"] = [
        {**answer["channels"][0], "channel": f"Fair {number}", "enquiries": 100 - number, "won": 2}
        for number in range(40)
    ]
    channels = made(answer).channels

    assert channels is not None
    assert len(channels.rows) == 16
    assert channels.rows[-1].row.name == "All 40 channels"
    assert channels.rest == "25 smaller channels more: 1,825 enquiries, 50 customers so far."


def test_of_one_channel_and_of_none_that_can_be_told_no_finding_is_made() -> None:
    one, none = an_answer(), an_answer()
    one["channels"] = one["channels"][:1]
    none["conversion"].update(estimate=None, low=None, high=None)
    titles = [channels.title for answer in (one, none) if (channels := made(answer).channels)]

    assert titles == [
        "There is one channel, so there is nothing to compare",
        "By which channel people buy cannot be told yet",
    ]


def test_before_anybody_bought_no_share_is_told() -> None:
    answer = an_answer()
    answer["enquiries"].update(won=0, open=522)
    for channel in answer["channels"]:
        channel.update(won=0, value=None)
    channels = made(answer).channels

    assert channels is not None
    assert channels.title == "By which channel people buy cannot be told yet"
    assert channels.sub == "Nobody has become a customer so far."
    assert {one.row.written for one in channels.rows} == {"too few to say"}
    assert {one.to_come for one in channels.rows} == {Told("too few to say")}


def test_of_nobody_there_is_a_report_too() -> None:
    answer = an_answer("not_enough")
    answer["channels"], answer["enquiries"] = [], {"total": 0, "won": 0, "lost": 0, "open": 0}
    nothing = {"start": None, "end": None, "enquiries": 0, "won": 0, "open": 0}
    answer["change"].update(before=dict(nothing), after=dict(nothing))
    report = made(answer)

    assert (report.heading.title, report.heading.where, report.channels) == (
        "What the list says",
        None,
        None,
    )
    # nobody is told to write down what may well stand there
    assert [one.what for one in report.unknown] == ["Who asks: no row of the list is counted."]


def test_a_break_is_said_with_both_shares() -> None:
    answer = an_answer()
    answer["more"]["break"] = {
        "month": "2026-03",
        "before": {"estimate": 0.02, "low": 0.01, "high": 0.03},
        "after": {"estimate": 0.12, "low": 0.1, "high": 0.14},
        "probability": 0.99,
    }
    ages = made(answer).ages

    assert ages is not None
    assert ages.broken == (
        "Since March 2026 enquiries become customers at another rate. Before, 2% did so in the end, "
        "since then 12%; the curves hold both."
    )


def test_since_when_anything_was_sold_is_said_beside_the_curves() -> None:
    answer = an_answer()
    answer["more"]["began"] = "2026-02-03"
    ages = made(answer).ages

    assert ages is not None
    assert ages.broken == (
        "Hardly anybody bought before 3 February 2026. Whoever had asked by then is counted from that day."
    )


@pytest.mark.parametrize(
    ("level", "words"), [(0.9, "9 times in 10"), (0.8, "8 times in 10"), (0.95, "95 times in 100")]
)
def test_levels_are_told_in_tenths_or_hundredths(level: float, words: str) -> None:
    assert level_words(level) == words


def without_amounts() -> dict[str, Any]:
    """The firm of the pictures, whose list says nothing of money."""
    answer = an_answer("unrecorded")
    answer["currency"] = None
    answer["more"]["whole"]["value"] = None
    told = answer["more"]["change"]
    told["money"] = None
    for name in ("before", "after"):
        told[name].update(value=None, revenue=None)
    for one in answer["change"]["drivers"]:
        if one["driver"] == "value":
            one.update(effect=None, low=None, high=None, verdict="not_recorded")
    answer["change"]["desks"]["marketing"]["effect"] = 0.0834 - 0.0202
    answer["change"]["desks"]["sales"]["effect"] = -0.3956 - 0.0305
    for row in told["channels"]:
        row["money"] = None
    return answer


def test_without_amounts_it_is_told_in_customers() -> None:
    report = made(without_amounts())

    # 500 × 16 % and 460 × 25 %, which multiply as they are written
    assert [one.value for one in report.heading.factors] == ["500", "16%", "80"]
    assert report.heading.factors[-1].name == "customers in the end"
    assert report.heading.factors[-1].change == "fewer, was 115"
    assert report.changed.title == (
        "30% fewer customers are to be expected. Most of it happened after people had asked."
    )
    figure = report.changed.waterfall
    assert figure is not None
    assert figure.head[2] == "In customers"
    assert [row[2] for row in figure.rows] == ["", "+8", "−2", "", "−41", "", ""]
    assert report.changed.waterfall_note.endswith("so that they add up: +8 −2 −41 = −35.")
    assert [row.name for row in report.changed.factors][-1] == "Become customers"
    assert "£" not in str(report)
    assert report.channels_sub.startswith("In customers, by channel.")


def test_the_verdict_says_how_many_buy_also_where_no_amount_is_known() -> None:
    assert (
        "But fewer end up buying: about 1 in 6, where it was 1 in 4."
        in made(without_amounts()).heading.said.rest
    )
