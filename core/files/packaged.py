"""Reads the CSV tables that lie inside a package."""

import csv
import io
from importlib.resources import files


def read_packaged_table(package: str, name: str) -> list[dict[str, str]]:
    """Read a CSV table with a header row out of a package, every value as stripped text."""
    text = files(package).joinpath(name).read_text(encoding="utf-8-sig")
    return [
        {key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(io.StringIO(text))
    ]
