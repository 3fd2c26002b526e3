"""What every answer must be, whatever it is made from: each key there, no number that is none, no interval
that leaves out its estimate."""

import math
from typing import Any

CONTRACT = {
    "": "schema as_of currency level rows enquiries lag_days conversion channels sellers change forecast "
    "caveats more",
    "enquiries": "total won lost open",
    "lag_days": "family median p90",
    "conversion": "naive estimate low high",
    "channels.0": "channel enquiries won lost open conversion still_to_come value cost_per_enquiry "
    "cost_per_customer",
    "channels.0.conversion": "naive estimate low high",
    "channels.0.still_to_come": "estimate low high",
    "channels.0.value": "estimate low high",
    "sellers": "status why remedy effects",
    "change": "status before after drivers desks multiplier verdict",
    "change.before": "start end enquiries won open",
    "change.drivers.0": "driver desk effect low high verdict",
    "change.desks.sales": "effect low high verdict probability_fell",
    "change.multiplier": "both_better_10_percent",
    "change.verdict": "desk probability sentence",
    "forecast.0": "level weeks enquiries customers revenue",
    "forecast.0.customers": "estimate low high",
    "more": "currency_digits first_day days_seen not_yet began break curves months whole change sellers "
    "forecast",
    "more.months.0": "month enquiries won open lost conversion still_to_come first_sale revenue",
    "more.curves.0": "channel days estimate low high enquiries",
    "more.whole": "still_to_come value",
    "more.sellers": "identifiability spread counts channels answer swap",
    "more.forecast": "weeks past open level_change basis windows back_test",
    "more.change": "level before after money probabilities channels lags raw",
    "more.change.before": "days rate conversion value revenue still_to_come naive",
}
DESKS = {"marketing", "sales", "both", "neither", "cannot_tell", "not_enough_data"}


def part(answer: Any, path: str) -> Any:
    """None where a list on the way is empty or a part is not known."""
    for name in filter(None, path.split(".")):
        if answer is None or answer == []:
            return None
        answer = answer[int(name)] if name.isdigit() else answer[name]
    return answer


def assert_whole(answer: Any) -> None:
    for path, keys in CONTRACT.items():
        found = part(answer, path)
        if found is not None:
            assert set(found) == set(keys.split()), path
    assert answer["change"]["verdict"]["desk"] in DESKS
    assert [row["driver"] for row in answer["change"]["drivers"]] == [
        "enquiries", "mix", "quality", "selling", "value",
    ]  # fmt: skip
    assert [row["weeks"] for row in answer["forecast"]] == [4, 13]
    for curve in answer["more"]["curves"]:
        rows = list(zip(curve["days"], curve["low"], curve["estimate"], curve["high"], strict=True))
        assert all(0 <= low <= estimate <= high <= 1 for _day, low, estimate, high in rows)
        assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    assert_sound(answer)


def assert_sound(told: Any, where: str = "") -> None:
    if isinstance(told, float):
        assert math.isfinite(told), where
    if isinstance(told, dict):
        if {"estimate", "low", "high"} <= set(told) and isinstance(told["estimate"], float | int):
            assert told["low"] <= told["estimate"] <= told["high"], (where, told)
        for key, value in told.items():
            assert_sound(value, f"{where}.{key}")
    if isinstance(told, list):
        for place, value in enumerate(told):
            assert_sound(value, f"{where}[{place}]")


def intervals(told: Any, name: str) -> list[tuple[float, float]]:
    """Every interval under this key, wherever it stands."""
    found = []
    if isinstance(told, dict):
        one = told.get(name)
        if isinstance(one, dict) and one.get("low") is not None:
            found.append((one["low"], one["high"]))
        found += [pair for value in told.values() for pair in intervals(value, name)]
    if isinstance(told, list):
        found += [pair for value in told for pair in intervals(value, name)]
    return found
