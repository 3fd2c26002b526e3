from pathlib import Path

import pytest

from tests.exchange.analyse.asking import Analyst


@pytest.fixture
def analyst(tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None) -> Analyst:
    return Analyst(tmp_path, capsys)
