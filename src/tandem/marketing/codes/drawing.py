"""QR codes as pictures. A reader forgives a scratch of 15% and more, and the white edge belongs to it."""

import io

import segno

EDGE = 4
# Pixels a square: a code of 37 squares and its edge is 1,110 pixels wide, 9 cm in print at 300 dpi.
PNG_SCALE = 24


def code_of(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False)


def png(text: str) -> bytes:
    file = io.BytesIO()
    code_of(text).save(file, kind="png", scale=PNG_SCALE, border=EDGE)
    return file.getvalue()


def svg(text: str) -> str:
    """Dark on white in the dark too, or phones would not read it; it stands alone as a file."""
    file = io.BytesIO()
    code_of(text).save(
        file,
        kind="svg",
        scale=2,
        unit="mm",
        border=EDGE,
        light="#ffffff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return file.getvalue().decode()
