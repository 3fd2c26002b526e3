"""Headers and words made comparable: `*Deal - Won time`, `won_time` and `Won Time` are one."""

import re
import unicodedata
from functools import lru_cache

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])")
OTHER = re.compile(r"[^a-z0-9]+")
ENTITY = re.compile(r"^\s*\*?\s*(deal|lead|person|contact|enquiry|opportunity|organi[sz]ation)\s+-\s+", re.I)
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
NUMBERED = re.compile(r"\b\d{1,2}\b")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Small letters without accents, one space between words."""
    spread = HUMP.sub(" ", text[:300].replace("ß", "ss"))
    plain = unicodedata.normalize("NFKD", spread).encode("ascii", "ignore").decode().lower()
    folded = OTHER.sub(" ", plain).strip()
    return folded.replace("e mail", "email").replace("organization", "organisation")


def readings(header: str) -> tuple[str, ...]:
    """The ways to read a header, the fullest first: with and without `Deal - `, brackets and numbers."""
    header = header[:300].strip()
    found = [fold(header)]
    entity = ENTITY.match(header)
    own = header[entity.end() :] if entity and entity[1][:5].lower() != "organ" else header
    found.append(fold(own))
    bare = fold(BRACKETS.sub("", header))
    found += [bare, NUMBERED.sub("#", found[0])]
    found.append(fold(BRACKETS.sub("", own)))
    return tuple(dict.fromkeys(filter(None, found)))
