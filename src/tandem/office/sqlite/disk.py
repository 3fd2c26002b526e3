"""Writing that survives a power cut: a file's bytes, and its name in the folder."""

import os
from pathlib import Path


def flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    # Windows opens no folders and needs no such flush.
    if os.name != "nt":
        flush(folder)
