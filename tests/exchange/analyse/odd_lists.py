"""Lists as they are sometimes kept: each makes one thing hard."""

import datetime
import random
from collections.abc import Callable
from typing import Any

FIRST = datetime.date(2026, 1, 1)
HEADER = ("id", "heard_at", "channel", "owner", "outcome", "closed_at", "amount", "person", "declined_at")
Row = dict[str, Any]


def firm(
    size: int = 120,
    *,
    days: int = 300,
    win: float = 0.25,
    lose: float = 0.5,
    takes: float = 20,
    first: datetime.date = FIRST,
    amount: Callable[[random.Random], float] = lambda draw: draw.randrange(100, 900),
    **columns: Any,
) -> list[Row]:
    """Enquiries over so many days, of which some were won or lost by the end; `columns` say it otherwise."""
    draw, rows = random.Random(1), []
    for number in range(size):
        heard = first + datetime.timedelta(days=draw.randrange(days))
        ended = heard + datetime.timedelta(days=round(takes * draw.lognormvariate(0, 0.7)))
        row: Row = {"id": number, "heard_at": heard, "person": f"p{number}@example.org", "outcome": "open"}
        row |= {"channel": draw.choice(["Fair", "Web", "Friends"]), "owner": draw.choice(["Joe", "Ines"])}
        luck = draw.random()
        if ended <= first + datetime.timedelta(days=days) and luck < win + lose:
            row |= {"outcome": "won" if luck < win else "lost", "closed_at": ended}
        if row["outcome"] == "won":
            row["amount"] = amount(draw)
        rows.append(row | {name: told(row) if callable(told) else told for name, told in columns.items()})
    return rows


def week_before(row: Row) -> Any:
    return row["heard_at"] - datetime.timedelta(days=7) if row["outcome"] != "open" else ""


def written(rows: list[Row]) -> str:
    cells = ([str(row.get(name, "")) for name in HEADER] for row in rows)
    return "\n".join(",".join(one) for one in (HEADER, *cells)) + "\n"


ODD: dict[str, Callable[[], list[Row]]] = {
    "nobody has ended": lambda: firm(win=0, lose=0),
    "nobody bought": lambda: firm(win=0),
    "all bought on the day they asked": lambda: firm(60, days=1, win=1, takes=0),
    "a week old": lambda: firm(20, days=7, takes=2),
    # Those above have gone wrong before.
    "five": lambda: firm(5),
    "one": lambda: firm(1),
    "nineteen": lambda: firm(19, win=0.5),
    "a small firm of one seller": lambda: firm(40, owner="Joe"),
    "one channel": lambda: firm(channel="Fair"),
    "no channel": lambda: firm(channel=""),
    "a channel for each": lambda: [row | {"channel": f"Shop {row['id']}"} for row in firm(60)],
    "a seller for each": lambda: [row | {"owner": f"Seller {row['id']}"} for row in firm()],
    "all bought": lambda: firm(win=1),
    "all lost": lambda: firm(win=0, lose=1),
    "all declined": lambda: firm(win=0, lose=0, declined_at=lambda row: row["heard_at"]),
    "four bought": lambda: firm(100, win=0.05, lose=0.9),
    "ended before they asked": lambda: firm(closed_at=week_before),
    "ended on no day": lambda: firm(closed_at=""),
    "ends of another century": lambda: firm(closed_at=lambda row: "2126-01-01" * (row["outcome"] != "open")),
    "asked in years to come": lambda: firm(first=datetime.date(2040, 1, 1)),
    "one a year": lambda: firm(15, days=5000),
    "a year of silence": lambda: (
        firm(60, days=90) + firm(1, days=1, first=datetime.date(2028, 1, 1), id="last")
    ),
    "a jump": lambda: firm(60) + [row | {"id": f"n{row['id']}", "person": ""} for row in firm(200, days=30)],
    "sales of nothing": lambda: firm(amount=lambda _draw: 0),
    "sales below nothing": lambda: firm(amount=lambda draw: -draw.randrange(100, 900)),
    "sales of a trillion": lambda: firm(amount=lambda _draw: 1e12),
    "one giant order": lambda: firm(amount=lambda draw: 900_000 if draw.random() < 0.05 else 300),
    "one person asks again and again": lambda: firm(person="one@example.org"),
    "other letters": lambda: firm(channel=lambda row: ["معرض البيت", "🪑🛋️", "上海"][row["id"] % 3]),
    "owners on sales only": lambda: firm(lose=0, owner=lambda row: "Joe" if row["outcome"] == "won" else ""),
}
