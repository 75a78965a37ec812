"""Turning numbers into questions: what is asked, with the numbers behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Departed:
    """A decision that departs from what the score said; ``reason`` is what the officer wrote, empty where nothing."""

    number: str
    application_id: int | None
    person_id: int
    computed: str
    decided: str
    by: str
    reason: str


@dataclass(frozen=True)
class Took:
    """How many hours an application took from being submitted to being recommended."""

    number: str
    application_id: int
    by: str
    hours: float


@dataclass(frozen=True)
class Question:
    """One question, where its answer may be found, and the numbers behind it."""

    asked: str
    behind: str
    application_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Share:
    """How many of all recommendations one account gave."""

    name: str
    count: int
    percent: int


def hours_words(hours: float) -> str:
    """Write hours for reading: ``3 jam``, ``2 hari 4 jam``."""
    whole = max(0, round(hours))
    if whole < 24:
        return f"{whole} jam" if whole else "kurang dari satu jam"
    days, rest = divmod(whole, 24)
    return f"{days} hari {rest} jam" if rest else f"{days} hari"


def about_departures(rows: Sequence[Departed]) -> list[Question]:
    """Ask what led to each decision that departs from the score."""
    return [
        Question(
            f"Apa yang membuat {row.number} menjadi “{row.decided}”, padahal hitungan skor “{row.computed}”?",
            f"Oleh {row.by}. "
            + (f"Alasan yang ditulis: {row.reason}" if row.reason else "Tidak ada perubahan status yang tercatat."),
            row.application_id,
            row.person_id,
        )
        for row in rows
    ]


def about_speed(rows: Sequence[Took], *, fast_hours: int) -> list[Question]:
    """Ask how the quickest applications could be so quick; the usual time stands beside."""
    if not rows:
        return []
    usual = median(row.hours for row in rows)
    fast = sorted((row for row in rows if row.hours < fast_hours and row.hours < usual), key=lambda row: row.hours)
    return [
        Question(
            f"Bagaimana {row.number} bisa direkomendasikan dalam {hours_words(row.hours)}, termasuk kunjungan usaha?",
            f"Oleh {row.by}. Biasanya {hours_words(usual)} (tengah dari {len(rows)} permohonan).",
            row.application_id,
        )
        for row in fast
    ]


def shares(counts: Mapping[str, int]) -> list[Share]:
    """Return each account's share of all recommendations, the largest first; percents are rounded down."""
    total = sum(counts.values())
    rows = [Share(name, count, count * 100 // total) for name, count in counts.items()] if total else []
    return sorted(rows, key=lambda row: (-row.count, row.name))


def about_shares(rows: Sequence[Share], *, percent: int, least: int) -> list[Question]:
    """Ask about an account that gave most of the recommendations; with few of them nothing is asked."""
    total = sum(row.count for row in rows)
    if total < least:
        return []
    return [
        Question(
            f"Mengapa {row.percent}% rekomendasi diberikan {row.name}? Apakah pembagian tugasnya memang begitu?",
            f"{row.count} dari {total} rekomendasi.",
        )
        for row in rows
        if row.percent >= percent
    ]
