"""How large a picture says that it is, read from its first bytes without drawing it."""

import struct

# More than paper shows; a file may promise millions in a few bytes.
MOST_PIXELS = 4000
PNG = b"\x89PNG\r\n\x1a\n"
# Marks of a JPEG that begin a frame, and those that stand alone.
FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for what is neither, is broken, or is too large."""
    size = _of_png(content) if content.startswith(PNG) else _of_jpeg(content)
    return size if size and all(0 < side <= MOST_PIXELS for side in size) else None


def _of_png(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 33:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    place = 2
    while place + 9 <= len(content):
        if content[place] != 0xFF:
            return None
        mark = content[place + 1]
        if mark == 0xFF or mark in ALONE:
            place += 1 if mark == 0xFF else 2
            continue
        if mark in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None
