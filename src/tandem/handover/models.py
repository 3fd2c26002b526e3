from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.assigning.models import Seller, Sharing
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.reminders.models import Reminder, ReminderChoice

__all__ = [
    "Agreement",
    "Assignment",
    "Criterion",
    "Feeding",
    "Passing",
    "Reminder",
    "ReminderChoice",
    "Seller",
    "Sharing",
    "Tick",
]
