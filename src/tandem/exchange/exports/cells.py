"""Text that a spreadsheet must take for text: what looks like a formula is led by an apostrophe."""

import re

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")


def defused(value: object) -> str:
    """`value` as a harmless cell. Numbers keep their sign; the importer takes our apostrophe off again."""
    text = "" if value is None else str(value)
    if text.startswith(DANGEROUS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
