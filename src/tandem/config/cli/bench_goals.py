"""What `tandem bench` holds its figures to."""

from dataclasses import asdict, dataclass
from typing import Any

MOST_QUERIES = 30
# Stage, figure, unit, goal; “least” where more is better.
GOALS: tuple[tuple[str, tuple[str, ...], str, float, bool], ...] = (
    ("list, p50", ("pages", "list", "p50_ms"), "ms", 15, False),
    ("list, page 100, p50", ("pages", "list_page_100", "p50_ms"), "ms", 15, False),
    ("search, p50", ("pages", "search", "p50_ms"), "ms", 12, False),
    ("create, p50", ("pages", "create", "p50_ms"), "ms", 8, False),
    ("create, p95", ("pages", "create", "p95_ms"), "ms", 20, False),
    ("create while exporting, p95", ("pages", "create_while_exporting", "p95_ms"), "ms", 200, False),
    ("Together home, p50", ("pages", "home", "p50_ms"), "ms", 40, False),
    ("months, filtered, p50", ("pages", "months_filtered", "p50_ms"), "ms", 60, False),
    ("months of a channel, p50", ("pages", "months_of_channel", "p50_ms"), "ms", 60, False),
    ("months of a campaign, p50", ("pages", "months_of_campaign", "p50_ms"), "ms", 60, False),
    ("marketing desk, p50", ("pages", "marketing_desk", "p50_ms"), "ms", 40, False),
    ("handover inbox, p50", ("pages", "handover_inbox", "p50_ms"), "ms", 40, False),
    ("sales board, p50", ("pages", "sales_board", "p50_ms"), "ms", 40, False),
    ("person, p50", ("pages", "person", "p50_ms"), "ms", 40, False),
    ("200 offers to 50 needs, p50", ("sales", "matching", "p50_ms"), "ms", 50, False),
    ("preview of a quote, p50", ("sales", "quote_preview", "p50_ms"), "ms", 150, False),
    ("quote as PDF, p50", ("sales", "quote_pdf", "p50_ms"), "ms", 500, False),
    ("start to first answer", ("start", "seconds"), "s", 3, False),
    ("memory of the server", ("start", "megabytes"), "MB", 200, False),
    ("import", ("import", "rows_per_second"), "rows/s", 2000, True),
    ("import, most memory", ("import", "peak_megabytes"), "MB", 500, False),
    ("page without a chart", ("pages", "kilobytes", "total"), "kB", 60, False),
)
# Only with --evidence.
EVIDENCE: tuple[tuple[str, tuple[str, ...], str, float, bool], ...] = (
    ("estimates of a changed day", ("estimates", "seconds"), "s", 10, False),
    ("analyse a list", ("list", "seconds"), "s", 45, False),
    ("analyse a list, most memory", ("list", "peak_megabytes"), "MB", 1536, False),
)
# Goals that another number of enquiries has: up to so many, the goal.
OF_SO_MANY: dict[str, tuple[tuple[int, float], ...]] = {
    "months, filtered, p50": ((100_000, 60), (1_000_000, 300)),
    "months of a channel, p50": ((100_000, 60), (1_000_000, 300)),
    "months of a campaign, p50": ((100_000, 60), (1_000_000, 300)),
    "estimates of a changed day": ((100_000, 10), (1_000_000, 30)),
    "analyse a list": ((10_000, 15), (100_000, 45), (1_000_000, 360)),
}
# Measured, and held to nothing.
TOLD: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Together home, processor", ("pages", "home", "cpu_p50_ms"), "ms"),
    ("months, filtered, processor", ("pages", "months_filtered", "cpu_p50_ms"), "ms"),
    ("what changed, p50", ("pages", "changed", "p50_ms"), "ms"),
    ("quality and selling, p50", ("pages", "quality", "p50_ms"), "ms"),
    ("forecast, p50", ("pages", "forecast", "p50_ms"), "ms"),
    ("export of everything", ("export", "seconds"), "s"),
    ("export, most memory", ("export", "peak_megabytes"), "MB"),
    ("estimates, processor", ("estimates", "cpu_seconds"), "s"),
    ("estimates, most memory", ("estimates", "peak_megabytes"), "MB"),
    ("analyse a list, processor", ("list", "cpu_seconds"), "s"),
    ("analyse Olist", ("analyse", "seconds"), "s"),
    ("analyse, most memory", ("analyse", "peak_megabytes"), "MB"),
    ("analyse, enquiries", ("analyse", "enquiries"), ""),
    ("analyse, won", ("analyse", "won"), ""),
)


@dataclass(frozen=True)
class Figure:
    name: str
    figure: float | None
    unit: str
    goal: str
    ok: bool | None


def figures(found: dict[str, Any], rows: int) -> list[dict[str, Any]]:
    held = [
        _held(name, _at(found, path), unit, goal_of(name, goal, rows), least)
        for name, path, unit, goal, least in (*GOALS, *EVIDENCE)
    ]
    counts = [
        _queries(name, page, found["tenth"]) for name, page in found["pages"].items() if page.get("queries")
    ]
    told = [Figure(name, _at(found, path), unit, "", None) for name, path, unit in TOLD]
    return [asdict(figure) for figure in [*held, *counts, *told]]


def goal_of(name: str, usual: float, rows: int) -> float:
    """Beyond the largest number that a goal is known for, that one holds."""
    known = OF_SO_MANY.get(name, ((rows, usual),))
    return next((goal for most, goal in known if rows <= most), known[-1][1])


def _held(name: str, value: float | None, unit: str, goal: float, least: bool) -> Figure:
    words = f"{'≥' if least else '≤'} {goal:g}"
    if value is None:
        return Figure(name, None, unit, words, None)
    return Figure(name, round(value, 2), unit, words, value >= goal if least else value <= goal)


def _queries(name: str, page: dict[str, float], tenth: dict[str, Any]) -> Figure:
    count, of_tenth = page["queries"], tenth[name]["queries"]
    goal = f"≤ {MOST_QUERIES}, = {of_tenth:g}"
    return Figure(f"queries, {name}", count, "", goal, count <= MOST_QUERIES and count == of_tenth)


def _at(found: dict[str, Any], path: tuple[str, ...]) -> float | None:
    value: Any = found
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return None if value is None else float(value)


def table(measured: dict[str, Any]) -> list[str]:
    lines = [f"{measured['rows']:,} enquiries", "", f"{'':<32}{'goal':>14}{'figure':>12}"]
    for row in measured["figures"]:
        if row["figure"] is not None:
            sign = {True: "ok", False: "MISSED", None: ""}[row["ok"]]
            lines.append(f"{row['name']:<32}{row['goal']:>14}{row['figure']:>12,g} {row['unit']:<7}{sign}")
    return lines
