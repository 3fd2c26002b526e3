"""What is on screen is there for other programs, too: read and written under the same words."""

import datetime

import pytest
from django.utils import timezone

from tandem.exchange.api.door import routes
from tandem.exchange.api.urls import ADDRESSES
from tandem.handover.agreement.actions import agree
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.accounts.words import Role
from tandem.office.journal.models import JournalLine
from tandem.people.persons.models import Person
from tandem.sales.arranging.actions import add_pipeline
from tandem.sales.checks.actions import set_checks
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.models import Stage
from tests.exchange.api.programs import Program, problem_of, program
from tests.office.seats import seat

pytestmark = pytest.mark.django_db
RUTH = {"name": "Ruth Adeyemi", "emails": ["ruth@example.org"], "phones": ["020 7946 0132"]}


def test_the_table_of_addresses_is_what_answers() -> None:
    assert set(ADDRESSES.items()) == routes()


def test_somebody_asks_through_a_website(site: Program, owner: User) -> None:
    # given a form on a website
    told = {
        "person": RUTH,
        "heard_at": "2026-11-01T09:30:00+01:00",
        "words": "Could you mend six dining chairs?",
        "source": "website",
        "medium": "form",
        "last_touch": {"utm_source": "paper"},
    }

    # when it hands in what was asked
    answer = site.post("enquiries", told)

    # then it is an enquiry as any other, by the door of other programs
    assert answer.status_code == 201, answer.content
    enquiry = Enquiry.objects.get()
    shown = answer.json()
    assert answer["Location"] == f"/api/v1/enquiries/{enquiry.pk}"
    assert answer["ETag"] == '"1"'
    assert (shown["id"], shown["state"], shown["door"]) == (enquiry.pk, "heard", "api")
    assert shown["heard_at"] == "2026-11-01T08:30:00Z"
    assert (enquiry.words, enquiry.last_touch) == (told["words"], {"utm_source": "paper"})
    assert [email.address for email in enquiry.person.emails.all()] == ["ruth@example.org"]
    assert JournalLine.objects.filter(verb="marketing.enquiry.heard", by=owner).count() == 1
    assert site.get(f"enquiries/{enquiry.pk}").json() == shown


def test_who_asks_again_is_known_again(site: Program) -> None:
    site.post("enquiries", {"person": RUTH, "words": "Chairs"})
    site.post("enquiries", {"person": {"emails": ["RUTH@example.org"], "place": "Thornbury"}})
    assert Person.objects.get().place == "Thornbury"
    assert Enquiry.objects.count() == 2


def test_the_same_key_of_the_same_program_is_one_enquiry(site: Program) -> None:
    told = {"person": RUTH, "external_system": "shop", "external_key": "A-17"}
    first, second = (site.post("enquiries", told).json()["id"] for _time in range(2))
    assert first == second
    assert Enquiry.objects.get().external_system == "shop"


def test_an_enquiry_of_nobody_is_refused_with_a_sentence(site: Program) -> None:
    answer = site.post("enquiries", {"person": {}})
    assert problem_of(answer) == (422, "Write a name, a phone number or an e-mail address. One is enough.")
    assert not Enquiry.objects.exists()


def test_from_asking_to_buying(site: Program, owner: User) -> None:
    # given an agreement and an enquiry
    agree(criteria=[("Wants something we make", "Chairs")], by=owner, at=timezone.now())
    told = site.post("enquiries", {"person": RUTH, "words": "Six chairs"}).json()

    # when it is passed, accepted and won
    passed = site.post(
        f"enquiries/{told['id']}/pass", {"owner_id": owner.pk, "version": told["version"]}
    ).json()
    accepted = site.post(f"enquiries/{told['id']}/accept", {"version": passed["version"]}).json()
    [opportunity_id] = accepted["opportunity_ids"]
    opportunity = site.get(f"opportunities/{opportunity_id}").json()
    won = site.post(f"opportunities/{opportunity_id}/win", {"version": 1, "amount_minor": 114_000})

    # then each step is where it is on screen, and an order stands
    assert (passed["state"], accepted["state"]) == ("passed", "accepted")
    assert opportunity["brief"]["words"] == "Six chairs"
    assert (opportunity["state"], opportunity["owner_id"]) == ("open", owner.pk)
    assert opportunity["enquiry_ids"] == [told["id"]]
    assert (won.json()["state"], won.json()["version"]) == ("won", 2)
    [order] = site.get("orders", opportunity_id=opportunity_id).json()["items"]
    assert (order["state"], order["net_minor"], order["currency"]) == ("accepted", 114_000, "GBP")
    # what was told by its amount alone says nothing of tax
    assert order["lines"] == [
        {
            "position": 1, "words": "Six chairs", "quantity": "1", "unit": "", "net_minor": 114_000,
            "tax_minor": None, "tax_percent": None,
        }
    ]  # fmt: skip
    assert site.get(f"enquiries/{told['id']}").json()["outcome"] == "won"

    # and opened again, the order counts no more
    assert site.post(f"opportunities/{opportunity_id}/reopen", {"version": 2}).json()["state"] == "open"
    assert Order.objects.get().taken_back_at is not None


def test_sales_says_no_with_an_agreed_reason(site: Program, owner: User) -> None:
    agree(criteria=[("Wants something", "")], decline_reasons=["Too far"], by=owner, at=timezone.now())
    told = site.post("enquiries", {"person": RUTH}).json()
    site.post(f"enquiries/{told['id']}/pass", {"owner_id": owner.pk, "version": 1})
    other = site.post(f"enquiries/{told['id']}/decline", {"version": 2, "reason": "No"})
    assert problem_of(other) == (422, "Pick one of the reasons that you agreed on.")
    said = {"version": 2, "reason": "Too far", "nurture_until": "2027-03-01"}
    declined = site.post(f"enquiries/{told['id']}/decline", said).json()
    assert (declined["state"], declined["declined_reason"]) == ("declined", "Too far")
    assert declined["nurture_until"] == "2027-03-01"
    again = site.post(f"enquiries/{told['id']}/decline", {**said, "version": declined["version"]})
    assert problem_of(again) == (422, "This one does not wait for sales. Nothing was changed.")


def test_an_enquiry_is_set_aside_and_taken_up_again(site: Program) -> None:
    site.post("enquiries", {"person": RUTH})
    aside = site.post(
        f"enquiries/{Enquiry.objects.get().pk}/set-aside", {"version": 1, "reason": "spam"}
    ).json()
    assert (aside["state"], aside["set_aside_reason"]) == ("set_aside", "spam")
    up = site.post(f"enquiries/{aside['id']}/take-up", {"version": 2}).json()
    assert (up["state"], up["version"]) == ("heard", 3)


def test_persons_and_organisations_are_added_and_changed(site: Program) -> None:
    # given a person and an organisation
    ruth = site.post("persons", RUTH).json()
    mill = site.post("organisations", {"name": "The Mill Café", "place": "Thornbury"}).json()

    # when they are changed
    told = {"organisation_id": mill["id"], "emails": ["r@example.org"], "about": "Two cats", "version": 1}
    told["language"] = "de"
    changed = site.patch(f"persons/{ruth['id']}", told).json()
    named = site.patch(f"organisations/{mill['id']}", {"website": "mill.example"}, if_match='"1"').json()

    # then what was named is new and the rest as it was
    assert changed == {
        **ruth, "version": 2, "organisation_id": mill["id"], "emails": ["r@example.org"], "about": "Two cats",
        "language": "de",
    }  # fmt: skip
    assert named == {**mill, "version": 2, "website": "mill.example"}
    assert ruth["phones"] == ["+442079460132"]
    assert (ruth["language"], mill["language"]) == ("", "")
    # and a language that nothing of ours speaks is refused
    other = site.patch(f"persons/{ruth['id']}", {"language": "xx", "version": 2})
    assert problem_of(other)[0] == 422
    # both are written to in a language from the first on
    tomas = site.post("persons", {"name": "Tomás", "language": "es"})
    mesa = site.post("organisations", {"name": "La Mesa", "language": "es"})
    assert (tomas.status_code, tomas.json()["language"], mesa.json()["language"]) == (201, "es", "es")
    assert problem_of(site.post("persons", {"name": "Ana", "language": "xx"}))[0] == 422


def test_an_order_of_a_till(site: Program) -> None:
    ruth = site.post("persons", RUTH).json()
    told = {
        "person_id": ruth["id"],
        "accepted_at": "2026-11-03T09:00:00Z",
        "lines": [
            {"words": "Wing chair", "quantity": "1.5", "net_minor": 5000},
            {"words": "Oil", "net_minor": 0},
        ],
    }
    order = site.post("orders", told).json()
    assert [line["quantity"] for line in order["lines"]] == ["1.5", "1"]
    assert (order["net_minor"], order["revenue_minor"], order["rate"]) == (5000, 5000, "1")
    ahead = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    later = site.post("orders", {**told, "accepted_at": ahead})
    assert problem_of(later)[0] == 422
    back = site.post(f"orders/{order['id']}/take-back", {"version": 1}).json()
    assert (back["state"], back["version"]) == ("taken_back", 2)


def test_an_opportunity_by_hand_moves_and_is_lost(site: Program, owner: User) -> None:
    ruth = site.post("persons", RUTH).json()
    told = {"person_id": ruth["id"], "title": "Sofa", "owner_id": owner.pk, "amount_minor": 90_000}
    sofa = site.post("opportunities", told).json()
    path = f"opportunities/{sofa['id']}"
    stages = site.get("stages").json()["items"]
    moved = site.post(f"{path}/move", {"version": 1, "stage_id": stages[1]["id"]}).json()
    assert moved["stage_id"] == stages[1]["id"]
    won_stage = next(one for one in stages if one["kind"] == "won")
    assert problem_of(site.post(f"{path}/move", {"version": 2, "stage_id": won_stage["id"]}))[0] == 422
    step = {"version": 2, "words": "Ring her", "kind": "call", "on": "2026-11-09", "time": "09:15"}
    assert problem_of(site.post(f"{path}/step", {**step, "time": "09:15:00Z"}))[0] == 422
    assert site.post(f"{path}/step", step).json()["next_step_time"] == "09:15:00"
    assert site.patch(path, {"version": 3, "amount_minor": None}).json()["amount_minor"] is None
    assert site.post(f"{path}/assign", {"version": 4, "owner_id": None}).json()["owner_id"] is None
    lost = site.post(f"{path}/lose", {"version": 5, "reason": "price", "words": "Too dear"}).json()
    assert (lost["state"], lost["lost_reason"], lost["lost_words"]) == ("lost", "price", "Too dear")
    assert site.get("opportunities", state="lost").json()["items"] == [lost]
    assert site.get("opportunities", state="won").json()["items"] == []


def test_another_pipeline_a_stage_that_asks_first_and_a_competitor(site: Program, owner: User) -> None:
    # given a second pipeline, in which a stage asks for an amount
    trade = add_pipeline(name="To firms", by=owner, at=timezone.now())
    assert [(one["name"], one["is_default"]) for one in site.get("pipelines").json()["items"]] == [
        ("Sales", True), ("To firms", False),
    ]  # fmt: skip
    stages = [one for one in site.get("stages").json()["items"] if one["pipeline_id"] == trade.pk]
    visit = Stage.objects.get(pk=stages[1]["id"])
    set_checks(stage=visit, expected_version=1, built_in=["amount"], own=[], by=owner, at=timezone.now())

    # when an opportunity is opened in it and moved there
    ruth = site.post("persons", RUTH).json()
    told = {"person_id": ruth["id"], "title": "Sofa", "pipeline_id": trade.pk}
    sofa = site.post("opportunities", told).json()
    assert (sofa["pipeline_id"], sofa["stage_id"], sofa["valued_by"]) == (trade.pk, stages[0]["id"], "hand")
    path = f"opportunities/{sofa['id']}"
    status, problem = problem_of(site.post(f"{path}/move", {"version": 1, "stage_id": visit.pk}))
    assert (status, "An amount is noted" in str(problem)) == (422, True)
    on = {"version": 1, "stage_id": visit.pk, "without": "In a hurry"}
    assert site.post(f"{path}/move", on).json()["stage_id"] == visit.pk

    # then it is lost to somebody with a name
    lost = {"version": 2, "reason": "competitor", "competitor": "Sofa Yard"}
    assert site.post(f"{path}/lose", lost).json()["competitor"] == "Sofa Yard"
    assert problem_of(site.post("opportunities", {**told, "pipeline_id": 99}))[0] == 422


def test_short_lists_name_what_others_point_at(site: Program, owner: User) -> None:
    site.post("enquiries", {"person": RUTH, "source": "Gazette", "medium": "print"})
    [channel] = site.get("channels").json()["items"]
    assert (channel["source"], channel["medium"]) == ("gazette", "print")
    [user] = site.get("users").json()["items"]
    assert user == {"id": owner.pk, "name": "Maya Rowe", "role": "owner", "is_active": True}
    assert site.get("campaigns").json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(("scope", "status"), [("read", 200), ("write", 200), ("enquiries", 403)])
def test_a_key_reads_as_far_as_its_scope(owner: User, scope: str, status: int) -> None:
    assert program(owner, scope).get("persons").status_code == status


def test_a_key_that_only_hands_in_learns_of_nobody(owner: User) -> None:
    site = program(owner, "enquiries")
    answer = site.post("enquiries", {"person": RUTH, "words": "Chairs"})
    assert set(answer.json()) == {"id", "heard_at", "state"}
    assert problem_of(site.get(f"enquiries/{answer.json()['id']}"))[0] == 403
    assert problem_of(site.post("persons", RUTH))[0] == 403


def test_the_role_bounds_the_key() -> None:
    seller, reader = seat(Role.SALES, "Joe Bly"), seat(Role.READ_ONLY, "Ann Lee")
    told = program(seller).post("enquiries", {"person": RUTH}).json()
    assert (
        problem_of(
            program(seller).post(f"enquiries/{told['id']}/set-aside", {"version": 1, "reason": "spam"})
        )[0]
        == 403
    )
    assert problem_of(program(reader).post("enquiries", {"person": RUTH}))[0] == 403
    assert program(reader).get("enquiries").status_code == 200
