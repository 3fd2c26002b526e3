"""How much of an answer fits in one note."""

LONGEST_ANSWER = 2000
