"""How an assessment is shown: the tone of a status, reasons in two lists, paths with their steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from scoring.facts import UNITS, FactKind, Unit
from scoring.readiness import Tone
from scoring.status import Readiness
from scoring.step import Helper, Start

TONES = {
    Readiness.READY: "good",
    Readiness.CONDITIONAL: "warn",
    Readiness.NEEDS_MENTORING: "warn",
    Readiness.NEEDS_DEBT_RESOLUTION: "bad",
    Readiness.NOT_YET: "bad",
}
PRIVATE = {Start.SCREENING, Start.DEBT_EXIT, Start.REPAYMENT}
MEANINGS = {
    Readiness.READY: "Berkas, usaha, dan kemampuan bayarnya siap diajukan. Bank yang memutuskan pembiayaan.",
    Readiness.CONDITIONAL: "Hampir siap. Selesaikan langkah di bawah, lalu nilai lagi.",
    Readiness.NEEDS_MENTORING: "Usahanya perlu didampingi dulu supaya angsuran tidak memberatkan.",
    Readiness.NEEDS_DEBT_RESOLUTION: "Utang yang ada diselesaikan dulu, dengan bantuan. Ini bukan penolakan.",
    Readiness.NOT_YET: "Ada syarat pokok yang belum terpenuhi. Lihat alasannya di bawah.",
}


@dataclass(frozen=True)
class ShownStep:
    """One step as a page shows it."""

    label: str
    helper: Helper
    start: Start
    done_on: date
    provided: str | None


@dataclass(frozen=True)
class ShownPath:
    """A way to READY: the steps to begin with, and the rest."""

    first: tuple[ShownStep, ...]
    rest: tuple[ShownStep, ...]
    expected_on: date

    @property
    def steps(self) -> tuple[ShownStep, ...]:
        """Return all steps in order."""
        return self.first + self.rest


def shown_paths(packed: Sequence[dict[str, Any]], *, at_first: int, later: timedelta = timedelta(0)) -> list[ShownPath]:
    """Read kept paths for a page, each with at most so many steps at first.

    :param later: how long after the assessment the steps would begin
    """
    paths = []
    for path in packed:
        steps = tuple(
            ShownStep(
                row["label"],
                Helper.of(row["helper"]),
                Start.of(row["start"]),
                date.fromisoformat(row["done_on"]) + later,
                row["provided"],
            )
            for row in path["steps"]
        )
        paths.append(ShownPath(steps[:at_first], steps[at_first:], date.fromisoformat(path["expected_on"]) + later))
    return paths


def split_reasons(packed: Sequence[dict[str, Any]]) -> tuple[list[str], list[str], list[str]]:
    """Split kept reasons into what holds back or weakens, what is unknown, and what is good, in their order."""
    held = [row["text"] for row in packed if row["tone"] in (Tone.HOLDS.value, Tone.WEAK.value)]
    unknown = [row["text"] for row in packed if row["tone"] == Tone.UNKNOWN.value]
    good = [row["text"] for row in packed if row["tone"] == Tone.GOOD.value]
    return held, unknown, good


class Noted(Protocol):
    """A fact, or a row in which one was written down."""

    @property
    def kind(self) -> FactKind: ...
    @property
    def value(self) -> int: ...


def is_money(fact: Noted) -> bool:
    """Tell whether a fact is an amount of rupiah."""
    return UNITS[fact.kind] is Unit.RUPIAH


def words_of(fact: Noted) -> str:
    """Write a fact's number in its unit; rupiah is left to the page."""
    unit = UNITS[fact.kind]
    if unit is Unit.YES_NO:
        return "ya" if fact.value else "belum"
    return f"{fact.value} {unit.label}" if unit in (Unit.MONTHS, Unit.DAYS) else str(fact.value)


@dataclass(frozen=True)
class MemberStanding:
    """How one member of a group stands; ``status`` is None for somebody never assessed.

    ``open_step`` is the first step that has nothing to do with debts: a mentor helps with it and hears no more.
    """

    person_id: int
    name: str
    status: Readiness | None
    first_step: str | None
    steps: int
    open_step: str | None = None


def standing_of_member(
    person_id: int, name: str, status: Readiness | None, packed_paths: Sequence[dict[str, Any]]
) -> MemberStanding:
    """Say where a member stands and what comes first."""
    steps = packed_paths[0]["steps"] if packed_paths else []
    first = steps[0]["label"] if steps else None
    open_step = next((step["label"] for step in steps if Start.of(step["start"]) not in PRIVATE), None)
    return MemberStanding(person_id, name, status, first, len(steps), open_step)
