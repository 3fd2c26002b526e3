"""The stair of design section 3, lowest first; packages on one step may not see each other."""

STAIR: list[set[str]] = [
    {"maths"},
    {"charts", "money"},
    {"ui"},
    {"office"},
    {"people"},
    {"offers"},
    {"marketing", "sales"},
    {"handover"},
    {"together"},
    {"exchange"},
    {"demo"},
    {"config"},
]
STEP = {package: step for step, packages in enumerate(STAIR) for package in packages}


def may_see(package: str, other: str) -> bool:
    """Whether `package` may use `other`: itself or what lies below it."""
    return package == other or STEP[other] < STEP[package]
