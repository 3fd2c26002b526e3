"""Practice cards: a few an evening, spaced by Leitner's boxes, one's own."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.models import JournalLine
from tandem.sales.kits.kit import Moment
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import put_away
from tandem.sales.playbook.laying import lay_kit
from tandem.sales.playbook.models import GuideLine
from tandem.sales.practice.actions import practised
from tandem.sales.practice.models import PracticeCard
from tandem.sales.practice.queries import cards, evening_of
from tandem.sales.practice.words import CARDS_AN_EVENING, Known, next_box, waits
from tests.sales.shop import NOW, a_business, a_user, days, sent, signed_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def a_playbook() -> None:
    a_business()
    ensure_stages()
    stages = Stage.objects.filter(kind="open")
    lay_kit(kit="garden", over=dict(zip(stages, Moment, strict=True)), by=None, at=NOW)


@pytest.fixture
def joe() -> User:
    return a_user("Joe", role="sales")


def turn(line: GuideLine, by: User, *, well: bool = True, after: float = 0) -> PracticeCard:
    return practised(line=line, went_well=well, by=by, at=NOW + days(after))


def in_days(card: PracticeCard, after: float = 0) -> int:
    return (card.due_on - (NOW + days(after)).date()).days


def test_the_boxes_are_leitners() -> None:
    assert [waits(box).days for box in range(1, 6)] == [1, 2, 4, 8, 16]
    assert [next_box(box, went_well=True) for box in range(1, 6)] == [2, 3, 4, 5, 5]
    assert {next_box(box, went_well=False) for box in range(1, 6)} == {1}


def test_what_goes_well_waits_longer_each_time_and_what_does_not_comes_tomorrow(joe: User) -> None:
    line, after, waited = cards()[0], 0, []
    for _time in range(5):
        card = turn(line, joe, after=after)
        waited.append(in_days(card, after))
        after += waited[-1]
    assert waited == [2, 4, 8, 16, 16]
    card = turn(line, joe, well=False, after=after)
    assert (card.box, in_days(card, after)) == (1, 1)


def test_an_evening_has_six_cards_and_one_may_go_on(joe: User) -> None:
    lines = cards()
    assert len(lines) == 12
    for number in range(CARDS_AN_EVENING):
        evening = evening_of(joe, TODAY)
        assert (evening.card, evening.number, evening.whole) == (lines[number], number + 1, 6)
        turn(lines[number], joe, well=number != 2)
    evening = evening_of(joe, TODAY)
    assert (evening.card, evening.done, evening.well, evening.again, evening.is_more) == (None, 6, 5, 1, True)
    assert evening.known == Known(sit=0, on_the_way=6, new=6)
    assert evening_of(joe, TODAY, more=True).card == lines[6]


def test_what_is_due_comes_before_what_is_new_and_the_longest_waiting_first(joe: User) -> None:
    lines = cards()
    turn(lines[4], joe)
    turn(lines[3], joe, well=False)
    assert evening_of(joe, TODAY).card == lines[0]
    assert evening_of(joe, TODAY + datetime.timedelta(1)).card == lines[3]
    turn(lines[3], joe, well=False, after=4)
    assert evening_of(joe, TODAY + datetime.timedelta(5)).card == lines[4]


def test_a_card_counts_once_a_day(joe: User) -> None:
    turn(cards()[0], joe, well=False)
    card = turn(cards()[0], joe, well=True)
    assert (card.box, card.went_well, PracticeCard.objects.count()) == (1, False, 1)


def test_the_day_is_that_of_the_business(joe: User) -> None:
    a_business(zone="Pacific/Auckland")
    late = datetime.datetime(2026, 11, 3, 20, 0, tzinfo=datetime.UTC)
    card = practised(line=cards()[0], went_well=True, by=joe, at=late)
    assert card.practised_on == datetime.date(2026, 11, 4)


def test_what_was_put_away_and_what_has_no_answer_is_no_card() -> None:
    first, second, *rest = cards()
    put_away(line=first, expected_version=1, by=None, at=NOW)
    for line in second.answers.all():
        put_away(line=line, expected_version=1, by=None, at=NOW)
    assert cards() == rest


def test_only_ones_own_and_only_sellers(joe: User) -> None:
    turn(cards()[0], joe)
    ines = a_user("Ines", role="sales")
    assert evening_of(ines, TODAY).card == cards()[0]
    with pytest.raises(NotAllowed):
        practised(line=cards()[0], went_well=True, by=None, at=NOW)
    with pytest.raises(NotAllowed):
        turn(cards()[0], a_user("Max", role="marketing"))
    with pytest.raises(Refused, match="Pick a card"):
        turn(GuideLine.objects.filter(kind="answer")[0], joe)


def test_the_journal_does_not_tell_how_somebody_practises(joe: User) -> None:
    before = JournalLine.objects.count()
    turn(cards()[0], joe, well=False)
    assert JournalLine.objects.count() == before


def test_two_queries_however_many_cards(joe: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        evening_of(joe, TODAY)
    for line in cards():
        turn(line, joe)
    with django_assert_num_queries(2):
        evening_of(joe, TODAY)


# The page


def test_a_card_is_turned_without_javascript(joe: User) -> None:
    client, url = signed_in(joe), reverse("sales:practice")
    line = cards()[0]
    html = client.get(url).content.decode()
    answer = line.answers.earliest("pk").words
    assert (line.words in html, answer in html, "Card 1 of 6" in html) == (True, False, True)
    turned = client.get(f"{url}?turned={line.pk}").content.decode()
    assert answer in turned
    done = sent(client, reverse("sales:practised", args=[line.pk]), went="again")
    assert (done.status_code, done["Location"]) == (303, url)
    assert PracticeCard.objects.get().went_well is False
    assert "Card 2 of 6" in client.get(url).content.decode()


def test_the_end_of_an_evening_says_so(joe: User) -> None:
    client, url = signed_in(joe), reverse("sales:practice")
    for line in cards()[:6]:
        sent(client, reverse("sales:practised", args=[line.pk]), went="well")
    html = client.get(url).content.decode()
    assert "That is enough for today." in html
    assert "6 answers went well." in html
    assert cards()[6].words in client.get(f"{url}?more=1").content.decode()


def test_without_a_playbook_it_leads_there(joe: User) -> None:
    GuideLine.objects.all().delete()
    html = signed_in(joe).get(reverse("sales:practice")).content.decode()
    assert "There are no cards yet" in html


def test_what_is_no_card_is_not_there(joe: User) -> None:
    client = signed_in(joe)
    question = GuideLine.objects.filter(kind="question")[0]
    for key in ("x", "99999", question.pk):
        assert client.get(reverse("sales:practice"), {"turned": key}).status_code == 404
    assert sent(client, reverse("sales:practised", args=[question.pk]), went="well").status_code == 404


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_others_have_no_cards(role: str) -> None:
    client = signed_in(a_user("Max", role=role))
    assert client.get(reverse("sales:practice")).status_code == 403
    assert sent(client, reverse("sales:practised", args=[cards()[0].pk]), went="well").status_code == 403
