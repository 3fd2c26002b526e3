"""Several pipelines: added, named, put in order, made the usual one, retired and brought back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.sales.arranging.actions import (
    add_pipeline,
    bring_back_pipeline,
    make_default,
    rename_pipeline,
    retire_pipeline,
    shift_pipeline,
)
from tandem.sales.opportunities.actions import lose, move, reopen, win
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import standing_pipelines
from tandem.sales.pipelines.words import MOST_PIPELINES
from tandem.sales.stages.actions import remove_stage
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db


def usual() -> Pipeline:
    return ensure_stages()[0].pipeline


def stage_in(pipeline: Pipeline, name: str) -> Stage:
    return Stage.objects.select_related("pipeline").get(pipeline=pipeline, name=name)


@pytest.fixture
def trade() -> Pipeline:
    return add_pipeline(name="  To   firms ", by=None, at=NOW)


def test_a_pipeline_begins_with_stages_and_ends_of_its_own(trade: Pipeline) -> None:
    assert (trade.name, trade.is_default, trade.position) == ("To firms", False, 2)
    kinds = [stage.kind for stage in ensure_stages(trade)]
    assert kinds == ["open", "open", "open", "open", "won", "lost"]
    assert usual().name == "Sales"


def test_names_of_pipelines_are_given_once_whatever_the_case(trade: Pipeline) -> None:
    for name in ("to FIRMS", "sales"):
        with pytest.raises(Refused, match="of that name already"):
            add_pipeline(name=name, by=None, at=NOW)
    with pytest.raises(Refused, match="Give the pipeline a name"):
        rename_pipeline(pipeline=trade, expected_version=1, name=" ", by=None, at=NOW)
    rename_pipeline(pipeline=trade, expected_version=1, name="TO FIRMS", by=None, at=NOW)
    assert trade.name == "TO FIRMS"


def test_an_opportunity_opens_where_it_is_told_and_ends_there(trade: Pipeline) -> None:
    # given one that is opened in a pipeline by name, and one that is not
    row = an_opportunity(pipeline=trade)
    other = an_opportunity(a_person("Ann Miller"))
    assert (row.stage.pipeline, other.stage.pipeline) == (trade, usual())

    # when it is won, then it stands at the end of its own pipeline, and reopened where it stood
    move(opportunity=row, expected_version=1, stage=stage_in(trade, "Visit"), by=None, at=NOW + days(1))
    win(opportunity=row, expected_version=2, amount_minor=4000, by=None, at=NOW + days(2))
    assert row.stage == stage_in(trade, "Won")
    reopen(opportunity=row, expected_version=3, by=None, at=NOW + days(3))
    assert row.stage == stage_in(trade, "Visit")


def test_going_to_another_pipeline_keeps_the_log(trade: Pipeline) -> None:
    row = an_opportunity(at=NOW)
    to = stage_in(trade, "Quote sent")
    line = move(opportunity=row, expected_version=1, stage=to, by=None, at=NOW + days(1))
    assert [log.stage for log in row.stage_log.all()] == [stage_in(usual(), "First talk"), to]

    # and the undo brings it back to the other pipeline
    assert line is not None
    undo(line_id=line.pk, by=None, at=NOW + days(1))
    row.refresh_from_db()
    assert (row.stage.pipeline, row.stage.name) == (usual(), "First talk")


def test_exactly_one_pipeline_is_the_usual_one(trade: Pipeline) -> None:
    make_default(pipeline=trade, expected_version=1, by=None, at=NOW)
    assert [(one.name, one.is_default) for one in standing_pipelines()] == [
        ("Sales", False), ("To firms", True),
    ]  # fmt: skip
    assert an_opportunity().stage.pipeline == trade
    with pytest.raises(IntegrityError), transaction.atomic():
        Pipeline.objects.update(is_default=True)
    with pytest.raises(Stale):
        make_default(pipeline=Pipeline.objects.get(name="Sales"), expected_version=1, by=None, at=NOW)


def test_the_usual_one_is_not_retired(trade: Pipeline) -> None:
    with pytest.raises(Refused, match="Make another the usual one first"):
        retire_pipeline(pipeline=usual(), expected_version=1, by=None, at=NOW)


def test_a_retired_pipeline_sends_what_is_open_elsewhere_and_comes_back_empty(trade: Pipeline) -> None:
    # given one that is open in it, and one that was lost in it
    row, lost = an_opportunity(pipeline=trade), an_opportunity(a_person("Ann Miller"), pipeline=trade)
    lose(opportunity=lost, expected_version=1, reason="price", by=None, at=NOW)

    # when it is retired without saying where to, or to a stage of its own, it is refused
    for into in (None, stage_in(trade, "Visit")):
        with pytest.raises(Refused, match="where its open opportunities go"):
            retire_pipeline(pipeline=trade, expected_version=1, into=into, by=None, at=NOW)

    # and with a stage of another it is done: the open one went there, the lost one stays on record
    into = stage_in(usual(), "Visit")
    retire_pipeline(pipeline=trade, expected_version=1, into=into, by=None, at=NOW + days(1))
    row.refresh_from_db()
    lost.refresh_from_db()
    assert (row.stage, row.stage_since, row.stage_log.count()) == (into, NOW + days(1), 2)
    assert lost.stage.pipeline == trade
    assert standing_pipelines() == [usual()]
    with pytest.raises(Refused, match="is retired"):
        an_opportunity(a_person("Ruth"), pipeline=trade)
    with pytest.raises(Refused, match="is retired"):
        move(opportunity=row, expected_version=2, stage=stage_in(trade, "Visit"), by=None, at=NOW)

    # and what was lost in it opens again in the usual one
    reopen(opportunity=lost, expected_version=2, by=None, at=NOW + days(2))
    assert lost.stage == stage_in(usual(), "First talk")

    # and it can be brought back
    bring_back_pipeline(pipeline=trade, expected_version=2, by=None, at=NOW + days(3))
    assert [one.name for one in standing_pipelines()] == ["Sales", "To firms"]
    assert Opportunity.objects.filter(stage__pipeline=trade).count() == 0


def test_undoing_the_retirement_brings_back_what_nobody_moved_on(trade: Pipeline) -> None:
    # given four that are open in two stages of it, which all went to another pipeline with it
    rows = [an_opportunity(a_person(name), pipeline=trade) for name in ("Ann", "Ben", "Cleo", "Dee")]
    at_visit, moved_on, _, removed = rows
    visit, quoted = stage_in(trade, "Visit"), stage_in(trade, "Quote sent")
    for row, stage in ((at_visit, visit), (moved_on, visit), (removed, quoted)):
        move(opportunity=row, expected_version=1, stage=stage, by=None, at=NOW + days(1))
    into = stage_in(usual(), "Visit")
    line = retire_pipeline(pipeline=trade, expected_version=1, into=into, by=None, at=NOW + days(2))
    assert line is not None

    # when one was moved on since and a stage of the retired pipeline removed, and it is undone
    moved_on.refresh_from_db()
    ready = stage_in(usual(), "Ready to order")
    move(opportunity=moved_on, expected_version=3, stage=ready, by=None, at=NOW + days(3))
    remove_stage(stage=quoted, by=None, at=NOW + days(3))
    undo(line_id=line.pk, by=None, at=NOW + days(4))

    # then it stands in its place again, and each stands where it stood, and since when
    assert [one.name for one in standing_pipelines()] == ["Sales", "To firms"]
    for row in rows:
        row.refresh_from_db()
    first = stage_in(trade, "First talk")
    assert [(row.stage, row.stage_since) for row in rows] == [
        (visit, NOW + days(1)),
        (ready, NOW + days(3)),
        (first, NOW),
        # Where it stood is gone: it stands at the beginning, since now.
        (first, NOW + days(4)),
    ]
    assert at_visit.stage_log.count() == 4
    with pytest.raises(Refused, match="no longer be undone"):
        undo(line_id=line.pk, by=None, at=NOW + days(4))


def test_a_retirement_is_undone_by_who_sells_and_only_while_it_is_so(trade: Pipeline) -> None:
    # given a pipeline that was retired and brought back by hand, and another that fills its place
    line = retire_pipeline(pipeline=trade, expected_version=1, by=None, at=NOW)
    assert line is not None
    with pytest.raises(NotAllowed):
        undo(line_id=line.pk, by=a_user("Max", role="marketing"), at=NOW)
    for number in range(MOST_PIPELINES - 1):
        add_pipeline(name=f"Way {number}", by=None, at=NOW)
    with pytest.raises(Refused, match="Eight pipelines"):
        undo(line_id=line.pk, by=None, at=NOW)

    # when there is room and it was brought back already, then there is nothing to undo
    other = Pipeline.objects.get(name="Way 0")
    retire_pipeline(pipeline=other, expected_version=1, by=None, at=NOW)
    bring_back_pipeline(pipeline=trade, expected_version=2, by=None, at=NOW + days(1))
    with pytest.raises(Refused, match="changed again since"):
        undo(line_id=line.pk, by=None, at=NOW + days(1))


def test_one_that_is_brought_back_is_one_of_eight(trade: Pipeline) -> None:
    # given one that was retired, and as many as there may be without it
    retire_pipeline(pipeline=trade, expected_version=1, by=None, at=NOW)
    for number in range(MOST_PIPELINES - 1):
        add_pipeline(name=f"Way {number}", by=None, at=NOW)

    # when it is brought back, then that is one too many
    with pytest.raises(Refused, match="Eight pipelines"):
        bring_back_pipeline(pipeline=trade, expected_version=2, by=None, at=NOW)
    assert len(standing_pipelines()) == MOST_PIPELINES

    # and with one less it stands again
    other = Pipeline.objects.get(name="Way 0")
    retire_pipeline(pipeline=other, expected_version=1, by=None, at=NOW)
    bring_back_pipeline(pipeline=trade, expected_version=2, by=None, at=NOW)
    assert standing_pipelines()[-1] == trade


def test_pipelines_change_places(trade: Pipeline) -> None:
    shift_pipeline(pipeline=trade, earlier=True, by=None, at=NOW)
    shift_pipeline(pipeline=trade, earlier=True, by=None, at=NOW)
    assert [one.name for one in standing_pipelines()] == ["To firms", "Sales"]


def test_who_does_not_sell_arranges_nothing(trade: Pipeline) -> None:
    max_ = a_user("Max", role="marketing")
    for act in (
        lambda: add_pipeline(name="Mine", by=max_, at=NOW),
        lambda: retire_pipeline(pipeline=trade, expected_version=1, by=max_, at=NOW),
        lambda: make_default(pipeline=trade, expected_version=1, by=max_, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_pages_add_arrange_and_retire() -> None:
    # given a seller
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    row = an_opportunity()

    # when a pipeline is added, its stages are shown, and another name is given
    assert sent(client, reverse("sales:pipeline_add"), name="To firms").status_code == 303
    trade = Pipeline.objects.get(name="To firms")
    html = client.get(reverse("sales:stages"), {"pipeline": trade.pk}).content.decode()
    assert "How a sale goes: To firms" in html
    assert (
        sent(client, reverse("sales:pipeline", args=[trade.pk]), name="Sales", version=1).status_code == 422
    )
    sent(client, reverse("sales:pipeline", args=[trade.pk]), name="Firms", version=1)
    sent(client, reverse("sales:stage_add"), name="Samples sent", pipeline=trade.pk)
    assert Stage.objects.get(name="Samples sent").pipeline == trade

    # and made the usual one, and the other retired with a choice for what is open in it
    sent(client, reverse("sales:pipeline_default", args=[trade.pk]), version=2)
    old = row.stage.pipeline
    url = reverse("sales:pipeline_retire", args=[old.pk])
    assert "1 opportunity is open in it" in client.get(url).content.decode()
    old.refresh_from_db()
    assert sent(client, url, version=old.version).status_code == 422
    into = stage_in(trade, "Visit")
    sent(client, url, version=old.version, into=into.pk)
    row.refresh_from_db()
    assert row.stage == into
    # The page that follows offers the undo.
    line = JournalLine.objects.get(verb="sales.pipeline.retired")
    assert (
        reverse("office:undo", args=[line.pk]) in client.get(reverse("sales:pipeline_add")).content.decode()
    )

    # and brought back
    old.refresh_from_db()
    assert old.name in client.get(reverse("sales:pipeline_add")).content.decode()
    sent(client, reverse("sales:pipeline_back", args=[old.pk]), version=old.version)
    old.refresh_from_db()
    assert old.retired_at is None


def test_the_board_shows_one_pipeline_and_says_how_many_are_in_the_others(trade: Pipeline) -> None:
    # given two in the usual one and one in another
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    for name in ("Ann Miller", "Ben Okri"):
        an_opportunity(a_person(name), title=f"Chair of {name}")
    an_opportunity(a_person("Cleo Lane"), title="Banquettes", pipeline=trade)

    # when the board is looked at, and then the other pipeline
    html: Any = client.get(reverse("sales:board")).content.decode()
    assert ("Chair of Ann Miller" in html, "Banquettes" in html) == (True, False)
    assert f'href="{reverse("sales:board")}?pipeline={trade.pk}"' in html
    html = client.get(reverse("sales:board"), {"pipeline": trade.pk}).content.decode()

    # then each has its own cards, and a card goes back to the board that it was moved on
    assert ("Chair of Ann Miller" in html, "Banquettes" in html) == (False, True)
    row, to = Opportunity.objects.get(title="Banquettes"), stage_in(trade, "Visit")
    asked = {"to": f"{row.pk}.1.{to.pk}", "back": "board", "pipeline": str(trade.pk)}
    answer = sent(client, reverse("sales:board_move"), **asked)
    assert answer["Location"] == f"{reverse('sales:board')}?pipeline={trade.pk}#board"


def test_one_by_hand_asks_for_the_pipeline_only_where_there_are_several() -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    ensure_stages()
    url = reverse("sales:add")
    assert 'name="pipeline"' not in client.get(url).content.decode()
    trade = add_pipeline(name="To firms", by=None, at=NOW)
    assert 'name="pipeline"' in client.get(url).content.decode()
    sent(client, url, name="Lena Osei", title="Banquettes", pipeline=trade.pk)
    assert Opportunity.objects.get().stage.pipeline == trade


def test_the_list_sifts_by_pipeline_and_by_words(trade: Pipeline) -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    an_opportunity(a_person("Ann Miller"), title="Wing chair")
    an_opportunity(a_person("Lena Osei"), title="Banquettes", pipeline=trade)
    url = reverse("sales:opportunities")
    for asked in ({"pipeline": trade.pk}, {"q": "banq"}, {"q": "osei"}):
        html = client.get(url, asked).content.decode()
        assert ("Banquettes" in html, "Wing chair" in html) == (True, False)
    assert "None like that" in client.get(url, {"q": "nobody"}).content.decode()
