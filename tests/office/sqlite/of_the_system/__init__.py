"""A folder for PYTHONPATH that hides the SQLite that Tandem brings: a machine that has none of it."""

import os
from pathlib import Path
from typing import Final

OF_THE_SYSTEM: Final = {
    "PYTHONPATH": os.pathsep.join(
        filter(None, (str(Path(__file__).parent / "hidden"), os.getenv("PYTHONPATH")))
    )
}
