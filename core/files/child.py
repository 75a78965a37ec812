"""Runs the reader of a risky file kind in a child process, so that a hostile file costs only stated time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

from core.files.limits import CHILD_SECONDS

_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV")


def read_in_child(kind: str, content: bytes, *, password: str | None = None) -> Mapping[str, object]:
    """Read a workbook or pdf in a child process.

    :return: what the child answered, or ``{"problem": …}`` with broken, slow, locked, too_long
    """
    word = (password or "").encode()
    request = len(word).to_bytes(4, "big") + word + content
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    environment["RUST_BACKTRACE"] = "0"
    try:
        child = subprocess.run(  # noqa: S603 our own interpreter and module
            [sys.executable, "-m", "core.files.reader_child", kind],
            input=request,
            capture_output=True,
            timeout=2 * CHILD_SECONDS,
            env=environment,
            cwd=os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problem": "slow"}
    try:
        answer = json.loads(child.stdout) if child.returncode == 0 else None
    except ValueError:
        answer = None
    return answer if isinstance(answer, Mapping) else {"problem": "broken"}
