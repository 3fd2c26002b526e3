"""Which column is which field: by its name, borne out by its values, and always with the reason."""

from collections.abc import Mapping as Given
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from tandem.exchange.reading.evidence import LOOK_AT, Evidence, evidence_of, read_as
from tandem.exchange.reading.exporters import exporter_of
from tandem.exchange.reading.folding import fold
from tandem.exchange.reading.layout import unnamed
from tandem.exchange.reading.mapping import Choice, Mapping
from tandem.exchange.reading.naming import named_column, quoted
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.source import Line, Source
from tandem.exchange.reading.texts import text_of
from tandem.exchange.reading.unread import not_taken
from tandem.exchange.reading.vocabulary import (
    DATES,
    KINDS,
    SEVERAL,
    is_called,
    likeness,
    lookalike,
)

ByHand = Given[str, str | Sequence[str]]
# Of fields that are not named by any header, those that the values alone give away.
TOLD_BY_VALUES = ("heard_at", "sold_at", "email")
# An offer has a row for each of its prices.
REPEATED = {("offers", "id")}
# Told of won enquiries only, these would say that a segment always buys.
MUST_BE_KNOWN_EARLY = ("segment", "campaign", "interest")


def recognise(source: Source, kind: str, by_hand: ByHand | None = None) -> Mapping:
    """`by_hand` is field to column, or to '' for a field that no column is to fill. Raises FileRefused."""
    return _Recognition(source, kind, by_hand or {}).mapping()


@dataclass(frozen=True)
class _Candidate:
    score: int
    field: str
    position: int


class _Recognition:
    def __init__(self, source: Source, kind: str, by_hand: ByHand) -> None:
        self.source = source
        self.kind = kind
        self.fields = KINDS[kind]
        self.choices: list[Choice] = []
        self.remarks: list[str] = []
        self.closed_fields = set(by_hand)
        self.used: set[str] = set()
        self._seen: dict[str, Evidence] = {}
        for field, columns in by_hand.items():
            self._take_by_hand(field, columns)

    @cached_property
    def sample(self) -> list[Line]:
        return self.source.sample(LOOK_AT)

    def mapping(self) -> Mapping:
        candidates = self._candidates()
        for candidate in candidates:
            self._take(candidate, candidates)
        for field in TOLD_BY_VALUES:
            self._take_by_values(field)
        self._split_channel()
        self._drop_known_late()
        self._tell_unread()
        self._tell_unnamed()
        order = list(self.fields)
        columns = self.source.headers
        taken = {choice.column for choice in self.choices}
        return Mapping(
            self.kind,
            tuple(sorted(self.choices, key=lambda c: (order.index(c.field), columns.index(c.column)))),
            tuple(column for column in columns if column not in taken),
            tuple(self.remarks),
            exporter_of(columns),
        )

    def evidence(self, column: str) -> Evidence:
        if column not in self._seen:
            position = self.source.headers.index(column)
            self._seen[column] = evidence_of(column, position, self.sample)
        return self._seen[column]

    def _take_by_hand(self, field: str, columns: str | Sequence[str]) -> None:
        if field not in self.fields:
            raise FileRefused(
                _("There is no field “%(field)s”. The fields are %(fields)s.")
                % {"field": field, "fields": quoted(list(self.fields))}
            )
        for wanted in [columns] if isinstance(columns, str) else columns:
            if wanted:
                column = named_column(self.source, wanted)
                self.choices.append(Choice(field, column, _("You chose it."), by_hand=True))
                self.used.add(column)

    def _candidates(self) -> list[_Candidate]:
        found = []
        wanted = [field for field in self.fields if field not in self.closed_fields]
        for position, column in enumerate(self.source.headers):
            for field in wanted if column not in self.used else ():
                score = likeness(self.kind, field, column)
                if trap := lookalike(self.kind, field, column):
                    self.remarks.append(
                        _("“%(column)s” was not taken as %(field)s: %(why)s.")
                        % {"column": column, "field": field, "why": trap.why()}
                    )
                elif score and self._allows(column, field):
                    blank = 0 if self.evidence(column).filled or not self.sample else 5000
                    found.append(_Candidate(score - blank, field, position))
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.position))

    def _allows(self, column: str, field: str) -> bool:
        repeats = (self.kind, field) in REPEATED
        return self.evidence(column).allows(field, repeats=repeats)

    def _take(self, candidate: _Candidate, candidates: list[_Candidate]) -> None:
        column = self.source.headers[candidate.position]
        several = candidate.field in SEVERAL.get(self.kind, ())
        if column in self.used or candidate.field in self.closed_fields:
            return
        others = () if several else self._others(candidate, candidates)
        if not several:
            self.closed_fields.add(candidate.field)
        self.used.add(column)
        self.choices.append(
            Choice(candidate.field, column, self._why(candidate.field, column, others), others)
        )

    def _others(self, taken: _Candidate, candidates: list[_Candidate]) -> tuple[str, ...]:
        positions = {
            other.position: self.source.headers[other.position]
            for other in candidates
            if other.field == taken.field and other.position != taken.position
        }
        # A column that names another field better is no rival.
        best: dict[int, _Candidate] = {}
        for other in candidates:
            best.setdefault(other.position, other)
        return tuple(
            column
            for position, column in positions.items()
            if column not in self.used and best[position].field == taken.field
        )

    def _why(self, field: str, column: str, others: tuple[str, ...]) -> str:
        parts = [_("The header says “%(column)s”.") % {"column": column}, self._values_say(field, column)]
        if not others:
            return " ".join(filter(None, parts))
        if (
            field == "owner"
            and fold(column).startswith("sr ")
            and any("sdr" in fold(name) for name in others)
        ):
            parts.append(
                _("It is the seller who closes; %(others)s is the one who only qualifies.")
                % {"others": quoted(others)}
            )
        else:
            parts.append(
                _("It was taken before %(others)s, because its name says it more clearly.")
                % {"others": quoted(others)}
            )
        return " ".join(filter(None, parts))

    def _values_say(self, field: str, column: str) -> str:
        seen = self.evidence(column)
        if not seen.filled:
            return ""
        if field in DATES:
            return _("%(count)s of %(filled)s values looked at are dates.") % {
                "count": seen.dates,
                "filled": seen.filled,
            }
        if field == "email":
            return _("%(count)s of %(filled)s values looked at are e-mail addresses.") % {
                "count": seen.emails,
                "filled": seen.filled,
            }
        return ""

    def _take_by_values(self, field: str) -> None:
        if field not in self.fields or field in self.closed_fields or self._has(field):
            return
        free = [column for column in self.source.headers if column not in self.used]
        fitting = [column for column in free if self._gives_away(field, column)]
        if not fitting:
            return
        column = max(fitting, key=lambda name: (self.evidence(name).filled, -fitting.index(name)))
        others = tuple(name for name in fitting if name != column)
        self.used.add(column)
        why = [_("No header names this field, but the values do."), self._values_say(field, column)]
        if others:
            why.append(
                _("It is filled in most often; there is also %(others)s.") % {"others": quoted(others)}
            )
        self.choices.append(Choice(field, column, " ".join(why), others))

    def _gives_away(self, field: str, column: str) -> bool:
        seen = self.evidence(column)
        count = seen.emails if field == "email" else seen.dates
        traps = any(lookalike(self.kind, name, column) for name in ("closed_at", "opt_out"))
        birthday = any(word in fold(column) for word in ("birth", "geburt", "naissance", "nacim", "nasc"))
        return seen.filled >= 3 and seen.share(count) >= 0.9 and not traps and not birthday

    def _has(self, field: str) -> bool:
        return any(choice.field == field for choice in self.choices)

    def _split_channel(self) -> None:
        """With a medium beside it, a source is half of the channel and not the whole."""
        if not self._has("medium") or self._has("source"):
            return
        for number, choice in enumerate(self.choices):
            if (
                choice.field == "channel"
                and not choice.by_hand
                and likeness(self.kind, "source", choice.column)
            ):
                self.choices[number] = replace(choice, field="source")

    def _drop_known_late(self) -> None:
        closed = next((choice for choice in self.choices if choice.field in ("closed_at", "outcome")), None)
        for choice in list(self.choices) if closed else []:
            early = choice.field in MUST_BE_KNOWN_EARLY and not choice.by_hand
            if early and closed and self._known_late(choice.column, closed.column):
                self.choices.remove(choice)
                self.remarks.append(
                    _(
                        "“%(column)s” was not taken as %(field)s: it is filled in only where “%(closed)s” "
                        "is, so it was written down after the enquiry was decided."
                    )
                    % {"column": choice.column, "field": choice.field, "closed": closed.column}
                )

    def _tell_unread(self) -> None:
        """A column headed as dates, amounts or outcomes, and nothing else, is not left out without a word."""
        wanted = [field for field in self.fields if read_as(field) and field not in self.closed_fields]
        for column in self.source.headers if wanted else ():
            field = next((field for field in wanted if is_called(self.kind, field, column)), "")
            seen = self.evidence(column)
            if field and column not in self.used and seen.filled and not seen.allows(field):
                self.remarks.append(not_taken(field, column, seen))

    def _tell_unnamed(self) -> None:
        """Where a name spans two columns, spreadsheets keep it for the first and leave the second without.

        Nothing stands left of the first column, which is often a mere number of the row.
        """
        headers = self.source.headers
        for position, column in enumerate(headers[1:], start=2):
            if column != unnamed(position) or column in self.used or not self.evidence(column).filled:
                continue
            if headers[position - 2] == unnamed(position - 1):
                words = _("“%(column)s” was not read: it has values but no name. Give it one.")
            else:
                words = _(
                    "“%(column)s” was not read: it has values but no name of its own, as where one name "
                    "spans two columns (“%(left)s” stands left of it). Give it a name."
                )
            self.remarks.append(words % {"column": column, "left": headers[position - 2]})

    def _known_late(self, column: str, closed: str) -> bool:
        here, there = self.source.headers.index(column), self.source.headers.index(closed)
        told = [(bool(text_of(line.cells[here])), bool(text_of(line.cells[there]))) for line in self.sample]
        early = told.count((True, False))
        return early == 0 and told.count((True, True)) >= 5 and told.count((False, False)) >= 5
