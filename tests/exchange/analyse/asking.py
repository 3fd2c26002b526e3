"""Runs `tandem analyse` on small lists, inside this process."""

import json
from pathlib import Path
from typing import Any

import pytest

from tandem.config.cli.main import main


class Analyst:
    """What a person at the keyboard does: writes a list, asks, reads the answer."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[str]) -> None:
        self.folder, self.screen = folder, screen
        self.said = ""

    def list_of(self, text: str, name: str = "enquiries.csv") -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def ask(self, *arguments: str | Path) -> Any:
        """The JSON; only that is on standard output."""
        assert main(["analyse", *map(str, arguments), "--json", "-"]) == 0
        return json.loads(self.screen.readouterr().out)

    def is_refused(self, *arguments: str | Path) -> str:
        """The one line that says why; the exit code is 2."""
        try:
            code: Any = main(["analyse", *map(str, arguments), "--json", "-"])
        except SystemExit as ended:
            code = ended.code
        read = self.screen.readouterr()
        assert (code, read.out) == (2, "")
        self.said = read.err.strip()
        return self.said.splitlines()[-1]
