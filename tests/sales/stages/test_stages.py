"""The stages in the words of the business."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.office.changes.words import Refused
from tandem.sales.opportunities.actions import move
from tandem.sales.opportunities.models import Stage
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.stages.actions import MOST_STAGES, add_stage, remove_stage, rename_stage, shift_stage
from tests.sales.shop import NOW, a_business, a_user, an_opportunity, sent, signed_in

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


def test_only_an_unused_stage_goes() -> None:
    row = an_opportunity()
    with pytest.raises(Refused, match="1 opportunity stands there"):
        remove_stage(stage=stage("First talk"), by=None, at=NOW)
    move(opportunity=row, expected_version=1, stage=stage("Visit"), by=None, at=NOW)
    with pytest.raises(Refused, match="went through it"):
        remove_stage(stage=stage("First talk"), by=None, at=NOW)
    remove_stage(stage=stage("Quote sent"), by=None, at=NOW)
    assert "Quote sent" not in names()


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
