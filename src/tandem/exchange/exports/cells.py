"""Text that a spreadsheet must take for text: what looks like a formula is led by an apostrophe."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(value: object) -> str:
    """`value` as a harmless cell. Numbers keep their sign; the importer takes our own apostrophe off again."""
    text = "" if value is None else str(value)
    if text.startswith(DANGEROUS) and not is_number(text):
        return f"'{text}"
    return text


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and text[-1:].isdigit()
