from tandem.handover.agreement.models import Agreement, Criterion, Proposal
from tandem.handover.conversation.models import Conversation
from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing, Tick
from tandem.handover.promises.models import MonthEnd

__all__ = [
    "Agreement",
    "Assignment",
    "Conversation",
    "Criterion",
    "Feeding",
    "MonthEnd",
    "Passing",
    "Proposal",
    "Tick",
]
