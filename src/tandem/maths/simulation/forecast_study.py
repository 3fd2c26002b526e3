"""What the forecast is worth, firm by firm."""

from tandem.maths.simulation.figures import Sums, counted
from tandem.maths.simulation.forecasts import Kind, forecast_coverage


def forecast_sums(seed: int, kind: Kind) -> Sums:
    """Of one firm: whether 80 % intervals hold what comes, by measure and weeks, and whether a change is
    told."""
    found = forecast_coverage(kind, 1, seed)
    sums: Sums = {
        f"{one.measure}, {one.weeks} weeks": (float(one.held), float(one.intervals)) for one in found.spans
    }
    return sums | {"told": counted(found.told > 0)}
