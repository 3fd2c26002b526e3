"""Reading a figure back, as a browser would."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Tree

CSS = Path(__file__).parents[2] / "src/tandem/ui/static/ui/css"


def read(svg: str) -> Tree.Element:
    """The figure as a tree; raises where it is not well formed."""
    return Tree.fromstring(svg)  # noqa: S314 - our own markup, not anybody's file


def having(svg: str, classes: str) -> list[Tree.Element]:
    """All elements with these classes."""
    wanted = set(classes.split())
    return [element for element in read(svg).iter() if wanted <= set(element.get("class", "").split())]


def classes_of(svg: str) -> set[str]:
    return {name for element in read(svg).iter() for name in element.get("class", "").split()}


def words(svg: str) -> list[str]:
    return [element.text or "" for element in read(svg).iter("text")]


def attributes(svg: str) -> Iterator[tuple[str, str]]:
    for element in read(svg).iter():
        yield from element.attrib.items()
