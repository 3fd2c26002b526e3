"""The steps after the first: the agreement, how to begin, who works here; and the card of first steps."""

import pytest
from django.utils import timezone

from tandem.config.first_run.checklist import checklist
from tandem.config.first_run.queries import first_steps
from tandem.handover.agreement.models import Agreement
from tandem.handover.agreement.trades import TRADES, said
from tandem.handover.agreement.words import LONGEST_DETAIL, LONGEST_SENTENCE
from tandem.office.accounts.models import Invitation
from tandem.office.accounts.words import Role
from tandem.office.business.actions import save_business
from tandem.office.business.queries import the_business
from tandem.office.business.words import TRADES as TRADE_NAMES
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.playbook.actions import add_line, put_away
from tandem.sales.playbook.laying import lay_kit, over_first_stages
from tandem.sales.playbook.words import LineKind
from tests.office.seats import browser, seat, send

pytestmark = pytest.mark.django_db
AGREEMENT = "/start/agreement/"


def upholstery(**columns: object) -> None:
    save_business(
        by=None,
        at=timezone.now(),
        **{"name": "Wren & Rowe", "trade": "upholstery", "country": "GB", **columns},
    )


def ticks_of(agreement: Agreement) -> list[tuple[str, str]]:
    return [(one.words, one.detail) for one in agreement.criteria.order_by("position")]


def test_the_page_is_that_of_the_picture() -> None:
    upholstery()
    html = browser(seat()).get(AGREEMENT).content.decode()
    for words in (
        "What is a good enquiry?",
        "Wants something we make",
        "Chairs, sofas, curtains, cushions",
        "Within 30 miles",
        "A phone number or an e-mail address",
        "They know it starts at about £150",
        "Wants it within a year",
        "Can decide alone",
        "Add your own",
        "And two promises",
        "it is a promise to tomorrow’s you",
        "Ruth Adeyemi",
        "Pass to sales",
        "2 of 4",
        "Skip for now",
        "Agree and go on",
    ):
        assert words in html
    assert html.count('type="checkbox" name="tick"') == 6
    assert html.split("<aside")[0].count(" checked>") == 4


def test_agreeing_saves_version_one() -> None:
    upholstery()
    owner = seat()
    answer = send(
        browser(owner),
        AGREEMENT,
        tick=["0", "1", "3"],
        **{
            "words-0": "Wants something we make",
            "detail-0": "Chairs and sofas",
            "detail-1": "Within 20 miles",
        },
        **{"words-6": "Comes by in person", "detail-6": ""},
        passes_within="3",
        answers_within="5",
    )
    assert (answer.status_code, answer["Location"]) == (303, "/start/beginning/")
    agreement = Agreement.objects.get()
    assert agreement.number == 1
    assert (agreement.pass_within_hours, agreement.answer_within_hours) == (3, 5)
    assert (agreement.agreed_for_marketing, agreement.agreed_for_sales) == (owner, owner)
    assert ticks_of(agreement) == [
        ("Wants something we make", "Chairs and sofas"),
        ("Is near enough", "Within 20 miles"),
        ("Has an idea of the cost", "They know it starts at about £150"),
        ("Comes by in person", ""),
    ]
    assert agreement.decline_reasons


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tick": [], "passes_within": "2", "answers_within": "4"}, "Tick one sentence at least"),
        ({"tick": ["0"], "passes_within": "0", "answers_within": "4"}, "This has to be 1 at least."),
        (
            {"tick": ["0"], "passes_within": "soon", "answers_within": "4"},
            "We can’t read that as a whole number. Try 12.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(fields: dict[str, object], sentence: str) -> None:
    upholstery()
    answer = send(browser(seat()), AGREEMENT, **fields, **{"detail-0": "Only chairs", "words-7": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "Only chairs" in html
    assert not Agreement.objects.exists()


def test_the_example_follows_the_form() -> None:
    upholstery()
    part = browser(seat()).get(
        AGREEMENT,
        {"look": "1", "tick": ["0"], "words-0": "Wants a <chair>", "words-6": "Comes by"},
        headers={"HX-Request": "true"},
    )
    html = part.content.decode()
    assert "<html" not in html
    assert "Wants a &lt;chair&gt;" in html
    assert "Comes by" in html
    assert "Is near enough" not in html


def test_every_trade_has_ticks_of_its_own_that_fit() -> None:
    assert set(TRADES) == set(TRADE_NAMES)
    assert len(TRADES) >= 11
    firsts = set()
    for trade in TRADES.values():
        assert 3 <= len(trade.ticks) <= 4
        assert trade.more
        firsts.add(str(trade.ticks[0].words) + str(trade.ticks[0].detail))
        for tick in trade.ticks + trade.more:
            words = said(tick.words, trade, country="US", currency="USD")
            detail = said(tick.detail, trade, country="US", currency="USD")
            assert 0 < len(words) <= LONGEST_SENTENCE
            assert len(detail) <= LONGEST_DETAIL
            assert "{" not in words + detail
    assert len(firsts) == len(TRADES)


@pytest.mark.parametrize(
    ("country", "currency", "near", "cost"),
    [
        ("GB", "GBP", "Within 30 miles", "£150"),
        ("DE", "EUR", "Within 50 km", "€150"),
        ("JP", "JPY", "Within 50 km", "¥150"),
    ],
)
def test_distance_and_sum_are_those_of_the_country(country: str, currency: str, near: str, cost: str) -> None:
    upholstery(country=country, currency=currency)
    html = browser(seat()).get(AGREEMENT).content.decode()
    assert near in html
    assert f"starts at about {cost}" in html


def test_the_last_step_invites_and_shows_the_link() -> None:
    client = browser(seat())
    answer = send(client, "/start/invite/", email="joe@example.com", name="Joe", role=Role.SALES)
    assert answer.status_code == 200
    assert "/office/join/" in answer.content.decode()
    assert Invitation.objects.get().role == Role.SALES


@pytest.mark.parametrize("step", ["business", "agreement", "beginning", "invite"])
def test_only_owners_take_the_steps_and_each_can_be_skipped(step: str) -> None:
    upholstery()
    html = browser(seat()).get(f"/start/{step}/").content.decode()
    assert "Skip for now" in html
    assert browser(seat(Role.BOTH)).get(f"/start/{step}/").status_code == 403


def test_the_card_counts_what_is_done_and_goes_when_it_is_put_away() -> None:
    owner = seat()
    upholstery(set_up_at=timezone.now())
    assert [step.is_done for step in first_steps(the_business())] == [True, False, False, False, False, False]
    client = browser(owner)
    request = client.get("/office/journal/").wsgi_request
    assert [step.url_name for step in first_steps(the_business())][-1] == "marketing:piles"
    (card,) = checklist(request)
    assert card.context["done"] == 1
    assert checklist(browser(seat(Role.BOTH)).get("/office/journal/").wsgi_request) == []
    assert send(client, "/start/checklist/").status_code == 303
    assert checklist(client.get("/office/journal/").wsgi_request) == []


def test_the_playbook_is_a_first_step_until_a_kit_is_chosen_or_own_lines_are_written() -> None:
    def is_done() -> bool:
        steps = first_steps(the_business())
        return next(step.is_done for step in steps if step.url_name == "sales:playbook_start")

    # given a business without a playbook, then a line of its own, which is put away again
    seat()
    upholstery()
    at, stage = timezone.now(), ensure_stages()[0]
    assert not is_done()
    line = add_line(stage=stage, kind=LineKind.QUESTION, words="What is it for?", by=None, at=at)
    assert is_done()
    put_away(line=line, expected_version=1, by=None, at=at)
    assert not is_done()

    # when a kit is laid, then it is done too
    lay_kit(kit="upholstery", over=over_first_stages(), by=None, at=at)
    assert is_done()


def test_no_card_in_the_sample() -> None:
    upholstery(is_sample=True)
    assert checklist(browser(seat()).get("/office/journal/").wsgi_request) == []
