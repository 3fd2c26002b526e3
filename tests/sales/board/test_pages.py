"""The Sales desk, its board and its list."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tandem.sales.board.campaigns import SHOWN, OfCampaign, Sums, sums_by_campaign
from tandem.sales.board.queries import Asked, Moment, board, listed
from tandem.sales.opportunities.actions import lose, move, plan_step
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.ui.tables import page_of_many
from tests.sales.shop import a_business, a_person, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def joe() -> Any:
    a_business()
    ensure_stages()
    return a_user("Joe", role="sales")


def many(number: int, owner: Any) -> None:
    """Open ones in the first two stages, in bulk: only the reading is tested."""
    person, stages = a_person(f"Person of {number}"), list(Stage.objects.all()[:2])
    now = timezone.now()
    Opportunity.objects.bulk_create(
        Opportunity(
            person=person,
            title=f"Chair {index}",
            stage=stages[index % 2],
            stage_since=now - days(index % 30),
            owner=owner,
            amount_minor=10000,
            currency="GBP",
            next_step="Ring" if index % 3 else "",
            next_step_kind="call" if index % 3 else "",
            next_step_on=(now + days(index % 9 - 4)).date() if index % 3 else None,
            opened_at=now - days(index % 30),
            recorded_at=now,
        )
        for index in range(number)
    )


@pytest.mark.parametrize("name", ["sales:desk", "sales:board", "sales:opportunities"])
def test_as_many_queries_for_thousands_as_for_ten(joe: Any, name: str) -> None:
    # given ten open opportunities, and a page that was seen once
    many(10, joe)
    client = signed_in(joe)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))

    # when there are two thousand
    many(1990, joe)
    with CaptureQueriesContext(connection) as lots:
        answer = client.get(reverse(name))

    # then the page takes no more queries, and no more than thirty
    assert (answer.status_code, len(lots)) == (200, len(few))
    assert len(lots) <= 30


def asked_by(campaign: str, amount_minor: int | None = None, **columns: Any) -> Opportunity:
    person = a_person(f"Somebody of {campaign or 'nothing'}")
    brief = {"campaign": campaign, "words": "A chair"} if campaign else {}
    return an_opportunity(person, title="A chair", brief=brief, amount_minor=amount_minor, **columns)


def test_the_board_and_the_list_are_sifted_by_campaign(joe: Any) -> None:
    # given what came of two campaigns and of none, for two sellers
    ines = a_user("Ines", role="sales")
    fair = asked_by("Home & Garden", 40000, owner=joe)
    asked_by("Home & Garden", owner=ines)
    asked_by("Window <display>", 90000, owner=joe)
    asked_by("", 5000, owner=joe)
    client = signed_in(joe)

    # when the board is asked for one of them, and for one seller too
    html = client.get(reverse("sales:board"), {"campaign": "Home & Garden"}).content.decode()
    assert "<option>Window &lt;display&gt;</option>" in html
    assert "2 conversations are open" in html
    html = client.get(reverse("sales:board"), {"campaign": "Home & Garden", "owner": joe.pk}).content.decode()
    assert "1 conversation is open" in html
    assert f"owner={ines.pk}&amp;campaign=Home%20%26%20Garden#board" in html

    # then a card that is moved leads back to the same board
    visit = Stage.objects.get(name="Visit")
    told = {"to": f"{fair.pk}.1.{visit.pk}", "back": "board", "campaign": "Home & Garden", "owner": joe.pk}
    answer = sent(client, reverse("sales:board_move"), **told)
    assert answer["Location"] == f"/sales/board/?owner={joe.pk}&campaign=Home+%26+Garden#board"

    # and the list shows the same, with what is open of each, the most worth first
    url = reverse("sales:opportunities")
    html = client.get(url, {"campaign": "Home & Garden", "owner": joe.pk}).content.decode()
    assert html.count("Somebody of") == 1
    sums = client.get(url).content.decode().split("campaign-sums")[1]
    places = [sums.index(words) for words in ("Window &lt;display&gt;", "£900", "Home &amp; Garden", "£400")]
    assert places == sorted(places)
    assert "Without a campaign" in sums
    assert (
        f"?campaign=Home%20%26%20Garden&amp;owner={joe.pk}"
        in client.get(url, {"owner": joe.pk}).content.decode()
    )

    # what is over is in no sum, and a campaign that nobody knows shows nothing
    assert "campaign-sums" not in client.get(url, {"show": "lost"}).content.decode()
    assert "None like that" in client.get(url, {"campaign": "Nobody knows"}).content.decode()


def test_the_sums_add_up_and_say_what_they_leave_out(joe: Any) -> None:
    for number in range(SHOWN + 3):
        asked_by(f"Campaign {number:02}", number * 100, owner=joe)
    asked_by("Campaign 01", 700)
    asked_by("")
    lose(
        opportunity=asked_by("Lost one", 9900), expected_version=1, reason="price", by=joe, at=timezone.now()
    )
    sums = sums_by_campaign(Asked())
    assert [one.name for one in sums.rows[:3]] == ["Campaign 14", "Campaign 13", "Campaign 12"]
    assert next(one for one in sums.rows if one.name == "Campaign 01") == OfCampaign("Campaign 01", 2, 800)
    assert (sums.without, sums.others) == (OfCampaign("", 1, 0), 3)
    with CaptureQueriesContext(connection) as asked:
        assert sums_by_campaign(Asked(show="won")) == Sums()
    assert len(asked) == 0


def test_the_list_of_one_campaign_is_read_from_its_index(joe: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is told in words of SQLite")
    many(500, joe)
    plan = listed(Asked(campaign="Home", show="all")).order_by("-opened_at", "-pk")[:50].explain()
    assert "sales_opportunity_campaign" in plan


def test_a_column_shows_twelve_and_says_how_many_more(joe: Any) -> None:
    many(50, joe)
    html = signed_in(joe).get(reverse("sales:board")).content.decode()
    assert html.count("data-card") == 24
    assert "13 more" in html
    assert "25 · £2,500" in html


def test_what_waits_comes_first_and_is_said_in_words(joe: Any) -> None:
    # given one that is due tomorrow, one without a step, and one that is overdue
    now = timezone.now()
    today = now.date()
    rows = {
        title: an_opportunity(a_person(title), title=title, owner=joe, at=now - days(12)) for title in "ABC"
    }
    for title, on in (("A", today + days(1)), ("C", today - datetime.timedelta(days=9))):
        plan_step(
            opportunity=rows[title], expected_version=1, words="Ring", kind="call", on=on, by=joe, at=now
        )

    # when the board is looked at
    html = signed_in(joe).get(reverse("sales:board")).content.decode()

    # then the overdue one stands first, then the one without a step
    places = [html.index(f'<p class="card-what">{title}</p>') for title in "CBA"]
    assert places == sorted(places)
    assert "waiting 9 days" in html
    assert "waiting 12 days" in html
    assert "No next step yet" in html


def test_a_card_is_moved_by_a_button(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    visit = Stage.objects.get(name="Visit")
    client = signed_in(joe)
    button = f'name="to" value="{row.pk}.1.{visit.pk}"'
    assert button in client.get(reverse("sales:board")).content.decode()
    answer = sent(client, reverse("sales:board_move"), to=f"{row.pk}.1.{visit.pk}", back="board")
    assert (answer.status_code, answer["Location"]) == (303, reverse("sales:board") + "#board")
    row.refresh_from_db()
    assert row.stage == visit


def test_a_card_that_somebody_else_moved_tells_both_versions(joe: Any) -> None:
    row = an_opportunity(owner=joe)
    visit, quote = Stage.objects.get(name="Visit"), Stage.objects.get(name="Quote sent")
    move(opportunity=row, expected_version=1, stage=visit, by=joe, at=timezone.now())
    answer = sent(signed_in(joe), reverse("sales:board_move"), to=f"{row.pk}.1.{quote.pk}")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Visit" in html
    assert "Quote sent" in html


@pytest.mark.parametrize("to", ["", "1", "1.2", "a.b.c", "1.1.99999"])
def test_a_card_moved_to_nowhere(joe: Any, to: str) -> None:
    an_opportunity(owner=joe)
    assert sent(signed_in(joe), reverse("sales:board_move"), to=to).status_code == 404


def test_the_board_of_one_seller(joe: Any) -> None:
    ines = a_user("Ines")
    an_opportunity(a_person("Tom"), title="Toms sofa", owner=joe)
    an_opportunity(a_person("Ann"), title="Anns chair", owner=ines)
    client = signed_in(joe)
    html = client.get(reverse("sales:board") + f"?owner={ines.pk}").content.decode()
    assert "Anns chair" in html
    assert "Toms sofa" not in html


def test_the_list_is_asked_and_sorted(joe: Any) -> None:
    # given three, one of them with a step
    for title in "ABC":
        an_opportunity(a_person(title), title=f"Sofa {title}", owner=joe)
    row = Opportunity.objects.get(title="Sofa B")
    plan_step(
        opportunity=row, expected_version=1, words="Ring", kind="call", on=None, by=joe, at=timezone.now()
    )
    client = signed_in(joe)

    # when those without a step are asked for, by name downwards
    html = client.get(reverse("sales:opportunities") + "?show=no_step&sort=-name").content.decode()

    # then only they are there, in that order
    assert "Sofa B" not in html
    assert html.index("Sofa C") < html.index("Sofa A")


def test_htmx_gets_only_the_rows(joe: Any) -> None:
    an_opportunity(title="Sofa", owner=joe)
    client = signed_in(joe)
    part = client.get(reverse("sales:opportunities"), headers={"HX-Request": "true"}).content.decode()
    assert "Sofa" in part
    assert "<html" not in part


def test_the_list_pages(joe: Any) -> None:
    many(120, joe)
    html = signed_in(joe).get(reverse("sales:opportunities") + "?page=3").content.decode()
    assert "Page 3 of 3" in html


def test_each_row_stands_on_one_page_in_the_order_asked(joe: Any) -> None:
    many(30, joe)
    rows = Opportunity.objects.select_related("person").order_by("-opened_at", "pk")
    pages = [page_of_many(RequestFactory().get("/", {"page": number}), rows, 12) for number in (1, 2, 3)]
    assert [row.pk for page in pages for row in page.object_list] == list(rows.values_list("pk", flat=True))
    assert (len(pages[2].object_list), pages[2].paginator.count) == (6, 30)


def test_an_empty_desk_says_what_to_do(joe: Any) -> None:
    html = signed_in(joe).get(reverse("sales:desk")).content.decode()
    assert "Nobody waits for you today." in html
    assert reverse("sales:add") in html


def test_todays_steps_are_those_of_the_seller(joe: Any) -> None:
    # given a step of Joe's today, and one of Ines's
    now = timezone.now()
    for who, owner in (("Tom", joe), ("Ann", a_user("Ines"))):
        row = an_opportunity(a_person(who), title="Sofa", owner=owner)
        plan_step(
            opportunity=row,
            expected_version=1,
            words=f"Ring {who}",
            kind="call",
            on=now.date(),
            by=owner,
            at=now,
        )

    # when Joe looks at his desk, then his step stands in today's list
    html = signed_in(joe).get(reverse("sales:desk")).content.decode()
    today = html.split('id="board"')[0]
    assert "Ring Tom" in today
    assert "Ring Ann" not in today
    assert "1 thing, about 10 minutes" in today


def test_a_reader_has_no_button_on_the_board(joe: Any) -> None:
    an_opportunity(owner=joe)
    reader = signed_in(a_user("Max", role="read_only"))
    html = reader.get(reverse("sales:board")).content.decode()
    assert "Move to" not in html
    assert sent(reader, reverse("sales:board_move"), to="1.1.1").status_code == 403


def test_the_first_of_each_stage_are_those_that_need_somebody_most(joe: Any) -> None:
    # given in each of two stages: one due tomorrow, one without a step for a while, one overdue
    now, person = timezone.now(), a_person("Nora")
    for stage in Stage.objects.all()[:2]:
        for title, step, on, since in (
            ("later", "Ring", 1, 9),
            ("no step", "", None, 9),
            ("overdue", "Ring", -1, 1),
        ):
            Opportunity.objects.create(
                person=person, title=f"{title} {stage.position}", stage=stage, stage_since=now - days(since),
                owner=joe, currency="GBP", next_step=step, opened_at=now, recorded_at=now,
                next_step_on=(now + days(on)).date() if on is not None else None,
            )  # fmt: skip

    # when two of each are asked for
    found = board(Moment(now, datetime.UTC), cards=2)  # type: ignore[arg-type]

    # then these are what is overdue and what has no step, of each stage
    shown = {column.stage.pk: [card.opportunity.title for card in column.cards] for column in found.columns}
    first, second = Stage.objects.all()[:2]
    assert shown[first.pk] == [f"overdue {first.position}", f"no step {first.position}"]
    assert shown[second.pk] == [f"overdue {second.position}", f"no step {second.position}"]
    assert [column.more for column in found.columns][:2] == [1, 1]


def test_the_board_of_somebody_with_nothing_open_is_empty(joe: Any) -> None:
    found = board(Moment(timezone.now(), datetime.UTC), owner="none")  # type: ignore[arg-type]
    assert (found.count, [column.cards for column in found.columns if column.cards]) == (0, [])
