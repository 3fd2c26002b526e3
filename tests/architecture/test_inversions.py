"""The two inversions of the stair are listed whole in docs/structure.md."""

from pathlib import Path

from tandem.office.followers import FACTS
from tandem.ui.slots import SLOTS

STRUCTURE = (Path(__file__).parents[2] / "docs" / "structure.md").read_text()


def test_every_fact_is_in_the_structure_page() -> None:
    assert [fact for fact in FACTS if f"`{fact}`" not in STRUCTURE] == []


def test_every_slot_is_in_the_structure_page() -> None:
    assert [slot for slot in SLOTS if f"`{slot}`" not in STRUCTURE] == []
