from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from tandem.ui import slots


@pytest.fixture(autouse=True)
def _only_what_the_test_registers() -> Iterator[None]:
    before = {name: list(fillings) for name, fillings in slots._fillings.items()}
    slots._fillings.update({name: [] for name in before})
    yield
    slots._fillings.update(before)


def chairs(request: HttpRequest | None, **context: str) -> list[slots.Content]:
    return [slots.Item(title="Ring <Tom>", url="/people/1/", when="11:30", icon="phone")]


def panel(request: HttpRequest | None, *, person: str = "") -> list[slots.Content]:
    return [mark_safe(f"<p>{person}</p>")]  # noqa: S308


def test_lower_orders_come_first_and_a_function_counts_once() -> None:
    slots.register("person.side", panel, order=20)
    slots.register("person.side", chairs, order=10)
    slots.register("person.side", panel, order=20)

    filled = slots.items("person.side", None, person="Tom")

    assert filled == [*chairs(None), "<p>Tom</p>"]


def test_a_slot_that_is_not_listed_is_refused() -> None:
    with pytest.raises(slots.UnknownSlot, match=r"person\.sidde"):
        slots.register("person.sidde", panel)
    with pytest.raises(slots.UnknownSlot):
        slots.items("person.sidde", None)


def test_every_slot_says_what_it_is_for() -> None:
    assert all(sentence.endswith(".") for sentence in slots.SLOTS.values())


def test_the_tag_draws_items_escaped_and_parts_as_they_are() -> None:
    slots.register("person.side", chairs)
    slots.register("person.side", panel)
    request = RequestFactory().get("/")

    html = Template('{% load ui %}{% slot "person.side" person="Maya" %}').render(
        Context({"request": request})
    )

    assert "Ring &lt;Tom&gt;" in html
    assert "<p>Maya</p>" in html


def test_a_bare_string_is_refused_because_nobody_vouched_for_it() -> None:
    with pytest.raises(TypeError, match="not str"):
        slots.render("<b>hello</b>", None)  # type: ignore[arg-type]
