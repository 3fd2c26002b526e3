"""The pages of one opportunity: read by everybody, changed by those who sell, without JavaScript."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.sales.opportunities.actions import plan_step, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, sent, signed_in

pytestmark = pytest.mark.django_db


def page(name: str, row: Opportunity) -> str:
    return reverse(f"sales:{name}", args=[row.pk])


@pytest.fixture
def joe() -> Any:
    a_business()
    return a_user("Joe", role="sales")


def test_everybody_reads_and_only_sellers_see_what_changes_it(joe: Any) -> None:
    # given an opportunity with a brief
    brief = {"words": "Something that survives coffee", "promised": "Joe rings today"}
    row = an_opportunity(amount_minor=68000, brief=brief, owner=joe)

    # when a seller and a reader look
    seller = signed_in(joe).get(page("opportunity", row)).content.decode()
    reader = signed_in(a_user("Max", role="read_only")).get(page("opportunity", row)).content.decode()

    # then both read it, in their words, and only the seller has a form
    for html in (seller, reader):
        assert "“Something that survives coffee”" in html
        assert "Joe rings today" in html
        assert "£680" in html
        assert "No next step yet" in html
    assert page("win", row) in seller
    assert page("win", row) not in reader
    assert page("move", row) not in reader


def test_the_page_takes_as_many_queries_for_a_long_history(
    joe: Any, django_assert_max_num_queries: Any
) -> None:
    row = an_opportunity(owner=joe)
    for number in range(12):
        row.refresh_from_db()
        plan_step(
            opportunity=row,
            expected_version=row.version,
            words=f"Ring {number}",
            kind="call",
            on=None,
            by=joe,
            at=NOW,
        )
    client = signed_in(joe)
    with django_assert_max_num_queries(30):
        assert client.get(page("opportunity", row)).status_code == 200


def test_a_sale_is_written_down_with_its_amount(joe: Any) -> None:
    # given the form of a win
    row = an_opportunity(amount_minor=68050, owner=joe)
    client = signed_in(joe)
    form = client.get(page("win", row)).content.decode()
    assert 'value="680.50"' in form

    # when an amount is typed as people do
    answer = sent(client, page("win", row), version=1, amount="£1,368", on=form_day(form))

    # then it goes back to the page, and there is an order
    assert (answer.status_code, answer["Location"]) == (303, page("opportunity", row))
    assert [order.net_minor for order in Order.objects.all()] == [136800]
    assert "Sold" in client.get(page("opportunity", row)).content.decode()


def form_day(html: str) -> str:
    """The day that the form was filled with."""
    return html.split('name="on" value="')[1].split('"')[0]


@pytest.mark.parametrize("amount", ["0", "£0.00"])
def test_a_sale_for_nothing_is_asked_about(joe: Any, amount: str) -> None:
    # given somebody who may buy
    row = an_opportunity(owner=joe)

    # when the sale is written down with nought
    answer = sent(signed_in(joe), page("win", row), version=1, amount=amount, on="2026-11-02")

    # then the field says what is missing, and nobody became a customer
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "For nothing it is no sale yet. Say what it was sold for, without tax." in html
    assert f'value="{amount}"' in html
    assert (Order.objects.count(), Opportunity.objects.get().won_at) == (0, None)


def test_a_wrong_amount_gets_a_sentence_and_keeps_what_was_typed(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    answer = sent(client, page("win", row), version=1, amount="a lot", on="2026-11-02")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "We can’t read “a lot” as an amount" in html
    assert 'value="a lot"' in html
    assert Order.objects.count() == 0


def test_a_double_click_makes_one_order(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    fields = {"once": "k" * 20, "version": 1, "amount": "100", "on": "2026-11-02"}
    first = client.post(page("win", row), fields)
    second = client.post(page("win", row), fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Order.objects.count() == 1


def test_who_comes_second_sees_both_versions(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    win(opportunity=Opportunity.objects.get(pk=row.pk), expected_version=1, amount_minor=100, by=joe, at=NOW)
    answer = sent(signed_in(joe), page("edit", row), version=1, title="Eight chairs", amount="")
    assert answer.status_code == 409
    assert "Eight chairs" in answer.content.decode()


def test_losing_asks_why(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    assert sent(client, page("lose", row), version=1, on="2026-11-02").status_code == 422
    sent(client, page("lose", row), version=1, reason="price", words="Too dear", on="2026-11-02")
    html = client.get(page("opportunity", row)).content.decode()
    assert "The price" in html
    assert "“Too dear”" in html


def test_a_step_done_plans_the_next(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    sent(client, page("step", row), version=1, words="Ring Tom", kind="call", on="2026-11-03", time="11:30")
    done = {
        "outcome": "Wants green",
        "minutes": "12",
        "words": "Measure up",
        "kind": "visit",
        "on": "2026-11-05",
    }
    assert sent(client, page("done", row), version=2, **done).status_code == 303
    row.refresh_from_db()
    assert (row.next_step, row.next_step_kind, str(row.next_step_on)) == ("Measure up", "visit", "2026-11-05")
    assert "Wants green" in client.get(page("opportunity", row)).content.decode()


def test_moving_to_an_end_asks_for_more(joe: Any) -> None:
    ensure_stages()
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    to = {stage.name: stage.pk for stage in Stage.objects.all()}
    assert sent(client, page("move", row), version=1, stage=to["Won"])["Location"] == page("win", row)
    assert sent(client, page("move", row), version=1, stage=to["Lost"])["Location"] == page("lose", row)
    assert sent(client, page("move", row), version=1, stage=to["Visit"]).status_code == 303
    assert sent(client, page("move", row), version=2, stage="nonsense").status_code == 404
    row.refresh_from_db()
    assert row.stage.name == "Visit"


def test_one_by_hand_for_somebody_new_and_somebody_known(joe: Any) -> None:
    client = signed_in(joe)
    fields = {"name": "Grace Tan", "phone": "01273 555 010", "title": "Window seat", "amount": "920"}
    answer = sent(client, reverse("sales:add"), owner=joe.pk, **fields)
    row = Opportunity.objects.get()
    assert answer["Location"] == page("opportunity", row)
    assert (str(row.person), row.title, row.amount_minor, row.owner) == (
        "Grace Tan",
        "Window seat",
        92000,
        joe,
    )

    tom = a_person()
    assert "Tom Ellery" in client.get(reverse("sales:add") + f"?person={tom.pk}").content.decode()
    sent(client, reverse("sales:add"), person=tom.pk, title="Sofa", amount="")
    assert Opportunity.objects.get(title="Sofa").person == tom


def test_reopening_and_another_owner(joe: Any) -> None:
    ines = a_user("Ines", role="both")
    row = an_opportunity(owner=joe)
    client = signed_in(joe)
    sent(client, page("assign", row), version=1, owner=ines.pk)
    sent(client, page("win", row), version=2, amount="100", on="2026-11-02")
    sent(client, page("reopen", row), version=3)
    row.refresh_from_db()
    assert (row.owner, row.won_at) == (ines, None)


@pytest.mark.parametrize("name", ["edit", "move", "assign", "step", "done", "win", "lose", "reopen"])
def test_who_does_not_sell_is_kept_out(joe: Any, name: str) -> None:
    row = an_opportunity(owner=joe)
    for role in ("marketing", "read_only"):
        client = signed_in(a_user(f"Max{role}", role=role))
        assert sent(client, page(name, row), version=1, title="x", amount="1").status_code == 403
    row.refresh_from_db()
    assert row.version == 1


def test_an_opportunity_that_is_not_there(joe: Any) -> None:
    assert signed_in(joe).get(reverse("sales:opportunity", args=[999])).status_code == 404
