"""Files past their target: whose hands they are in, which they are, and by how many working days."""

from dataclasses import dataclass

from core.money import format_number

NAMED_CASES = 3


@dataclass(frozen=True)
class LateFile:
    """One file past its target: working days in its step, and how many of them are past the target."""

    application_id: int
    number: str
    step: str
    days: int
    beyond: int


@dataclass(frozen=True)
class LateFiles:
    """The late files in somebody's hands: how many, and the latest of them first."""

    who: str
    total: int
    files: tuple[LateFile, ...]


def cases_words(held: LateFiles) -> str:
    """Name the latest files with their days, and say how many more there are."""
    named = held.files[:NAMED_CASES]
    told = ", ".join(f"{file.number} ({format_number(file.beyond)} hari kerja)" for file in named)
    more = held.total - len(named)
    return f"{told}, dan {format_number(more)} lagi" if more else told
