"""How a message is told as an enquiry."""

import re

# What a message becomes: the label of the model.
ENQUIRY = "marketing.enquiry"
LONGEST_KEY = 200
# “Re:”, “Fwd:” and what mail programs of other languages put before the subject.
BEFORE_SUBJECT = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|vb|tr|rv|rif|i|r|res|enc|odp|pd|ynt|antw|doorst|ref)\s*(?:\[\d+\])?\s*:\s*)+",
    re.IGNORECASE,
)


def subject_alone(subject: str) -> str:
    """What it is about, without the marks of answering and forwarding."""
    return BEFORE_SUBJECT.sub("", subject).strip() or subject.strip()
