"""Every pair of colours that carries words is read easily: the WCAG formula over the tokens themselves."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "src/tandem/ui/static/ui/css/tokens.css").read_text()
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: int) -> float:
    lights = sorted((luminance(PAIRS[one][theme]), luminance(PAIRS[other][theme])), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def test_the_tokens_are_those_of_the_looks() -> None:
    assert len(PAIRS) == 20
    assert PAIRS["paper"] == ("#faf9f6", "#14171a")
    assert PAIRS["m"] == ("#a8470a", "#f2a36b")
    assert PAIRS["s-soft"] == ("#6292bb", "#3b739f")


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "mute", "m", "s", "t", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "sunk"])
def test_words_are_read_on_every_ground(words: str, ground: str, theme: int) -> None:
    assert contrast(words, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("desk", ["m", "s", "t"])
def test_a_desk_is_read_on_its_tint_and_words_on_its_fill(desk: str, theme: int) -> None:
    assert contrast(desk, f"{desk}-tint", theme) >= 4.5
    assert contrast("on-fill", desk, theme) >= 4.5
    assert contrast(f"{desk}-soft", "paper", theme) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_border_of_a_control_is_seen(theme: int) -> None:
    assert contrast("ctl", "paper", theme) >= 3
