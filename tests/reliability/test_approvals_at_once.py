"""Many processes approve at the same moment while room is left for exactly k of them.

Thirty-two in two rounds a database; sixty-four in fifty rounds with ``make reliability``.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core.config import ROOT
from tests import crowd


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_exactly_as_many_approvals_succeed_as_there_is_room_for(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'crowd.sqlite'}" if engine == "sqlite" else request.getfixturevalue("postgres_url")
    run = subprocess.run(
        [sys.executable, "-m", "tests.crowd", url, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    rounds = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(rounds) == crowd.ROUNDS
    for found in rounds:
        expected = {"approved": found["room"], "NotEnoughRoom": crowd.WORKERS - found["room"]}
        assert found["answers"] == expected
        assert found["available"] == crowd.AMOUNT // 2
        assert found["differences"] == []
