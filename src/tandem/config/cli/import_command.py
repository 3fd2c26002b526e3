"""`tandem import`: a spreadsheet in, by the path of the browser. Killed, it goes on when called again."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.config.cli import database
from tandem.config.cli.list_options import ORDERS, add_list_options
from tandem.config.cli.plain import Plain
from tandem.exchange.imports import actions
from tandem.exchange.imports.looking import dry_run, rows_elsewhere
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import Opened, look, open_run
from tandem.exchange.imports.queries import by_reason, to_go_on_with
from tandem.exchange.imports.words import ImportKind, RunState
from tandem.exchange.reading.mapping import Mapping
from tandem.exchange.reading.outcomes import counted_as_open
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.unread import require_fields
from tandem.exchange.reading.vocabulary import KINDS, SEVERAL
from tandem.office.business.queries import the_business
from tandem.office.changes.words import Refused

LATER = ("sales", "spend")
KIND_HELP = ", ".join(ImportKind.values)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=[*ImportKind.values, *LATER], metavar="KIND", help=KIND_HELP)
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX; one row is one of the kind")
    parser.add_argument("--dry-run", action="store_true", help="say what would come in, and change nothing")
    parser.add_argument("--json", metavar="PATH", help="where to write the JSON; - for standard output")
    add_list_options(parser)
    parser.add_argument("--sheet", default="", help="of an XLSX file with several")
    parser.add_argument("--list", default="", metavar="NAME", help="the list that its numbers belong to")


def run(options: argparse.Namespace) -> int:
    if options.kind in LATER:
        raise Plain(f"{options.kind.capitalize()} cannot be brought in yet: that comes with its part.", 2)
    database.require()
    try:
        answer = looked_at(options) if options.dry_run else brought_in(options)
    except FileRefused as refused:
        raise Plain(refused.at_a_keyboard, 2) from refused
    except Refused as refused:
        raise Plain(refused.sentence, 2) from refused
    tell(answer, options.json)
    return 0


def tell(answer: dict[str, Any], path: str | None) -> None:
    text = json.dumps(answer, indent=2, ensure_ascii=False)
    if path and path != "-":
        Path(path).write_text(text + "\n")
    if path == "-":
        print(text)
        return
    for note in answer["notes"]:
        print(note)
    for field, columns in answer["mapping"].items():
        print(f"  {field}: {columns if isinstance(columns, str) else ', '.join(columns)}")
    rows = "row" if answer["read"] == 1 else "rows"
    print(
        f"{answer['read']:,} {rows}: {answer['imported']:,} imported, {answer['rejected']:,} rejected, "
        f"{answer['duplicates']:,} here already."
    )
    for reason, count in by_reason(answer["reasons"]):
        print(f"  {count:,}: {reason}")
    if answer["unknown_outcomes"]:
        print(counted_as_open(answer["unknown_outcomes"]))


def mapped(mapping: Mapping) -> dict[str, Any]:
    """Every field with its column, or its columns; what has none is closed."""
    several = SEVERAL.get(mapping.kind, frozenset())
    return {
        field: list(mapping.columns(field)) if field in several else mapping.column(field) or ""
        for field in KINDS[mapping.kind]
    }


def named(mapping: dict[str, Any]) -> dict[str, Any]:
    return {field: columns for field, columns in mapping.items() if columns}


def by_hand(options: argparse.Namespace) -> dict[str, Any]:
    """A field that may have several columns may be given several times."""
    told: dict[str, Any] = {}
    several = SEVERAL.get(options.kind, frozenset())
    for field, column in options.map:
        if field in several:
            told.setdefault(field, []).append(column)
        else:
            told[field] = column
    return told


def prepared(options: argparse.Namespace, run: ImportRun, path: Path) -> Opened:
    """The run with what was said on the command line; it is not saved by this."""
    run.sheet = options.sheet or run.sheet
    run.mapping = by_hand(options)
    opened = open_run(run, the_business(), path)
    require_fields(opened.mapping, opened.source)
    run.mapping = mapped(opened.mapping)
    run.date_order = ORDERS[options.date_order].value if options.date_order else ""
    run.system = options.list or run.system
    return opened


def looked_at(options: argparse.Namespace) -> dict[str, Any]:
    looked = look(options.file, options.file.name, options.kind)
    # Never saved: the file stays where the person has it.
    unkept = ImportRun(
        kind=options.kind, file_name=options.file.name, sheet=looked.sheet, system=looked.system
    )
    opened = prepared(options, unkept, options.file)
    found = dry_run(opened, now=timezone.now())
    notes = [*opened.source.notes]
    if found.elsewhere:
        notes += [
            two_lists(found.elsewhere, unkept.kind),
            _("If this is another list, give it a name of its own: --list NAME"),
        ]
    return {
        "dry_run": True,
        "read": found.read,
        "imported": found.new,
        "rejected": found.rejected,
        "duplicates": found.here,
        "reasons": dict(found.reasons),
        "unknown_outcomes": opened.found.unknown_outcomes,
        "mapping": named(unkept.mapping),
        "notes": notes,
    }


def two_lists(rows: int, kind: str) -> str:
    if kind == ImportKind.PERSONS:
        told = ngettext(
            "%(rows)s row counts as here already by a number that came in with another name.",
            "%(rows)s rows count as here already by numbers that came in with other names.",
            rows,
        )
    else:
        told = ngettext(
            "%(rows)s row counts as here already by a number that came in with another day.",
            "%(rows)s rows count as here already by numbers that came in with other days.",
            rows,
        )
    return told % {"rows": f"{rows:,}"}


def numbered_alike(opened: Opened) -> list[str]:
    """Looked at before the rows come in: afterwards they are here themselves."""
    try:
        elsewhere = rows_elsewhere(opened, now=timezone.now())
    except FileRefused:
        # Bringing it in stops there too, and says why.
        return []
    if not elsewhere:
        return []
    way = _("If this is another list, take the file out, and bring it in by a name of its own: --list NAME")
    return [two_lists(elsewhere, opened.run.kind), way]


def brought_in(options: argparse.Namespace) -> dict[str, Any]:
    looked = look(options.file, options.file.name, options.kind)
    run = to_go_on_with(digest=looked.digest, kind=options.kind)
    if run is None:
        run = actions.receive(
            looked=looked, name=options.file.name, kind=options.kind, by=None, at=timezone.now()
        )
        try:
            opened = prepare_and_keep(options, run)
        except (FileRefused, Refused):
            actions.discard(run=run)
            raise
    else:
        opened = open_run(run, the_business())
        if run.read:
            print(f"Going on after row {run.cursor - 1:,}.", file=sys.stderr)
    # Once it is in, its file is gone.
    unknown = opened.found.unknown_outcomes
    alike = numbered_alike(opened)
    run = actions.begin(run=run, by=None, at=timezone.now())
    run = actions.bring_in_all(run=run, by=run.by, now=timezone.now, progress=progress())
    if run.state != RunState.DONE:
        raise Plain(run.stopped_because, 2)
    counts = {name: getattr(run, name) for name in ("read", "imported", "rejected", "duplicates")}
    return {
        "dry_run": False,
        **counts,
        "reasons": run.reasons,
        "unknown_outcomes": unknown,
        "mapping": named(run.mapping),
        "notes": [*opened.source.notes, *alike],
    }


def prepare_and_keep(options: argparse.Namespace, run: ImportRun) -> Opened:
    opened = prepared(options, run, run.path)
    # Dates that do not tell are refused here, before anything is kept.
    next(opened.batches(now=timezone.now(), size=1), None)
    told = {name: getattr(run, name) for name in ("sheet", "mapping", "date_order", "system")}
    run.refresh_from_db()
    actions.choose(run=run, by=None, at=timezone.now(), **told)
    return opened


def progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def show(run: ImportRun) -> None:
        total = max(run.total or 0, run.read)
        print(f"\r{run.read:,} of {total:,} rows", end="", file=sys.stderr, flush=True)

    return show
