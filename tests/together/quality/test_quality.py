"""*Quality and selling*: told apart where that can be done, refused with what would tell where it cannot."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.together.quality.ages import ages_figure, horizon_of, ticks_to
from tandem.together.quality.compared import quality_of, usual_share
from tandem.together.quality.words import answer_words, difference_words, of_the_usual
from tandem.together.verdict.reading import Range
from tests.sales.shop import a_business, a_user, signed_in
from tests.together import answers
from tests.together.verdict.test_words import TODAY


@pytest.fixture
def maya(db: Any) -> Any:
    a_business(zone="UTC")
    return a_user("Maya", role="owner")


def quality(user: Any) -> str:
    return " ".join(signed_in(user).get(reverse("together:quality")).content.decode().split())


def test_odds_become_shares_of_the_usual() -> None:
    # odds of 1 to 3 are a quarter; twice these are 2 to 3
    assert of_the_usual(Range(2, 1, 3), 0.25) == Range(0.4, 0.25, 0.5)


def test_a_difference_is_named_only_where_its_range_says_so() -> None:
    assert difference_words(Range(1.3, 1.1, 1.6), True) == "more of the same ones buy"
    assert difference_words(Range(0.7, 0.5, 0.9), True) == "fewer of the same ones buy"
    assert difference_words(Range(1.3, 0.9, 1.6), False) == "no difference to be seen"
    assert difference_words(None, False) == ""


def test_slower_answers_go_with_and_never_cause() -> None:
    words = answer_words(Range(0.68, 0.5, 0.92), 0.22, 812)
    assert words == (
        "Where the first answer took ten times as long, about 16 of 100 bought (12 to 21), instead of 22. "
        "Seen in 812 enquiries. The two go together; that is no proof of a cause, as keen people are often "
        "answered first."
    )
    assert "cannot be seen yet" in answer_words(Range(0.9, 0.7, 1.2), 0.22, 812)


@pytest.mark.parametrize(
    ("channels", "sellers", "title"),
    [
        (True, True, "Both matter: where people come from, and who talks to them"),
        (True, False, "Where people come from matters; between sellers no difference is to be seen"),
        (False, True, "Who talks to them matters; between channels no difference is to be seen"),
        (False, False, "No difference is to be seen yet, between channels or between sellers"),
    ],
)
def test_the_title_is_what_differs(channels: bool, sellers: bool, title: str) -> None:
    answer = answers.an_answer()
    for row in answer["more"]["sellers"]["channels"]:
        row["differs"] = channels
    for row in answer["sellers"]["effects"]:
        row["differs"] = sellers
    assert quality_of(answer, TODAY).title == title


def test_of_fewer_than_twenty_ended_nothing_is_said() -> None:
    page = quality_of(answers.an_answer(), TODAY)
    assert page.channels is not None
    rows = {row.name: row for row in page.channels.rows}
    assert (rows["Local press"].written, rows["Local press"].words) == ("too few to say", "")
    assert rows["Recommendations"].words == "more of the same ones buy"
    assert rows["Recommendations"].written == "35%"


def test_counts_are_of_those_that_ended() -> None:
    counts = quality_of(answers.refused(), TODAY).counts
    assert counts.sellers == ["Joe Rowe", "Ines Duarte"]
    assert counts.rows == [("Search adverts", ["14 of 106", "–"]), ("Home fairs", ["–", "8 of 68"])]


def test_the_usual_share_is_of_those_that_ended_where_no_more_is_known() -> None:
    answer = answers.an_answer()
    assert usual_share(answer) == 0.22
    answer["conversion"].update(estimate=None, low=None, high=None)
    assert usual_share(answer) == 362 / 1562
    answer["enquiries"].update(won=0)
    assert usual_share(answer) is None
    assert quality_of(answer, TODAY).title == "We cannot tell the channel’s part from the seller’s yet"


def test_before_anybody_bought_nobody_is_compared_and_no_share_is_told() -> None:
    answer = answers.an_answer()
    answer["enquiries"].update(won=0)
    assert usual_share(answer) is None
    page = quality_of(answer, TODAY)
    assert not page.is_compared
    assert page.every_channel is not None
    assert {row.written for row in page.every_channel.rows} == {"too few to say"}


def test_told_apart(maya: Any) -> None:
    answers.keep(answers.an_answer())
    html = quality(maya)
    assert "Both matter: where people come from, and who talks to them" in html
    assert "that is no proof of a cause" in html
    assert "Half of those who buy do so within 21 days, nine in ten within 110 days" in html
    assert "Who had what" in html


def test_told_roughly(maya: Any) -> None:
    answer = answers.an_answer()
    answer["sellers"].update(status="weak", why="Few ended yet.", remedy="Wait until more have ended.")
    answers.keep(answer)
    html = quality(maya)
    assert "Only roughly." in html
    assert "Wait until more have ended." in html


def test_refused_with_the_swap_that_would_tell(maya: Any) -> None:
    answers.keep(answers.refused())
    html = quality(maya)
    assert "We cannot tell the channel’s part from the seller’s yet" in html
    assert "Give Ines the next ten from the search adverts." in html
    assert "of the same ones buy" not in html


def test_one_person_is_compared_with_the_months_before(maya: Any) -> None:
    answers.keep(answers.alone())
    html = quality(maya)
    assert "One person sells here, so we compare the desk with itself" in html
    assert "Sales needs the next bit of work." in html
    assert "Since August, fewer buy" in html


def test_without_an_answer_and_with_nothing_in_it(maya: Any) -> None:
    assert "This is being worked out from everything that was noted." in quality(maya)
    answers.keep(answers.not_enough())
    assert "We cannot tell the channel’s part from the seller’s yet" in quality(maya)


def test_it_reads_the_kept_answer_and_who_was_handed_on_and_nothing_else(maya: Any) -> None:
    answers.keep(answers.an_answer())
    client = signed_in(maya)
    client.get(reverse("together:quality"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("together:quality"))
    asked = [query["sql"] for query in queries if "together_" in query["sql"]]
    assert len([sql for sql in asked if "handover_assignment" not in sql]) == 2
    assert len(asked) == 3


def test_curves_end_well_after_most_have_bought() -> None:
    assert horizon_of(409, {"p90": 60}) == 150
    assert horizon_of(100, {"p90": 60}) == 100
    assert horizon_of(409, {"p90": 2}) == 28
    assert horizon_of(409, {"p90": None}) == 409


def test_a_list_that_is_shorter_than_the_wait_does_not_say_how_long_it_takes() -> None:
    # given nine in ten after 110 days
    answer = answers.an_answer()
    answer["more"]["days_seen"] = 110
    seen = ages_figure(answer)

    # when the first asked a day later
    answer["more"]["days_seen"] = 109
    unseen = ages_figure(answer)

    # then nobody has seen it
    assert seen is not None
    assert unseen is not None
    assert seen.title == "Half of those who buy do so within 21 days, nine in ten within 110 days"
    assert unseen.title == "How many have become customers, by age"


def test_the_days_between_are_a_round_number() -> None:
    assert ticks_to(141) == [(0, "0"), (50, "50"), (141, "141 days")]
    assert ticks_to(28) == [(0, "0"), (10, "10"), (28, "28 days")]
    assert ticks_to(1) == [(0, "0"), (1, "1"), (1, "1 day")]
    answer = answers.an_answer()
    answer["lag_days"]["p90"] = 20.0
    figure = ages_figure(answer)
    assert figure is not None
    assert figure.head[1] == "Customers after 50 days"
    answer["more"]["curves"] = []
    assert ages_figure(answer) is None
