from tandem.handover.agreement.models import Agreement, Criterion, Proposal
from tandem.handover.assigning.models import Seller, Sharing
from tandem.handover.conversation.models import Conversation
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.promises.models import MonthEnd
from tandem.handover.reminders.models import Reminder, ReminderChoice

__all__ = [
    "Agreement",
    "Assignment",
    "Conversation",
    "Criterion",
    "Feeding",
    "MonthEnd",
    "Passing",
    "Proposal",
    "Reminder",
    "ReminderChoice",
    "Seller",
    "Sharing",
    "Tick",
]
