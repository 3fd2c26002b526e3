"""How bytes become letters, whatever they were labelled as."""

import unicodedata

# What people’s programs write under these names is the larger set that has them all.
LARGER = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "windows-874",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
}
JAPANESE_BY_ESCAPES = ["iso2022_jp", "iso2022_jp_3", "iso2022_jp_ext"]
# Signs are looked at one by one, so nobody’s megabytes are.
LONGEST = 2 * 1024 * 1024


def readable(content: bytes, charset: str) -> str:
    """As it was labelled where that fits, else as it was most likely meant; no byte is lost."""
    for name in _likely(content, charset.strip().strip("\"'").lower()):
        try:
            return some_text(content.decode(name))
        except (UnicodeError, LookupError, ValueError):
            # Not these letters, or a name that is no set of letters at all.
            continue
    return some_text(content.decode("windows-1252", "replace"))


def _likely(content: bytes, charset: str) -> list[str]:
    if charset.startswith("iso-2022-jp") or (not charset and b"\x1b$" in content):
        return [*JAPANESE_BY_ESCAPES, "utf-8"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    named = LARGER.get(charset, charset)
    return [*([named] if named else []), "utf-8", "windows-1252"]


def some_text(text: str) -> str:
    """As a database keeps it: whole letters, one kind of line end, no signs that steer a terminal."""
    text = text[:LONGEST]
    whole = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    kept = "".join(letter for letter in lines if letter >= " " or letter in "\n\t")
    return unicodedata.normalize("NFC", kept.replace("\u00a0", " "))
