"""Files that a command is asked to write: looked at before the work, and written after it."""

from pathlib import Path

from tandem.config.cli.plain import Plain

MISTAKE = 2


def be_writable(path: str | None) -> None:
    """Before the work, not after it. Raises Plain."""
    if path in (None, "", "-"):
        return
    folder = Path(str(path)).parent
    if not folder.is_dir():
        raise Plain(f"{path} cannot be written: there is no folder {folder}.", MISTAKE)


def write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise Plain(f"{path} cannot be written: {error.strerror}.", MISTAKE) from error
