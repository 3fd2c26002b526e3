"""One at a time, where two that read first and write then would miss each other."""

from enum import IntEnum

from django.db import connection


class Turn(IntEnum):
    """What is done by one at a time; the numbers are any that nothing else uses, but always these."""

    MATCHING_PERSONS = 7_260_001
    AGREEING = 7_260_002
    SHARING_OUT = 7_260_005
    REMINDING = 7_260_006
    ARRANGING_STAGES = 7_260_013
    NUMBERING_QUOTES = 7_260_080
    COUNTING = 20_261_122


def take_turn(turn: Turn) -> None:
    """On PostgreSQL waits until whoever has it commits, and keeps it until the end of this transaction. On
    SQLite every writer has waited for its turn already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn.value])
