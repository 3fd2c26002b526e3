"""What helps with one opportunity, and what was asked and said about it."""

from dataclasses import dataclass

from tandem.sales.helping.models import Asked
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.queries import Objection, Page, page_of


@dataclass(frozen=True)
class AskedLine:
    """A question as the panel shows it; `words` is what they answered, where somebody wrote it down."""

    line: GuideLine
    asked: Asked | None
    words: str


@dataclass(frozen=True)
class OwnAnswer:
    line: GuideLine
    said: Said | None


@dataclass(frozen=True)
class Met:
    """Something that they say, with our answers; `is_met` tells that one was given already."""

    line: GuideLine
    answers: list[OwnAnswer]

    @property
    def is_met(self) -> bool:
        return any(answer.said for answer in self.answers)


@dataclass(frozen=True)
class Help:
    """What helps with one opportunity in the stage where it stands, and what was heard before."""

    page: Page
    questions: list[AskedLine]
    objections: list[Met]
    earlier: list[AskedLine]
    said_earlier: list[Said]


def help_for(opportunity: Opportunity) -> Help:
    """Three queries where the guide has lines, however much was asked and said."""
    page = page_of(opportunity.stage)
    asked = {row.question_id: row for row in heard(opportunity)}
    said = {row.answer_id: row for row in given(opportunity)}
    here = {line.pk for line in page.questions} | set(page.answer_ids)
    return Help(
        page=page,
        questions=[asked_line(line, asked.get(line.pk)) for line in page.questions],
        objections=[met(one, said) for one in page.objections],
        earlier=[asked_line(row.question, row) for key, row in asked.items() if key not in here],
        said_earlier=[row for key, row in said.items() if key not in here],
    )


def heard(opportunity: Opportunity) -> list[Asked]:
    """The questions that were asked, the oldest first, with what they answered."""
    return list(opportunity.asked.select_related("question", "entry"))


def given(opportunity: Opportunity) -> list[Said]:
    return list(opportunity.said.select_related("answer__under", "by"))


def asked_line(line: GuideLine, asked: Asked | None) -> AskedLine:
    return AskedLine(line, asked, asked.entry.words if asked and asked.entry else "")


def met(one: Objection, said: dict[int, Said]) -> Met:
    return Met(one.line, [OwnAnswer(line, said.get(line.pk)) for line in one.answers])
