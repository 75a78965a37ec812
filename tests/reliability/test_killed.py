"""SIGKILL at random points: the books verify, what was acknowledged is there, and what was not is done once.

Ten kills a database; two hundred with ``make reliability``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.config import ROOT

KILLS = 200 if os.environ.get("HARKAT_RELIABILITY") == "full" else 10


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_done_twice(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'killed.sqlite'}" if engine == "sqlite" else request.getfixturevalue("postgres_url")
    run = subprocess.run(
        [sys.executable, "-m", "tests.killed", url, str(tmp_path), str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=3000,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    found = json.loads(run.stdout)
    print(found)  # noqa: T201 - the counts belong in the record of a full run
    assert found["kills"] == KILLS
    assert found["loans"] == 3 * KILLS + 1
    assert found["repayments"] == 2 * 3 * KILLS
    assert found["file_rows"] == 3 * KILLS
