from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.passing.models import Assignment, Feeding, Passing, Tick

__all__ = ["Agreement", "Assignment", "Criterion", "Feeding", "Passing", "Tick"]
