"""The numbers people read aloud: prefix, year and a padded key."""

from datetime import date


def number_for(prefix: str, on: date, key: int) -> str:
    """Return the public number of a row, for example ``HK-2026-00012``.

    :param on: the day in Jakarta on which the row was made
    :param key: the row's key, which keeps the number unique
    """
    return f"{prefix}-{on.year}-{key:05d}"
