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
    # Up to 100,000 enquiries; 300 ms at a million.
    ("months, filtered, p50", ("pages", "months_filtered", "p50_ms"), "ms", 60, False),
    ("marketing desk, p50", ("pages", "marketing_desk", "p50_ms"), "ms", 40, False),
    ("handover inbox, p50", ("pages", "handover_inbox", "p50_ms"), "ms", 40, False),
    ("sales board, p50", ("pages", "sales_board", "p50_ms"), "ms", 40, False),
    ("person, p50", ("pages", "person", "p50_ms"), "ms", 40, False),
    ("start to first answer", ("start", "seconds"), "s", 3, False),
    ("memory of the server", ("start", "megabytes"), "MB", 200, False),
    ("import", ("import", "rows_per_second"), "rows/s", 2000, True),
    ("import, most memory", ("import", "peak_megabytes"), "MB", 500, False),
    ("page without a chart", ("pages", "kilobytes", "total"), "kB", 60, False),
)
# Measured, and held to nothing.
TOLD: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("export of everything", ("export", "seconds"), "s"),
    ("export, most memory", ("export", "peak_megabytes"), "MB"),
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


def figures(found: dict[str, Any]) -> list[dict[str, Any]]:
    held = [_held(name, _at(found, path), unit, goal, least) for name, path, unit, goal, least in GOALS]
    counts = [
        _queries(name, page, found["tenth"]) for name, page in found["pages"].items() if page.get("queries")
    ]
    told = [Figure(name, _at(found, path), unit, "", None) for name, path, unit in TOLD]
    return [asdict(figure) for figure in [*held, *counts, *told]]


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
