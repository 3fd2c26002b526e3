from dataclasses import dataclass, field

from tandem.sales.opportunities.words import Step


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What was told on the way into a stage: each answers one check, and what is empty answers none."""

    amount_minor: int | None = None
    step: Step = field(default_factory=Step)
    need: str = ""
    owner_id: int | None = None
    # Keys of checks in the business's own words of which somebody says that they hold.
    ticked: frozenset[int] = frozenset()
