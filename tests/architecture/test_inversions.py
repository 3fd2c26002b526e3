"""The two inversions of the stair are listed whole in docs/structure.md."""

import re
from pathlib import Path

from tandem.office.followers import FACTS
from tandem.office.journal.words import sentence_of
from tandem.ui.slots import SLOTS

VERB = re.compile(r'verb="([a-z_]+\.[a-z_]+\.[a-z_]+)"')
STRUCTURE = (Path(__file__).parents[2] / "docs" / "structure.md").read_text()


def test_every_fact_is_in_the_structure_page() -> None:
    assert [fact for fact in FACTS if f"`{fact}`" not in STRUCTURE] == []


def test_every_slot_is_in_the_structure_page() -> None:
    assert [slot for slot in SLOTS if f"`{slot}`" not in STRUCTURE] == []


def test_every_line_of_the_journal_has_a_sentence() -> None:
    source = Path(__file__).parents[2] / "src" / "tandem"
    written = {verb for file in source.rglob("*.py") for verb in VERB.findall(file.read_text())}
    assert len(written) > 40
    assert sorted(verb for verb in written if sentence_of(verb, "") == untold(verb)) == []


def untold(verb: str) -> str:
    """What a verb without a sentence is told as: its last word."""
    return verb.split(".")[-1].replace("_", " ").capitalize()
