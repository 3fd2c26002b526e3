"""What is a sales goal and what is not, in the words that people write."""

from decimal import Decimal

import pytest

from tandem.marketing.coach.numbers import value_of
from tandem.marketing.coach.recognising import sales_goal_in
from tests.pace import seconds_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", 10), ("1,200", 1200), ("1.200", 1200), ("1 200", 1200), ("5k", 5000), ("a", 1), ("ten", 10),
        ("12.50", Decimal("12.5")), ("2 million", 2_000_000), ("twenty-five", 25), ("twenty five", 25),
        ("a dozen", 12), ("half a dozen", 6), ("two dozen", 24), ("a hundred", 100), ("three hundred", 300),
        ("a couple of", 2), ("five thousand", 5000), ("nineteen", 19),
    ],
)  # fmt: skip
def test_numbers_as_they_are_written(written: str, value: object) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("sell 10 sofas", 10),
        ("Sell 10 sofas", 10),
        ("Goal: sell 10 sofas at the stand", 10),
        ("We want to sell ten chairs by Christmas", 10),
        ("sell at least a dozen cushions", 12),
        ("Sell more", None),
        ("sell lots of footstools", None),
        ("A table at the fair, to sell two dozen lamps", 24),
        ("Autumn fair: sell 20 sofas", 20),
        ("Stand there, talk to people and close 3 deals", 3),
        ("close 3 deals", 3),
        ("close deals", None),
        ("Close a deal", 1),
        ("get orders", None),
        ("Get orders at the stand", None),
        ("get 5 orders", 5),
        ("take orders", None),
        ("win two customers", 2),
        ("We need to win twenty-five new customers", 25),
        ("get customers", None),
        ("Get more customers!", None),
        ("get new clients from the breakfast", None),
        ("sign up 5 clients", 5),
        ("sign a contract", 1),
        ("land half a dozen contracts this month", 6),
        ("attract 10 customers", 10),
        ("find three new customers", 3),
        ("make sales", None),
        ("make 4 sales", 4),
        ("make a sale", 1),
        ("2 customers", 2),
        ("two customers", 2),
        ("100 orders by June", 100),
        ("3 deals", 3),
        ("Target: 3 deals from the fair and the open day", 3),
        ("our goal is 5 sales", 5),
        ("Orders: 12", 12),
        ("Next time: sell 5 pouffes", 5),
        ("Next time we should close 2 deals", 2),
        ("increase sales", None),
        ("Boost our turnover", None),
        ("so that we can double revenue", None),
        ("drive sales", None),
        ("It rained. Next year sell 10 sofas", 10),
        ("Good talks, few cards, next time get 2 orders", 2),
    ],
)  # fmt: skip
def test_sales_goals(text: str, number: int | None) -> None:
    goal = sales_goal_in(text)
    assert goal is not None
    assert (goal.number, goal.amount) == (number, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£5,000 turnover", 5000),
        ("£5,000 in sales", 5000),
        ("5,000 pounds turnover", 5000),
        ("$2k in revenue", 2000),
        ("€3.500 turnover", 3500),
        ("¥100000 sales", 100_000),
        ("turnover of £5,000", 5000),
        ("Revenue: €900", 900),
        ("make £5,000", 5000),
        ("We want to earn 2 grand", 2000),
        ("turn over five thousand pounds by May", 5000),
        ("bring in £1,250.50", Decimal("1250.50")),
        ("£10k worth of orders", 10_000),
        ("GBP 500 takings", 500),
    ],
)
def test_money_as_a_goal(text: str, amount: object) -> None:
    goal = sales_goal_in(text)
    assert goal is not None
    assert (goal.number, goal.amount) == (None, amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A table, six fabrics, cards with a QR code. We are there to meet people, not to sell.",
        "how many asked about sales training",
        "How many asked about sales training?",
        "30 people who ask about sales training",
        "Sold two chairs, and 3 people tried to sell to us",
        "Somebody tried to sell 10 sofas to me",
        "Exhibitors who want to sell 500 pens",
        "Nobody wanted to buy",
        "We do not sell 10 kinds of tea here",
        "We sell sofas and chairs to cafés",
        "We sell 20 kinds of fabric",
        "For people who want to sell their house",
        "Talk: how to close deals",
        "A course on how to sell more",
        "Summer sale",
        "January sale 2027",
        "Sale of ends of rolls",
        "Customer evening",
        "Customers’ evening in June",
        "Get our customers to tell a friend",
        "Get customers to ask about cushions",
        "get in touch with customers of last year",
        "Make customers happy",
        "Attract customers from Bristol",
        "Leaflets for new customers",
        "10% off orders over £50",
        "The stand costs £500, flyers £120",
        "Budget: £5,000",
        "Spend £200 on leaflets",
        "A £20 voucher for whoever asks",
        "Order 500 flyers and place orders for the banner",
        "Take the order book along",
        "Send the customer feedback form",
        "Met Tom, he has 2 customers in Bath",
        "2 new customers of ours came by and said hello",
        "Ask ten people what they would like to have made",
        "Bring in the banner from the van",
        "40 enquiries",
        "so that 40 people ask",
        "Win a footstool: whoever asks takes part",
        "Sell-by dates on the leaflet",
        "The deal with the hall is signed",
        "Sales and marketing evening",
        "Rang the sales desk",
        "Talked to 27, 6 asked about our work, 3 wanted to sell us insurance",
        "In order to meet architects",
        "The rent is £300 a month, and sales were slow",
        "Close the stand at five",
        "Do not get orders, get names",
    ],
)
def test_ordinary_notes_are_left_alone(text: str) -> None:
    assert sales_goal_in(text) is None


@pytest.mark.parametrize(
    ("text", "number", "amount"),
    [
        ("2 customers", 2, None),
        ("Customers", None, None),
        ("new customers", None, None),
        ("orders", None, None),
        ("To sell", None, None),
        ("to sell sofas", None, None),
        ("Selling our chairs", None, None),
        ("Turnover", None, None),
        ("more revenue", None, None),
        ("£500", None, 500),
        ("about €2,000 this month", None, 2000),
        ("10 sofas sold", 10, None),
        ("30 enquiries and 10 orders", 10, None),
        ("5 customers from the new estate", 5, None),
        ("ten sales at the fair", 10, None),
    ],
)
def test_the_field_that_asks_for_it_is_read_loosely(
    text: str, number: int | None, amount: int | None
) -> None:
    goal = sales_goal_in(text, asked_for=True)
    assert goal is not None
    assert (goal.number, goal.amount) == (number, amount)


@pytest.mark.parametrize(
    "text",
    [
        "So that people ask",
        "So that cafés know us and ask for a look at their chairs",
        "30 enquiries about sales training",
        "To meet people, not to sell",
        "That our customers tell a friend",
        "20 people who ask what it costs",
        "Enquiries, with a stand that costs £300",
        "Nobody shall sell here",
        "40 names",
        "20 customers to ask us",
    ],
)
def test_a_goal_in_enquiries_is_left_alone(text: str) -> None:
    assert sales_goal_in(text, asked_for=True) is None


@pytest.mark.parametrize(
    "again", ["more ", "sell more ", "get new new ", "£5 ", "a lot of ", "ten ", "goal is "]
)
def test_a_long_text_takes_no_time(again: str) -> None:
    text = (again * 3000)[:9000] + "x"

    assert seconds_of(lambda: sales_goal_in(text, asked_for=True)) < 1
    assert seconds_of(lambda: sales_goal_in(text, asked_for=False)) < 1


def test_words_that_can_be_read_in_many_ways_are_read_once() -> None:
    """Each “my first” was three words of the list: with forty of them a page never came."""
    assert sales_goal_in("get " + "my first our first " * 40 + "x") is None
