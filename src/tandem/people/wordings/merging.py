"""Names in braces are put in literally, once, and nothing else runs: {first_name} becomes “Tom”.

What is put in is never looked through again, and what is not known stays as it stands, to be seen.
"""

import re
from collections.abc import Mapping

FIELD = re.compile(r"\{([A-Za-z][A-Za-z0-9_ ]{0,39})\}")


def merged(text: str, values: Mapping[str, str]) -> str:
    """`values` by the name of the field; an empty one is not known."""
    return FIELD.sub(lambda found: values.get(found[1], "") or found[0], text)


def open_fields(*texts: str) -> list[str]:
    """What still stands in braces, in order, each once."""
    return list(dict.fromkeys(name for text in texts for name in FIELD.findall(text)))
