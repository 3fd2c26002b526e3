"""What is said beside a sales goal: kindly, without standing in the way, and never again once put away."""

import datetime

from django.utils import timezone

from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.actions import tell
from tandem.marketing.debrief.models import Debrief
from tandem.office.accounts.models import User
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tests.handover.desks import NOW, sent, signed_in

QUESTION = "How many people would have to ask you for that?"
ADD = "/marketing/campaigns/add/"


def page_of(user: User, address: str) -> str:
    return signed_in(user).get(address).content.decode()


def test_it_does_not_stand_in_the_way_of_saving(maya: User) -> None:
    answer = sent(signed_in(maya), ADD, name="Home Fair", kind="event", what_for="Sell 10  sofas")
    fair = Campaign.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/marketing/campaigns/{fair.pk}/")
    assert (fair.what_for, fair.purpose) == ("Sell 10 sofas", "marketing")
    for address in (f"/marketing/campaigns/{fair.pk}/", f"/marketing/campaigns/{fair.pk}/edit/"):
        assert QUESTION in page_of(maya, address)


def test_wherever_it_was_written(maya: User) -> None:
    for number, columns in enumerate(
        ({"name": "Sell 5 sofas"}, {"about": "A stand. We want to get orders."}, {"what_for": "2 customers"})
    ):
        fair = add_campaign(**{"name": f"Fair {number}", **columns}, by=maya, at=NOW)
        assert QUESTION in page_of(maya, f"/marketing/campaigns/{fair.pk}/")
    fair = add_campaign(
        name="Home Fair", what_for="So that people ask", about="2 customers help", by=maya, at=NOW
    )
    assert QUESTION not in page_of(maya, f"/marketing/campaigns/{fair.pk}/")


def test_it_is_put_away_for_good_for_this_one(maya: User, joe: User) -> None:
    one, other = (
        add_campaign(name=name, what_for="Get orders", by=maya, at=NOW) for name in ("One", "Other")
    )
    address = f"/marketing/campaigns/{one.pk}/"
    assert sent(signed_in(joe), f"{address}hush/").status_code == 403
    for _twice in range(2):
        assert sent(signed_in(maya), f"{address}hush/")["Location"] == address
    assert QUESTION not in page_of(maya, address)
    assert QUESTION not in page_of(maya, f"{address}edit/")
    assert QUESTION in page_of(maya, f"/marketing/campaigns/{other.pk}/")
    one.refresh_from_db()
    assert one.version == 1

    # a second time it is no news; undone it is said again
    sent(signed_in(maya), f"{address}hush/", once="another key, long enough")
    line = JournalLine.objects.get(verb="marketing.campaign.advice_hushed")
    undo(line_id=line.pk, by=maya, at=timezone.now())
    assert QUESTION in page_of(maya, address)


def test_beside_what_was_told_after_an_event(maya: User) -> None:
    day = timezone.localdate() - datetime.timedelta(days=2)
    fair = add_campaign(name="Home Fair", kind="event", starts_on=day, ends_on=day, by=maya, at=NOW)
    address = f"/marketing/campaigns/{fair.pk}/"
    tell(campaign=fair, talked=20, words="Good talks. Next time sell 5 pouffes", by=maya, at=timezone.now())
    assert QUESTION in page_of(maya, address)
    assert QUESTION in page_of(maya, f"{address}debrief/")
    assert sent(signed_in(maya), f"{address}debrief/hush/")["Location"] == address
    assert QUESTION not in page_of(maya, address)
    assert QUESTION not in page_of(maya, f"{address}debrief/")
    assert Debrief.objects.get().words.endswith("sell 5 pouffes")
    assert sent(signed_in(maya), "/marketing/campaigns/999/debrief/hush/").status_code == 404


def test_a_number_field_keeps_its_number_and_asks_the_better_question(maya: User) -> None:
    answer = sent(signed_in(maya), ADD, name="Home Fair", kind="event", goal_enquiries="10 customers")
    assert answer.status_code == 422
    assert QUESTION in answer.content.decode()


def test_while_it_is_typed(maya: User) -> None:
    client, address = signed_in(maya), "/marketing/advice/"
    part = client.get(address, {"what_for": "£5,000"}, headers={"HX-Request": "true"}).content.decode()
    assert "That money comes, later and one to one" in part
    assert "<html" not in part
    for fields in ({"what_for": "So that people ask"}, {"about": "The stand costs £500"}, {}):
        answer = client.get(address, fields, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content.decode().strip()) == (200, "")
    assert "<html" in client.get(address, {"name": "Sell 10 sofas"}).content.decode()
