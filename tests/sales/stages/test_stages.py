"""The stages in the words of the business."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.office.changes.words import Refused
from tandem.office.journal.actions import undo
from tandem.sales.arranging.actions import add_pipeline, bring_back_pipeline, make_default, retire_pipeline
from tandem.sales.opportunities.actions import move
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.playbook.actions import add_line
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.words import LineKind
from tandem.sales.stages.actions import MOST_STAGES, add_stage, remove_stage, rename_stage, shift_stage
from tests.sales.shop import NOW, a_business, a_person, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_stages() -> None:
    ensure_stages()


def names() -> list[str]:
    return list(Stage.objects.values_list("name", flat=True))


def stage(name: str) -> Stage:
    return Stage.objects.get(name=name)


def test_a_new_stage_stands_before_the_ends() -> None:
    add_stage(name="  Samples   sent ", by=None, at=NOW)
    assert names()[-3:] == ["Samples sent", "Won", "Lost"]


def test_a_stage_moves_one_place_and_never_past_an_end() -> None:
    shift_stage(stage=stage("Quote sent"), earlier=True, by=None, at=NOW)
    shift_stage(stage=stage("First talk"), earlier=True, by=None, at=NOW)
    shift_stage(stage=stage("Ready to order"), earlier=False, by=None, at=NOW)
    assert names() == ["First talk", "Quote sent", "Visit", "Ready to order", "Won", "Lost"]
    with pytest.raises(Refused, match="at the end"):
        shift_stage(stage=stage("Won"), earlier=True, by=None, at=NOW)


def test_names_are_given_once() -> None:
    rename_stage(stage=stage("Won"), expected_version=1, name="Sold", by=None, at=NOW)
    assert names()[-2:] == ["Sold", "Lost"]
    with pytest.raises(Refused, match="of that name already"):
        rename_stage(stage=stage("Visit"), expected_version=1, name="first TALK", by=None, at=NOW)
    with pytest.raises(Refused, match="Give the stage a name"):
        add_stage(name=" ", by=None, at=NOW)


def test_an_unused_stage_goes_for_good() -> None:
    remove_stage(stage=stage("Quote sent"), by=None, at=NOW)
    assert "Quote sent" not in names()


def test_an_unused_stage_with_a_page_of_the_playbook_is_only_put_away() -> None:
    # given a stage that nobody was in, with what they say there and our answer to it
    told = {"stage": stage("Quote sent"), "by": None, "at": NOW}
    objection = add_line(kind=LineKind.OBJECTION, words="Too dear.", **told)  # type: ignore[arg-type]
    add_line(kind=LineKind.ANSWER, words="It lasts.", under=objection, **told)  # type: ignore[arg-type]

    # when it is removed, then it is off the board, and its words are kept
    line = remove_stage(stage=stage("Quote sent"), by=None, at=NOW)
    assert "Quote sent" not in [one.name for one in ensure_stages()]
    assert list(GuideLine.objects.values_list("words", flat=True)) == ["Too dear.", "It lasts."]

    # and the undo brings it back with them
    undo(line_id=line.pk, by=None, at=NOW + days(1))
    back = next(one for one in ensure_stages() if one.name == "Quote sent")
    assert set(GuideLine.objects.values_list("guide__stage", flat=True)) == {back.pk}


def test_a_stage_goes_with_a_choice_where_its_cards_go() -> None:
    # given an opportunity that has stood in the first stage for three days
    joe = a_user()
    row = an_opportunity(at=NOW - days(3))

    # when the stage is removed without saying where the opportunity goes, or to itself
    first = stage("First talk")
    for into in (None, first):
        with pytest.raises(Refused, match="1 opportunity stands there"):
            remove_stage(stage=first, into=into, by=joe, at=NOW)

    # then nothing was changed; and with a choice it goes there, with its line in the log
    line = remove_stage(stage=first, into=stage("Visit"), by=joe, at=NOW)
    row.refresh_from_db()
    assert (row.stage.name, row.stage_since, row.version) == ("Visit", NOW, 2)
    assert [(log.stage.name, log.at, log.by) for log in row.stage_log.all()] == [
        ("First talk", NOW - days(3), None),
        ("Visit", NOW, joe),
    ]
    assert [one.name for one in ensure_stages()] == ["Visit", "Quote sent", "Ready to order", "Won", "Lost"]
    with pytest.raises(Refused, match="removed already"):
        remove_stage(stage=first, by=joe, at=NOW)
    with pytest.raises(Refused, match="was removed"):
        move(opportunity=row, expected_version=2, stage=first, by=joe, at=NOW)

    # and the undo puts the stage and what is still there back, since when it stood
    undo(line_id=line.pk, by=joe, at=NOW + days(1))
    row.refresh_from_db()
    assert (row.stage.name, row.stage_since) == ("First talk", NOW - days(3))
    assert [one.name for one in ensure_stages()][:4] == [
        "Visit",
        "Quote sent",
        "Ready to order",
        "First talk",
    ]


def test_what_was_moved_on_stays_where_it_is_when_a_stage_comes_back() -> None:
    one, other = an_opportunity(title="A"), an_opportunity(a_person("Ann Miller"), title="B")
    line = remove_stage(stage=stage("First talk"), into=stage("Visit"), by=None, at=NOW)
    one.refresh_from_db()
    move(opportunity=one, expected_version=2, stage=stage("Quote sent"), by=None, at=NOW + days(1))
    undo(line_id=line.pk, by=None, at=NOW + days(2))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.stage.name, other.stage.name) == ("Quote sent", "First talk")


def test_a_stage_comes_back_after_its_pipeline_and_not_before() -> None:
    # given a stage that was put away with what stood there, and its pipeline retired since
    first = stage("First talk")
    add_pipeline(name="To firms", by=None, at=NOW)
    usual, firms = Pipeline.objects.order_by("pk")
    row = an_opportunity()
    elsewhere = Stage.objects.filter(pipeline=firms).order_by("position")[0]
    line = remove_stage(stage=first, into=elsewhere, by=None, at=NOW)
    make_default(pipeline=firms, expected_version=firms.version, by=None, at=NOW)
    usual.refresh_from_db()
    retire_pipeline(pipeline=usual, expected_version=usual.version, by=None, at=NOW)

    # when the stage is asked back, then it is said what comes first, and the opportunity stays
    with pytest.raises(Refused, match="“Sales” is retired"):
        undo(line_id=line.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert row.stage == elsewhere

    # and after that, both are there again
    usual.refresh_from_db()
    bring_back_pipeline(pipeline=usual, expected_version=usual.version, by=None, at=NOW)
    undo(line_id=line.pk, by=None, at=NOW)
    row.refresh_from_db()
    assert row.stage == first


def test_a_name_is_free_again_when_its_stage_was_put_away() -> None:
    an_opportunity()
    line = remove_stage(stage=stage("First talk"), into=stage("Visit"), by=None, at=NOW)
    add_stage(name="First talk", by=None, at=NOW)
    with pytest.raises(Refused, match="of that name already"):
        undo(line_id=line.pk, by=None, at=NOW)


def test_one_stage_stays_and_the_ends_too() -> None:
    for name in ("Visit", "Quote sent", "Ready to order"):
        remove_stage(stage=stage(name), by=None, at=NOW)
    with pytest.raises(Refused, match="One stage must stay"):
        remove_stage(stage=stage("First talk"), by=None, at=NOW)
    with pytest.raises(Refused, match="at the end"):
        remove_stage(stage=stage("Won"), by=None, at=NOW)


def test_there_is_an_end_to_stages() -> None:
    for number in range(MOST_STAGES - 4):
        add_stage(name=f"Stage {number}", by=None, at=NOW)
    with pytest.raises(Refused, match="Ten stages"):
        add_stage(name="One more", by=None, at=NOW)


def test_the_page_changes_names_and_order() -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    url = reverse("sales:stages")
    assert "First talk" in client.get(url).content.decode()
    sent(client, reverse("sales:stage_add"), name="Samples sent")
    sent(client, reverse("sales:stage", args=[stage("Visit").pk]), name="Measuring", version=1)
    sent(client, reverse("sales:stage_move", args=[stage("Samples sent").pk]), to="earlier")
    sent(client, reverse("sales:stage_remove", args=[stage("Quote sent").pk]))
    assert names() == ["First talk", "Measuring", "Samples sent", "Ready to order", "Won", "Lost"]


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    answer = sent(client, reverse("sales:stage", args=[stage("Visit").pk]), name="Won", version=1)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a stage of that name already." in html
    an_opportunity()
    answer = sent(client, reverse("sales:stage_remove", args=[stage("First talk").pk]))
    assert (answer.status_code, "1 opportunity stands there" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_others_only_read_them(role: str) -> None:
    a_business()
    client = signed_in(a_user("Max", role=role))
    html: Any = client.get(reverse("sales:stages")).content.decode()
    assert "First talk" in html
    assert reverse("sales:stage_add") not in html
    assert sent(client, reverse("sales:stage_add"), name="Mine").status_code == 403
