"""The pages of the playbook: read by everybody, changed by sales, whole without JavaScript."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tandem.sales.arranging.actions import add_pipeline
from tandem.sales.kits.every import KITS
from tandem.sales.kits.kit import Moment
from tandem.sales.pipelines.actions import ensure_stages
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import open_stages
from tandem.sales.playbook.forms import KitForm
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.queries import Page, page_of
from tests.sales.shop import NOW, a_business, a_user, sent, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def first_stages() -> None:
    a_business(trade="garden")
    ensure_stages()


@pytest.fixture
def joe() -> Client:
    return signed_in(a_user("Joe", role="sales"))


def stage(name: str = "Quote sent") -> Stage:
    return Stage.objects.get(name=name)


def laid(client: Client, kit: str = "garden", **other: str) -> Any:
    names = ("First talk", "Visit", "Quote sent", "Ready to order")
    over = {f"stage-{stage(name).pk}": str(moment) for name, moment in zip(names, Moment, strict=True)}
    return sent(client, reverse("sales:playbook_start"), kit=kit, **{**over, **other})


def page() -> Page:
    return page_of(stage())


def html_of(client: Client, name: str, *args: int, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_an_empty_playbook_leads_to_the_trades(joe: Client) -> None:
    html = html_of(joe, "sales:playbook")
    assert "Choose your trade" in html
    assert reverse("sales:practice") not in html


def test_the_kit_of_the_own_trade_is_shown_first_and_each_other_on_asking(joe: Client) -> None:
    html = html_of(joe, "sales:playbook_start")
    assert all(str(kit.name) in html for kit in KITS.values())
    assert str(KITS["garden"].parts[Moment.NEED].opening) in html
    assert str(KITS["bakery"].parts[Moment.NEED].opening) in html_of(
        joe, "sales:playbook_start", kit="bakery"
    )
    a_business(trade="hairdresser")
    html = html_of(joe, "sales:playbook_start", kit="whaling")
    assert "Make it mine" not in html


def test_a_kit_is_laid_and_every_line_is_there(joe: Client) -> None:
    answer = laid(joe)
    assert (answer.status_code, answer["Location"]) == (303, reverse("sales:playbook"))
    html = html_of(joe, "sales:guide", stage().pk)
    part = KITS["garden"].parts[Moment.QUOTE]
    said = [str(heard.words) for heard in part.heard]
    answers = [str(one) for heard in part.heard for one in heard.answers]
    everything = [str(part.opening), str(part.step), *map(str, part.questions), *said, *answers]
    assert [words for words in everything if words not in html] == []


def test_a_new_business_gets_its_first_stages_with_the_kit(joe: Client) -> None:
    Stage.objects.all().delete()
    assert "First talk, Visit, Quote sent, Ready to order" in html_of(joe, "sales:playbook_start")
    sent(joe, reverse("sales:playbook_start"), kit="garden")
    assert [one.words for one in page().questions] == [
        str(words) for words in KITS["garden"].parts[Moment.QUOTE].questions
    ]
    # From then on each stage is asked about.
    assert sent(joe, reverse("sales:playbook_start"), kit="bakery").status_code == 422


def test_a_stage_may_be_left_as_it_is(joe: Client) -> None:
    laid(joe, **{f"stage-{stage().pk}": "leave"})
    assert page().is_empty
    assert Guide.objects.count() == 3


@pytest.mark.parametrize("kit", ["", "whaling"])
def test_an_unknown_kit_is_refused(joe: Client, kit: str) -> None:
    assert laid(joe, kit=kit).status_code == 422
    assert not GuideLine.objects.exists()


def test_a_guide_is_written_by_hand(joe: Client) -> None:
    url = reverse("sales:guide_edit", args=[stage().pk])
    sent(joe, url, opening="Shall we go through it?", step="Ring", step_kind="call")
    shown = page()
    assert shown.guide is not None
    assert shown.guide.opening == "Shall we go through it?"
    assert 'name="version" value="1"' in joe.get(url).content.decode()
    assert sent(joe, url, opening="Other", step="", step_kind="call").status_code == 409
    assert sent(joe, url, opening="x" * 601, step="", step_kind="call", version=1).status_code == 422


def test_lines_are_added_changed_moved_and_put_away(joe: Client) -> None:
    add = reverse("sales:guide_line_add", args=[stage().pk])
    for words in ("One?", "Two?"):
        sent(joe, add, kind="question", words=words)
    sent(joe, add, kind="objection", words="Too dear.")
    objection = page().objections[0].line
    sent(joe, add, kind="answer", words="For what?", under=objection.pk)
    one, two = page().questions
    place = f"{reverse('sales:guide', args=[stage().pk])}#line-{two.pk}"
    assert sent(joe, reverse("sales:guide_line_move", args=[two.pk]), to="earlier")["Location"] == place
    sent(joe, reverse("sales:guide_line", args=[one.pk]), words="Number one?", version=1)
    assert [line.words for line in page().questions] == ["Two?", "Number one?"]
    sent(joe, reverse("sales:guide_line_put_away", args=[two.pk]), version=1)
    assert [line.words for line in page().questions] == ["Number one?"]
    assert [line.words for line in page().objections[0].answers] == ["For what?"]


def test_a_wrong_line_is_told_where_it_was_typed_and_kept(joe: Client) -> None:
    laid(joe)
    objection = page().objections[0].line
    add = reverse("sales:guide_line_add", args=[stage().pk])
    answer = sent(joe, add, kind="answer", under=objection.pk, words="x" * 301)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'aria-describedby="wrong-answer-{objection.pk}">{"x" * 301}</textarea>' in html
    assert html.count('aria-invalid="true"') == 1
    assert sent(joe, add, kind="song", words="la").status_code == 404
    assert sent(joe, add, kind="answer", under=99999, words="la").status_code == 404


def test_two_who_change_a_line_do_not_overwrite_each_other(joe: Client) -> None:
    laid(joe)
    url = reverse("sales:guide_line", args=[page().questions[0].pk])
    assert sent(joe, url, words="First?", version=1).status_code == 303
    assert sent(joe, url, words="Second?", version=1).status_code == 409
    assert page().questions[0].words == "First?"


def test_won_and_lost_have_no_guide(joe: Client) -> None:
    assert joe.get(reverse("sales:guide", args=[stage("Won").pk])).status_code == 404


@pytest.mark.parametrize("role", ["marketing", "read_only"])
def test_others_read_it_and_change_nothing(joe: Client, role: str) -> None:
    laid(joe)
    other = signed_in(a_user("Max", role=role))
    for name, args in (("sales:playbook", []), ("sales:guide", [stage().pk])):
        html = html_of(other, name, *args)
        assert "<form" not in html.split("<main")[1].split("</main")[0]
        assert reverse("sales:practice") not in html
    add = reverse("sales:guide_line_add", args=[stage().pk])
    assert sent(other, add, kind="question", words="Mine?").status_code == 403
    assert other.get(reverse("sales:playbook_start")).status_code == 403


def test_pages_ask_as_often_for_a_full_playbook(joe: Client, django_assert_max_num_queries: Any) -> None:
    laid(joe)
    laid(joe, kit="bakery")
    for name, args in (("sales:playbook", []), ("sales:guide", [stage().pk])):
        with django_assert_max_num_queries(12):
            joe.get(reverse(name, args=args))


def test_where_there_are_several_pipelines_each_stage_is_told_with_its_own(joe: Client) -> None:
    # given one pipeline, whose guide names none
    assert "Quote sent" in html_of(joe, "sales:guide", stage().pk)
    usual = stage().pipeline
    assert f"{usual}: Quote sent" not in html_of(joe, "sales:guide", stage().pk)

    # when there is another, whose stages are named so that only their places tell what they are about
    firms = add_pipeline(name="Firms", by=None, at=NOW)
    names = dict(zip(Stage.objects.filter(pipeline=firms, kind="open"), "ABCD", strict=True))
    for one, name in names.items():
        Stage.objects.filter(pk=one.pk).update(name=name)

    # then the guide names the pipelines, and a kit is laid by the places in each
    html = html_of(joe, "sales:guide", next(iter(names)).pk)
    assert "</a> · Firms</p>" in html
    assert "Firms: B</a>" in html
    assert f"{usual}: Quote sent</a>" in html
    form = KitForm(stages=open_stages())
    assert [form[f"stage-{one.pk}"].initial for one in names] == list(Moment)
