"""What must be true before a stage: asked in one small form, answered there, or passed over with a reason."""

import datetime

import pytest
from django.urls import reverse

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.models import JournalLine
from tandem.people.timeline.models import Entry
from tandem.sales.checks.actions import set_checks
from tandem.sales.checks.models import CheckMet, StageCheck
from tandem.sales.checks.words import CheckKind
from tandem.sales.entering.actions import enter
from tandem.sales.entering.words import Answers
from tandem.sales.opportunities.actions import move
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import missing
from tandem.sales.opportunities.words import Step
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db
EVERYTHING = [CheckKind.AMOUNT, CheckKind.NEXT_STEP, CheckKind.NEED, CheckKind.OWNER]


@pytest.fixture
def quote_sent() -> Stage:
    ensure_stages()
    return Stage.objects.get(name="Quote sent")


def asks(stage: Stage, *built_in: str, own: tuple[str, ...] = ()) -> None:
    stage.refresh_from_db()
    set_checks(stage=stage, expected_version=stage.version, built_in=built_in, own=own, by=None, at=NOW)


def test_a_stage_asks_for_what_is_missing_and_names_it(quote_sent: Stage) -> None:
    # given a stage that asks for all that can be asked
    asks(quote_sent, *EVERYTHING, own=("The fabric is chosen",))
    row = an_opportunity()

    # when it is moved there, then the sentence names each, and nothing moved
    with pytest.raises(Refused) as refused:
        move(opportunity=row, expected_version=1, stage=quote_sent, by=None, at=NOW)
    assert refused.value.sentence == (
        "Before “Quote sent” this must be true: An amount is noted; A next step is planned; "
        "What they need is noted; Somebody sees to it; The fabric is chosen. "
        "Or say why it goes on without."
    )
    row.refresh_from_db()
    assert (row.stage.name, row.version) == ("First talk", 1)


def test_one_may_go_on_without_and_the_journal_keeps_why(quote_sent: Stage) -> None:
    asks(quote_sent, CheckKind.AMOUNT)
    row = an_opportunity()
    move(opportunity=row, expected_version=1, stage=quote_sent, without="In a hurry", by=None, at=NOW)
    line = JournalLine.objects.get(verb="sales.opportunity.moved")
    assert line.note == "Quote sent, without: An amount is noted. Because: In a hurry"


def test_all_is_answered_in_one_go_and_asked_once(quote_sent: Stage) -> None:
    # given a stage that asks for everything, and a seller
    joe = a_user()
    asks(quote_sent, *EVERYTHING, own=("The fabric is chosen", "Measured up"))
    own = list(StageCheck.objects.filter(kind="own").values_list("pk", flat=True))
    row = an_opportunity()

    # when each is answered on the way
    answers = Answers(
        amount_minor=48000,
        step=Step(words="Ring", kind="call", on=NOW.date(), time=datetime.time(11)),
        need="It has to survive the dog.",
        owner_id=joe.pk,
        ticked=frozenset(own),
    )
    enter(opportunity=row, expected_version=1, stage=quote_sent, answers=answers, by=joe, at=NOW)

    # then all of it is kept where it belongs, and it stands there
    row.refresh_from_db()
    assert (row.stage, row.amount_minor, row.next_step, row.owner) == (quote_sent, 48000, "Ring", joe)
    entry = Entry.objects.get(title="What they need")
    assert (entry.words, entry.theirs, entry.origin_id) == ("It has to survive the dog.", True, row.pk)
    assert set(CheckMet.objects.values_list("stage_check", "by")) == {(key, joe.pk) for key in own}

    # and coming by once more, nothing is asked again
    visit = Stage.objects.get(name="Visit")
    move(opportunity=row, expected_version=row.version, stage=visit, by=joe, at=NOW + days(1))
    assert missing(row, quote_sent) == []


def test_what_is_still_not_true_needs_the_reason_and_nothing_else_is_kept(quote_sent: Stage) -> None:
    asks(quote_sent, CheckKind.AMOUNT, own=("The fabric is chosen",))
    row = an_opportunity()
    with pytest.raises(Refused, match="The fabric is chosen"):
        enter(
            opportunity=row,
            expected_version=1,
            stage=quote_sent,
            answers=Answers(amount_minor=100),
            by=None,
            at=NOW,
        )
    row.refresh_from_db()
    assert row.stage.name == "First talk"
    with pytest.raises(Stale):
        enter(opportunity=row, expected_version=7, stage=quote_sent, answers=Answers(), by=None, at=NOW)


def test_their_words_in_the_enquiry_are_a_need(quote_sent: Stage) -> None:
    asks(quote_sent, CheckKind.NEED)
    assert missing(an_opportunity(brief={"words": "Six chairs"}), quote_sent) == []


def test_a_sentence_that_stays_keeps_what_was_said_of_it(quote_sent: Stage) -> None:
    asks(quote_sent, own=("The fabric is chosen", "Measured up"))
    kept = StageCheck.objects.get(words="The fabric is chosen").pk
    asks(quote_sent, CheckKind.AMOUNT, own=("The  fabric is chosen", "", "The fabric is chosen"))
    assert [(one.pk == kept, str(one)) for one in StageCheck.objects.all()] == [
        (False, "An amount is noted"),
        (True, "The fabric is chosen"),
    ]


def test_who_may_not_and_what_cannot_be_asked(quote_sent: Stage) -> None:
    def ask(stage: Stage, **asked: object) -> None:
        told = {"built_in": (), "own": (), "by": None, "at": NOW, **asked}
        set_checks(stage=stage, expected_version=1, **told)  # type: ignore[arg-type]

    with pytest.raises(NotAllowed):
        ask(quote_sent, by=a_user("Max", role="marketing"))
    with pytest.raises(Refused, match="Won and lost"):
        ask(Stage.objects.get(name="Won"))
    with pytest.raises(Refused, match="Five of your own"):
        ask(quote_sent, own=tuple("ABCDEF"))
    ask(quote_sent, own=("A",))
    with pytest.raises(Stale):
        ask(quote_sent, own=("B",))


def test_the_board_and_the_page_lead_to_the_small_form(quote_sent: Stage) -> None:
    # given a stage that asks for two things, and a card
    a_business()
    joe = a_user("Joe", role="sales")
    client = signed_in(joe)
    asks(quote_sent, CheckKind.AMOUNT, own=("The fabric is chosen",))
    row = an_opportunity(owner=joe)

    # when it is moved from the board, or from its page, then the form asks for these two
    way_in = reverse("sales:enter", args=[row.pk, quote_sent.pk])
    answer = sent(client, reverse("sales:board_move"), to=f"{row.pk}.1.{quote_sent.pk}")
    assert (answer.status_code, answer["Location"]) == (302, way_in)
    answer = sent(client, reverse("sales:move", args=[row.pk]), stage=quote_sent.pk, version=1)
    assert answer["Location"] == way_in
    html = client.get(way_in).content.decode()
    assert "2 things should be true first." in html
    tick = f"own_{StageCheck.objects.get(kind='own').pk}"

    # and what is wrong is said at its place, and kept
    answer = sent(client, way_in, amount="a lot", version=1)
    assert (answer.status_code, "a lot" in answer.content.decode()) == (422, True)
    answer = sent(client, way_in, amount="480", version=1)
    html = answer.content.decode()
    assert (answer.status_code, "this must be true: The fabric is chosen" in html) == (422, True)
    assert 'name="version" value="1"' in html
    row.refresh_from_db()
    assert (row.amount_minor, row.version) == (None, 1)

    # and with both it goes
    assert sent(client, way_in, amount="480", version=1, **{tick: "on"}).status_code == 303
    row.refresh_from_db()
    assert (row.stage, row.amount_minor) == (quote_sent, 48000)


def test_the_page_of_a_stage_sets_what_it_asks_for(quote_sent: Stage) -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    url = reverse("sales:stage_checks", args=[quote_sent.pk])
    assert client.get(url).status_code == 200
    asked = {"built_in": ["amount", "owner"], "own_1": "The fabric is chosen", "version": 1}
    assert sent(client, url, **asked).status_code == 303
    html = client.get(reverse("sales:stages")).content.decode()
    assert "An amount is noted; Somebody sees to it; The fabric is chosen" in html
    assert sent(client, url, **asked).status_code == 409
    won = reverse("sales:stage_checks", args=[Stage.objects.get(name="Won").pk])
    assert client.get(won).status_code == 404
    max_ = signed_in(a_user("Max", role="marketing"))
    assert max_.get(url).status_code == 403
    assert max_.get(reverse("sales:enter", args=[an_opportunity().pk, quote_sent.pk])).status_code == 403
    assert Opportunity.objects.count() == 1
