"""The security list is whole, and what it names exists: a list that points at nothing would comfort for nothing."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/security.md").read_text()
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| [^|]*\|$", re.MULTILINE)
ANSWERS = {"yes", "partly", "no", "n/a", "operator"}
LEVEL_TWO = """
1.1:1-7 1.2:1-4 1.4:1,4-5 1.5:1-4 1.6:1-4 1.7:1-2 1.8:1-2 1.9:1-2 1.10:1 1.11:1-2 1.12:2 1.14:1-6
2.1:1-12 2.2:1-3 2.3:1-3 2.4:1-5 2.5:1-7 2.6:1-3 2.7:1-6 2.8:1-7 2.9:1-3 2.10:1-4
3.1:1 3.2:1-4 3.3:1-4 3.4:1-5 3.5:1-3 3.7:1 4.1:1-3,5 4.2:1-2 4.3:1-3
5.1:1-5 5.2:1-8 5.3:1-10 5.4:1-3 5.5:1-4 6.1:1-3 6.2:1-6 6.3:1-2 6.4:1-2
7.1:1-4 7.2:1-2 7.3:1,3-4 7.4:1-3 8.1:1-4 8.2:1-3 8.3:1-8 9.1:1-3 9.2:1-4 10.2:1-2 10.3:1-3 11.1:1-8
12.1:1-3 12.2:1 12.3:1-6 12.4:1-2 12.5:1-2 12.6:1 13.1:1,3-5 13.2:1-3,5-6 13.3:1-2 13.4:1-2
14.1:1-4 14.2:1-6 14.3:2-3 14.4:1-7 14.5:1-4
"""
"""The numbers of ASVS 4.0.3 that levels 1 and 2 ask for."""


def numbers() -> list[str]:
    """Return every number of level two, written out."""
    found = []
    for word in LEVEL_TWO.split():
        section, _, parts = word.partition(":")
        for part in parts.split(","):
            first, _, last = part.partition("-")
            found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def test_every_requirement_has_one_line_with_an_answer() -> None:
    lines = LINE.findall(TEXT)
    assert [number for number, _ in lines] == numbers()
    assert {answer for _, answer in lines} <= ANSWERS


def test_every_file_and_every_test_named_exists() -> None:
    short = dict(re.findall(r"^\| ([\w-]+) \| `(tests/[\w/]+\.py)` \|$", TEXT, re.MULTILINE))
    missing = [path for path in re.findall(r"`([\w./-]+\.(?:py|md|html|js|lock))`", TEXT) if not (ROOT / path).exists()]
    for name, test in re.findall(r"([\w-]+)::(test_\w+)", TEXT):
        if name not in short or f"def {test}(" not in (ROOT / short[name]).read_text():
            missing.append(f"{name}::{test}")
    assert missing == []
    assert len(short) > 20


def test_a_gap_without_a_reason_stands_among_the_gaps() -> None:
    gaps = TEXT.partition("## V1 ")[0]
    bare = re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (?:no|partly) \| *\|$", TEXT, re.MULTILINE)
    assert [number for number in bare if number not in gaps] == []
