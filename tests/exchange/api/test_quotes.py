"""Quotes, read and begun by other programs; the yes is the customer's."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tandem.exchange.webhooks.actions import add_webhook
from tandem.exchange.webhooks.models import Delivery
from tandem.exchange.webhooks.words import Fact
from tandem.offers.bundles.actions import put_part
from tandem.offers.catalogue.models import Offer
from tandem.offers.prices.actions import set_price
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.limits.actions import empty
from tandem.sales.orders.models import Order
from tandem.sales.paper.actions import set_paper
from tandem.sales.paper.queries import our_paper
from tandem.sales.quotes.answering import accept_quote, decline_quote
from tandem.sales.quotes.models import Quote
from tandem.sales.quotes.sending import withdraw_quote
from tandem.sales.quotes.words import Yes
from tandem.sales.terms.actions import keep_list
from tests.exchange.api.programs import NOON, Program, problem_of, program
from tests.offers.shop import a_business, a_list, a_tax, an_offer, priced
from tests.office.seats import seat
from tests.sales.quotes.desk import stranger
from tests.sales.shop import an_opportunity

pytestmark = pytest.mark.django_db
CHAIRS = {"words": "Dining chair", "price_minor": 14000, "quantity": "6", "tax_percent": "20"}


@pytest.fixture
def joe() -> User:
    a_business()
    return seat(Role.SALES, "Joe")


@pytest.fixture
def shop(joe: User) -> Program:
    return program(joe)


def begun(shop: Program, **more: Any) -> dict[str, Any]:
    answer = shop.post("quotes", {"opportunity_id": an_opportunity().pk, "lines": [CHAIRS], **more})
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def handed_over(shop: Program, told: dict[str, Any]) -> dict[str, Any]:
    draft = told["versions"][-1]["version"]
    answer = shop.post(f"quotes/{told['id']}/send", {"version": told["version"], "draft_version": draft})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def agreed(
    told: dict[str, Any], by: User | None = None, *, chosen: frozenset[int] = frozenset(), more: int = 0
) -> None:
    quote = Quote.objects.select_related("standing").get(pk=told["id"])
    version = quote.standing
    assert version is not None
    yes = Yes(
        version_id=version.pk,
        text_hash=version.text_hash,
        gross_minor=version.gross_minor + more,
        name="Tom",
        chosen=chosen,
    )
    accept_quote(quote=quote, yes=yes, by=by, at=timezone.now())


def test_a_draft_is_begun_and_read_whole(shop: Program) -> None:
    # when a program begins a quote with a tenth off the whole, and a cover that is left to them
    cover = {"words": "A cover", "price_minor": 2000, "optional": True, "discount_minor": 500}
    told = begun(shop, title="Six chairs", discount_percent="10", lines=[CHAIRS, cover])

    # then it is a draft that nobody saw, with what it comes to
    assert (told["number"], told["state"], told["standing"], told["accepted"]) == (
        "Q-1001",
        "draft",
        None,
        None,
    )
    [version] = told["versions"]
    assert (version["title"], version["discount_percent"], version["sent_at"]) == ("Six chairs", "10", None)
    assert (version["net_minor"], version["tax_minor"], version["gross_minor"]) == (75600, 15120, 90720)
    assert version["lines"][1] == {
        "position": 2, "words": "A cover", "quantity": "1", "unit": "", "price_minor": 2000,
        "tax_percent": "0", "discount_minor": 500, "discount_percent": "0", "optional": True,
        "offer_id": None,
    }  # fmt: skip
    assert shop.get(f"quotes/{told['id']}").json() == told
    assert shop.get("quotes", state="draft").json()["items"] == [told]
    assert shop.get("quotes", state="sent").json()["items"] == []


def test_offers_cost_what_they_do_in_the_list_that_they_buy_by(shop: Program) -> None:
    # given a chair that costs the trade less, and somebody who buys by that list
    chair, trade, row = priced(tax=a_tax()), a_list(), an_opportunity()
    set_price(offer=chair, price_minor=11800, valid_from=NOON.date(), price_list=trade, by=None, at=NOON)
    keep_list(buyer=row.person, price_list=trade, by=None, at=NOON)
    lines = [{"offer_id": chair.pk, "quantity": "2.5"}, {"offer_id": chair.pk, "price_minor": 12500}]
    # when a quote is begun from the offer, then it is under their list, but where a price was told
    [version] = begun(shop, opportunity_id=row.pk, lines=lines)["versions"]
    assert version["price_list_id"] == trade.pk
    assert [(one["price_minor"], one["quantity"], one["tax_percent"]) for one in version["lines"]] == [
        (11800, "2.5", "20"),
        (12500, "1", "20"),
    ]
    # and under another where that is said
    other = a_list("Friends")
    [version] = begun(shop, opportunity_id=row.pk, lines=lines[:1], price_list_id=other.pk)["versions"]
    assert (version["price_list_id"], version["lines"][0]["price_minor"]) == (other.pk, 14000)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"opportunity_id": 999}, "no such opportunity"),
        ({"price_list_id": 999}, "no such price list"),
        ({"lines": [{"offer_id": 999}]}, "not sold any more"),
        ({"lines": [{"words": "Chair"}]}, "an offer_id, or words and a price_minor"),
        ({"lines": [{"price_minor": 1}]}, "Say in each line what it is"),
        ({"discount_minor": 1, "discount_percent": "1"}, "or an amount"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_begun(
    shop: Program, change: dict[str, Any], sentence: str
) -> None:
    body = {"opportunity_id": an_opportunity().pk, "lines": [CHAIRS], **change}
    status, told = problem_of(shop.post("quotes", body))
    assert status == 422
    assert sentence in told
    assert not Quote.objects.exists()


def test_it_is_sent_by_a_link_that_is_told_once(shop: Program) -> None:
    # given a draft
    a_seat = seat(Role.OWNER)
    told = begun(shop)
    body = {"version": told["version"], "draft_version": told["versions"][0]["version"]}
    # when it is sent, then the answer has a link that opens their page
    first = shop.post(f"quotes/{told['id']}/send", body, idempotency_key="send-1")
    sent = first.json()
    assert (sent["state"], sent["standing"], len(sent["versions"][0]["text_hash"])) == ("sent", 1, 64)
    path = "/d/" + sent["link"].rpartition("/d/")[2]
    empty()
    assert "Dining chair" in stranger().get(path).content.decode()
    # and the same again sends nothing anew, and cannot tell the link a second time
    again = shop.post(f"quotes/{told['id']}/send", body, idempotency_key="send-1")
    assert (again["Idempotency-Replayed"], again.json()["link"]) == ("true", None)
    # but another can be made
    other = shop.post(f"quotes/{told['id']}/link", {"version": sent["version"]}).json()["link"]
    assert other not in (None, sent["link"])
    assert a_seat.pk


def test_who_saw_an_older_draft_or_quote_is_told(shop: Program) -> None:
    told = begun(shop)
    path, draft = f"quotes/{told['id']}/send", told["versions"][0]["version"]
    for body in (
        {"version": told["version"] + 1, "draft_version": draft},
        {"version": told["version"], "draft_version": draft + 1},
    ):
        assert problem_of(shop.post(path, body))[0] == 409
    assert problem_of(shop.post(path, {"draft_version": draft}))[0] == 428
    sent = handed_over(shop, told)
    assert "no draft" in problem_of(shop.post(path, {"version": sent["version"], "draft_version": 1}))[1]


def test_only_the_customer_says_yes(shop: Program) -> None:
    sent = handed_over(shop, begun(shop))
    # given that no address and no field makes a yes
    for path in ("accept", "win", "yes"):
        assert shop.post(f"quotes/{sent['id']}/{path}", {"version": sent["version"]}).status_code == 404
    assert problem_of(shop.patch(f"quotes/{sent['id']}", {"state": "accepted"}))[0] == 405
    body = {"opportunity_id": sent["opportunity_id"], "lines": [CHAIRS], "state": "accepted"}
    assert problem_of(shop.post("quotes", body))[0] == 422
    assert not Order.objects.exists()
    # when they say it on their page, then it is read here with its order
    agreed(sent)
    told = shop.get(f"quotes/{sent['id']}").json()
    assert (told["state"], told["accepted"]["name"], told["accepted"]["gross_minor"]) == (
        "accepted",
        "Tom",
        100800,
    )
    assert told["accepted"]["order_id"] == Order.objects.get().pk
    [line] = shop.get(f"orders/{told['accepted']['order_id']}").json()["lines"]
    assert (line["net_minor"], line["tax_minor"], line["tax_percent"]) == (84000, 16800, "20")


def test_it_is_taken_back(shop: Program) -> None:
    sent = handed_over(shop, begun(shop))
    path = f"quotes/{sent['id']}/withdraw"
    assert problem_of(shop.post(path, {"version": sent["version"] + 1}))[0] == 409
    assert shop.post(path, {"version": sent["version"]}).json()["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("scope", "role", "status"), [("read", "owner", 403), ("write", "marketing", 403), ("write", "both", 201)]
)
def test_who_sells_begins_one(shop: Program, scope: str, role: str, status: int) -> None:
    other = program(seat(role, "Other", "other@wren.example"), scope)
    body = {"opportunity_id": an_opportunity().pk, "lines": [CHAIRS]}
    assert other.post("quotes", body).status_code == status
    assert other.get("quotes").status_code == 200


def test_programs_are_told_how_a_quote_stands(shop: Program, joe: User) -> None:
    # given a program that is told of quotes, and three that are with customers
    owner = seat(Role.OWNER)
    add_webhook(name="Till", address="https://example.org/", facts=Fact.values, by=owner, at=NOON)
    yes, no, gone = (handed_over(shop, begun(shop)) for _quote in range(3))
    # when one is accepted, one declined and one taken back
    agreed(yes)
    declined = Quote.objects.get(pk=no["id"])
    now = timezone.now()
    decline_quote(
        quote=declined, version_id=declined.standing_id or 0, reason="price", words="", by=None, at=now
    )
    withdrawn = Quote.objects.get(pk=gone["id"])
    withdraw_quote(quote=withdrawn, expected_version=withdrawn.version, by=joe, at=now)
    # then it is told of each, once, by the key of the row
    told = Delivery.objects.filter(fact__startswith="quote.").order_by("fact", "row_id")
    assert list(told.values_list("fact", "row_id")) == [
        ("quote.accepted", yes["id"]),
        ("quote.declined", no["id"]),
        ("quote.sent", yes["id"]),
        ("quote.sent", no["id"]),
        ("quote.sent", gone["id"]),
        ("quote.withdrawn", gone["id"]),
    ]


def test_an_order_of_a_till_tells_its_tax(shop: Program) -> None:
    # given two lines by their rate, one with a tax of its own, and one that says nothing
    person = an_opportunity().person
    lines = [
        {"words": "A", "net_minor": 333, "tax_percent": "20"},
        {"words": "B", "net_minor": 334, "tax_percent": "20", "unit": "m"},
        {"words": "C", "net_minor": 100, "tax_minor": 7},
    ]
    # when it is handed in, then the lines add up to the tax of their rate: a fifth of £6.67
    told = shop.post("orders", {"person_id": person.pk, "lines": lines}).json()
    assert (told["net_minor"], told["tax_minor"]) == (767, 140)
    assert sum(line["tax_minor"] for line in told["lines"][:2]) == 133
    assert [(line["tax_percent"], line["unit"]) for line in told["lines"]] == [
        ("20", ""),
        ("20", "m"),
        (None, ""),
    ]
    # and where one does not say, that of the whole is not known
    silent = [*lines, {"words": "D", "net_minor": 1}]
    told = shop.post("orders", {"person_id": person.pk, "lines": silent}).json()
    assert (told["tax_minor"], told["lines"][3]["tax_minor"]) == (None, None)


@pytest.fixture
def bundle(joe: User) -> Offer:
    """A sofa and two chairs that cost together what each of them does: £200 and twice £100."""
    made = an_offer("Suite", kind="bundle", adds_up=True)
    for name, minor, quantity in (("Sofa", 20000, 1), ("Chair", 10000, 2)):
        put_part(bundle=made, part=priced(name, minor), quantity=Decimal(quantity), by=None, at=NOON)
    return made


@pytest.mark.parametrize(
    ("said", "gross", "lines"),
    [
        ({"quantity": "2"}, 80000, [("2", "0", False), ("4", "0", False)]),
        ({"discount_percent": "10"}, 36000, [("1", "10", False), ("2", "10", False)]),
        ({"optional": True}, 0, [("1", "0", True), ("2", "0", True)]),
    ],
)
def test_what_is_said_of_a_bundle_holds_of_each_of_its_parts(
    shop: Program, bundle: Offer, said: dict[str, Any], gross: int, lines: list[Any]
) -> None:
    [version] = begun(shop, lines=[{"offer_id": bundle.pk, **said}])["versions"]
    assert version["gross_minor"] == gross
    told = [(one["quantity"], one["discount_percent"], one["optional"]) for one in version["lines"]]
    assert told == lines


@pytest.mark.parametrize(
    "said",
    [
        {"price_minor": 25000},
        {"price_minor": 0},
        {"words": "Our suite"},
        {"unit": "set"},
        {"tax_percent": "0"},
        {"discount_minor": 3000},
    ],
)
def test_what_only_one_line_can_be_is_not_said_of_a_bundle(
    shop: Program, bundle: Offer, said: dict[str, Any]
) -> None:
    body = {"opportunity_id": an_opportunity().pk, "lines": [{"offer_id": bundle.pk, **said}]}
    status, told = problem_of(shop.post("quotes", body))
    assert (status, "a line for each of them" in told) == (422, True)
    assert not Quote.objects.exists()


def test_a_bundle_that_holds_nothing_is_told(shop: Program) -> None:
    empty_one = an_offer("Suite", kind="bundle", adds_up=True)
    body = {"opportunity_id": an_opportunity().pk, "lines": [{"offer_id": empty_one.pk}]}
    status, told = problem_of(shop.post("quotes", body))
    assert (status, "“Suite” holds nothing yet" in told) == (422, True)


def test_the_words_of_our_paper_stand_where_none_are_told(shop: Program) -> None:
    set_paper(expected_version=our_paper().version, by=None, at=NOON, intro="Thank you.", closing="See you.")
    for said, words in (({}, ("Thank you.", "See you.")), ({"intro": "", "closing": ""}, ("", ""))):
        [version] = begun(shop, **said)["versions"]
        assert (version["intro"], version["closing"]) == words


def test_what_was_agreed_to_is_told_with_what_they_chose(shop: Program) -> None:
    # given a cover that is left to them, and a program that is told of quotes
    facts = [str(Fact.QUOTE_SENT), str(Fact.QUOTE_ACCEPTED)]
    add_webhook(name="Till", address="https://example.org/", facts=facts, by=seat(Role.OWNER), at=NOON)
    cover = {"words": "A cover", "price_minor": 2000, "optional": True, "tax_percent": "20"}
    told = handed_over(shop, begun(shop, lines=[CHAIRS, cover]))
    # when they take it
    agreed(told, chosen=frozenset({2}), more=2400)
    # then the program is told what they pay, as the quote tells it
    bodies = [json.loads(one.outbox_row.payload["body"]) for one in Delivery.objects.all()]
    amounts = {body["type"]: body["data"]["gross_minor"] for body in bodies}
    assert amounts == {"quote.sent": 100800, "quote.accepted": 103200}
    assert shop.get(f"quotes/{told['id']}").json()["accepted"]["gross_minor"] == 103200
