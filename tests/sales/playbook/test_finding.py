"""The playbook is found by its words, by everybody who may read it, as long as they stand there."""

from typing import Any

import pytest
from django.urls import reverse

from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.search.actions import rebuild
from tandem.office.search.models import SearchDocument
from tandem.office.search.queries import find
from tandem.people.privacy.words import Traces
from tandem.sales.arranging.actions import add_pipeline, bring_back_pipeline, retire_pipeline
from tandem.sales.kits.kit import Moment
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import add_line, edit_line, put_away, scrub_lines, write_guide
from tandem.sales.playbook.laying import lay_kit
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.words import LineKind
from tandem.sales.stages.actions import remove_stage, rename_stage
from tests.sales.shop import NOW, a_business, a_user, days, signed_in

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": None, "at": NOW}
LATER: dict[str, Any] = {"by": None, "at": NOW + days(1)}


@pytest.fixture
def visit() -> Stage:
    a_business()
    ensure_stages()
    return Stage.objects.select_related("pipeline").get(name="Visit")


def found(words: str) -> list[tuple[str, str, str]]:
    return sorted((one.title, one.detail, one.url) for one in find(words))


def undone(verb: str) -> None:
    undo(line_id=JournalLine.objects.filter(verb=verb).latest("pk").pk, **LATER)


def test_lines_and_pages_are_found_and_lead_to_their_place(visit: Stage) -> None:
    # given a page with a question, something they say and an answer
    told = {"opening": "Mind the staircase", "step": "Measure it", "step_kind": "visit"}
    write_guide(stage=visit, expected_version=0, **told, **BY)
    said = add_line(stage=visit, kind=LineKind.OBJECTION, words="Far too dear for us.", **BY)
    answer = add_line(
        stage=visit, kind=LineKind.ANSWER, words="For what would it be worth?", under=said, **BY
    )
    url = reverse("sales:guide", args=[visit.pk])

    # then each is found, with what it stands beside
    assert found("staircase") == [("Playbook: Visit", "", url)]
    assert found("too dear") == [
        ("Far too dear for us.", "Visit", f"{url}#line-{said.pk}"),
        ("For what would it be worth?", "Far too dear for us.", f"{url}#line-{answer.pk}"),
    ]
    reader = signed_in(a_user("Rita", role="read_only"))
    assert "For what would it be worth?" in reader.get("/office/search/", {"q": "worth"}).content.decode()
    assert reader.get(url).status_code == 200

    # and made anew, the index is the same
    before = sorted(SearchDocument.objects.values_list("kind", "row_id", "folded", "at"))
    rebuild()
    assert sorted(SearchDocument.objects.values_list("kind", "row_id", "folded", "at")) == before


def test_what_is_put_right_or_away_is_found_as_it_stands(visit: Stage) -> None:
    said = add_line(stage=visit, kind=LineKind.OBJECTION, words="Too dear.", **BY)
    add_line(stage=visit, kind=LineKind.ANSWER, words="It lasts for ages.", under=said, **BY)
    edit_line(line=said, expected_version=1, words="Too costly.", **BY)
    assert (found("dear"), len(found("costly"))) == ([], 2)
    # An answer goes with what it answers, and comes back with it.
    put_away(line=said, expected_version=2, **BY)
    assert (found("costly"), found("ages")) == ([], [])
    undone("sales.guideline.put_away")
    assert len(found("ages")) == 1
    undone("sales.guideline.edited")
    assert (len(found("dear")), found("costly")) == (2, [])
    assert scrub_lines(Traces(words=("ages",)), NOW) == 1
    assert found("ages") == []


def test_a_kit_is_found_and_undone_it_is_not(visit: Stage) -> None:
    laid, _line = lay_kit(kit="upholstery", over={visit: Moment.NEED}, **BY)
    assert SearchDocument.objects.filter(kind="sales.guideline").count() == laid.lines
    undone("sales.playbook.laid")
    assert not SearchDocument.objects.filter(kind="sales.guideline").exists()


def test_of_a_kit_that_is_undone_the_opening_is_not_found_either(visit: Stage) -> None:
    # given a kit of which every line was put in other words since
    lay_kit(kit="upholstery", over={visit: Moment.NEED}, **BY)
    GuideLine.objects.update(version=2)
    opening = Guide.objects.get().opening
    assert [title for title, _detail, _url in found(opening)] == ["Playbook: Visit"]

    # when it is undone, then what it said itself is gone from the search with it
    undone("sales.playbook.laid")
    assert found(opening) == []


def test_the_pages_of_stages_that_stand_are_found(visit: Stage) -> None:
    add_line(stage=visit, kind=LineKind.QUESTION, words="How wide is the door?", **BY)
    rename_stage(stage=visit, expected_version=1, name="At their home", **BY)
    assert [detail for _title, detail, _url in found("how wide")] == ["At their home"]
    remove_stage(stage=visit, **BY)
    assert found("how wide") == []
    undone("sales.stage.put_away")
    assert len(found("how wide")) == 1

    trade = add_pipeline(name="To firms", **BY)
    first = Stage.objects.select_related("pipeline").filter(pipeline=trade).first()
    assert first is not None
    add_line(stage=first, kind=LineKind.QUESTION, words="Who signs for it?", **BY)
    retire_pipeline(pipeline=trade, expected_version=1, **BY)
    assert found("who signs") == []
    undone("sales.pipeline.retired")
    assert len(found("who signs")) == 1
    trade.refresh_from_db()
    retire_pipeline(pipeline=trade, expected_version=trade.version, **BY)
    bring_back_pipeline(pipeline=trade, expected_version=trade.version, **BY)
    assert len(found("who signs")) == 1
    assert GuideLine.objects.count() == 2
