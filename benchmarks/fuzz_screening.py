"""Throws mutated bytes at the doors of screening for a bounded time; only a refusal in words is an answer."""

import contextlib
import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["core.files", "scoring.screening"]):
    from core.errors import DomainError
    from core.files.opening import open_file
    from core.files.workbook import OLE2_MARK, ZIP_MARK
    from scoring.screening.commands import answer_informal, packaged_registry, screen_batch
    from scoring.screening.evidence import read_evidence, screen_evidence

SAMPLES = Path(__file__).parent.parent / "tests" / "samples"
SECONDS = 60
_OWN_PROCESS = (OLE2_MARK, ZIP_MARK, b"%PDF-")  # read by a child with limits of its own, too slow to start so often


def one_input(content: bytes) -> None:
    """Read one input as a file, as a list of debts that were told and as a line of a batch."""
    if not content.lstrip().startswith(_OWN_PROCESS):
        try:
            evidence = read_evidence([open_file("berkas", content)])
            screening = screen_evidence(evidence, packaged_registry(), nik="1571022605949039", name="Taufik Akbar")
            assert screening.findings == () or screening.identity_match is not False
            assert screening.complete or screening.flagged is not False
        except DomainError:
            pass
    with contextlib.suppress(DomainError):
        json.dumps(answer_informal(content), allow_nan=False)
    for answer in screen_batch(iter([content.decode("utf-8", errors="replace")])):
        json.loads(answer)


def main() -> None:
    """Run for a minute, beginning from the samples of the tests."""
    packaged_registry()
    with tempfile.TemporaryDirectory() as corpus:
        for number, sample in enumerate(path for path in SAMPLES.rglob("*") if path.is_file()):
            (Path(corpus) / str(number)).write_bytes(sample.read_bytes())
        bounds = [f"-max_total_time={SECONDS}", "-timeout=10", "-rss_limit_mb=1500", "-max_len=20000"]
        atheris.Setup([sys.argv[0], *bounds, *sys.argv[1:], corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
