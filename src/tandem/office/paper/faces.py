"""The faces that documents are set in. Importing typst takes a while: only where a document is made."""

import typst

SERIF = "Libertinus Serif"
# The first that this machine has; typst itself ships no face without serifs.
SANS = ("Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")


def sans_of(fonts: typst.Fonts) -> str:
    return next((name for name in SANS if name in fonts.families()), SERIF)
