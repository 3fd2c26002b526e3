import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory


def drawn(source: str, **context: Any) -> str:
    return re.sub(r"\s+", " ", Template("{% load ui %}" + source).render(Context(context))).strip()


class FairForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the stand")
    ready_on = forms.DateField(label="Ready by", error_messages={"invalid": "Try a date like 18 Dec."})
    budget = forms.IntegerField(label="Budget", error_messages={"invalid": "Try 480."})
    newsletter = forms.BooleanField(label="Newsletter?", required=False)


def test_an_icon_is_silent_and_drawn_in_one_of_two_weights() -> None:
    large, small = drawn('{% icon "phone" %}'), drawn('{% icon "phone" size=16 %}')

    assert large.startswith("<svg")
    assert 'aria-hidden="true"' in large
    assert 'width="20"' in large
    assert 'stroke-width="1.75"' in large
    assert 'width="16"' in small
    assert 'stroke-width="2"' in small


def test_no_icon_for_no_name() -> None:
    assert drawn('{% icon "" %}') == ""


def test_every_form_gets_its_own_key() -> None:
    keys = re.findall(r'name="once" value="([\w-]{24})"', drawn("{% once %}{% once %}"))

    assert len(keys) == len(set(keys)) == 2


def test_the_version_that_was_read_goes_with_the_form() -> None:
    assert drawn("{% version row %}", row=SimpleNamespace(version=4)) == (
        '<input type="hidden" name="version" value="4">'
    )


def test_a_field_ties_its_hint_to_its_control() -> None:
    html = drawn("{% field form.name %}", form=FairForm())

    assert '<label class="label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_hint"' in html
    assert '<div class="hint" id="id_name_hint">As on the stand</div>' in html
    assert "aria-invalid" not in html


def test_a_wrong_field_keeps_what_was_typed_and_the_first_has_the_focus() -> None:
    form = FairForm({"name": "Tom", "ready_on": "18 Octember", "budget": "much"})

    html = drawn("{% fields form %}", form=form)

    assert 'value="18 Octember"' in html
    assert 'aria-describedby="id_ready_on_error"' in html
    assert "Try a date like 18 Dec." in html
    assert html.count("autofocus") == 1
    assert html.index("autofocus") < html.index('name="budget"')
    assert html.count('aria-invalid="true"') == 2


def test_what_is_wrong_with_the_whole_form_stands_above_it() -> None:
    form = FairForm({"name": "Tom", "ready_on": "2026-12-18", "budget": "480"})
    form.add_error(None, "That day is <full>.")

    html = drawn("{% fields form %}", form=form)

    assert html.index("That day is &lt;full&gt;.") < html.index('name="name"')


def test_an_extra_attribute_reaches_the_control() -> None:
    assert 'inputmode="numeric"' in drawn('{% field form.budget inputmode="numeric" %}', form=FairForm())


@pytest.mark.parametrize(
    ("left", "words", "state"),
    [
        (timedelta(hours=6), "6 h left to accept", "countdown"),
        (timedelta(minutes=40), "40 min left to accept", "countdown is-near"),
        (timedelta(0), "late since", "countdown is-late"),
    ],
)
def test_a_promise_warns_in_its_last_fifth(left: timedelta, words: str, state: str) -> None:
    html = drawn(
        '{% countdown left whole "to accept" late_since=since %}',
        left=left,
        whole=timedelta(hours=8),
        since=datetime(2026, 11, 3, 10, 20, tzinfo=UTC),
    )

    assert f'class="{state}"' in html
    assert words in html


@pytest.mark.parametrize(("won", "words"), [(0, "customers"), (1, "customer"), (2, "customers")])
def test_one_customer_is_not_called_customers(won: int, words: str) -> None:
    assert f"<b>{won}</b> {words}</span>" in drawn("{% where_they_are " + str(won) + " 4 2 %}")


def test_where_they_are_adds_up_to_the_whole_bar() -> None:
    html = drawn("{% where_they_are 58 152 290 22 desk='sales' %}")

    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="14" rx', html)]
    assert widths == [11.6, 30.4, 58.0]
    assert "still open, about 22 will buy" in html


def test_a_mirrored_bar_grows_from_the_right() -> None:
    html = drawn("{% bar 118 126 desk='marketing' mirrored=True %}")

    assert '<rect class="fill-m" x="6.35%" width="93.65%"' in html


def test_own_words_are_quoted_and_escaped() -> None:
    assert drawn("{% quote words %}", words="<b>Help</b>") == (
        '<blockquote class="quote">“&lt;b&gt;Help&lt;/b&gt;”</blockquote>'
    )
    assert drawn("{% quote words %}", words="") == ""


def test_a_badge_of_a_desk_is_a_pill_and_an_unknown_kind_fails() -> None:
    assert 'class="badge badge-m"' in drawn('{% badge "Marketing" kind="marketing" %}')
    with pytest.raises(KeyError):
        drawn('{% badge "x" kind="purple" %}')


def test_sorting_turns_round_and_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/?q=chairs&sort=name&page=3")

    html = drawn(
        '{% sort_header "name" "Name" %}{% sort_header "asked" "Asked" numeric=True %}', request=request
    )

    assert 'aria-sort="ascending"' in html
    assert 'href="?q=chairs&amp;sort=-name"' in html
    assert 'href="?q=chairs&amp;sort=asked"' in html


def test_paging_keeps_the_address_and_is_absent_for_one_page() -> None:
    request = RequestFactory().get("/?q=chairs&page=2")
    pages = Paginator(range(30), 10)

    html = drawn("{% paging page %}", request=request, page=pages.page(2))

    assert 'href="?q=chairs&amp;page=1"' in html
    assert 'href="?q=chairs&amp;page=3"' in html
    assert "Page 2 of 3" in html
    assert drawn("{% paging page %}", request=request, page=Paginator([1], 10).page(1)) == ""


def test_ten_dots_and_their_sentence() -> None:
    html = drawn("{% dots 9 'Open ones count by their age.' %}")

    assert html.count("<i") == 10
    assert html.count("is-filled") == 9
    assert "<b>9 in 10 sure.</b> Open ones count by their age." in html


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Two chairs", "Two chairs"),
        ("Two chairs and", "Two chair…"),
        ("", ""),
        # An e with its accent apart is not cut in two.
        ("Two chaie\u0301rs and", "Two chai…"),
    ],
)
def test_the_beginning_of_words_is_no_longer_than_asked(words: str, shown: str) -> None:
    assert drawn("{{ words|beginning:10 }}", words=words) == shown
