"""The stages of incubation, how a tenant ends, and what each stage asks before the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from balikat.incubation.milestones.kinds import MilestoneKind
from core.errors import RuleBroken
from core.labels import LabeledEnum


class Stage(LabeledEnum):
    """Where a tenant stands on the way."""

    PRE_INCUBATION = ("pre_incubation", "Pra-inkubasi")
    INCUBATION = ("incubation", "Inkubasi")
    AFTER = ("after", "Pascainkubasi")


class TenantState(LabeledEnum):
    """Whether a tenant is still on the way, and how the way ended."""

    ACTIVE = ("active", "Berjalan")
    GRADUATED = ("graduated", "Lulus inkubasi")
    DROPPED = ("dropped", "Berhenti dari inkubasi")


class BrokenCriteria(RuleBroken):
    """Criteria of the stages that cannot be read."""


@dataclass(frozen=True)
class Criteria:
    """What a stage asks before it may end: days in it, visits at which the tenant was met, milestones accepted."""

    least_days: int
    visits: int
    milestones: tuple[MilestoneKind, ...]


def following(stage: Stage) -> Stage | None:
    """Return the stage after a stage, or None after the last."""
    order = tuple(Stage)
    place = order.index(stage) + 1
    return order[place] if place < len(order) else None


def read_criteria(table: object) -> dict[Stage, Criteria]:
    """Read the dated table of criteria; a stage that is not named asks nothing.

    :raises BrokenCriteria: saying which part cannot be read
    """
    if not isinstance(table, Mapping):
        raise BrokenCriteria("Kriteria ditulis per tahap: pre_incubation dan incubation.")
    unknown = set(table) - {stage.value for stage in Stage}
    if unknown:
        raise BrokenCriteria(f"Tahap tidak dikenal: {', '.join(sorted(map(str, unknown)))}.")
    return {stage: _criteria(stage, table[stage.value]) for stage in Stage if stage.value in table}


def _criteria(stage: Stage, row: Any) -> Criteria:
    if not isinstance(row, Mapping):
        raise BrokenCriteria(f"Kriteria {stage.label} harus berisi least_days, visits, dan milestones.")
    numbers = [row.get(name, 0) for name in ("least_days", "visits")]
    if any(isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 3650 for number in numbers):
        raise BrokenCriteria(f"Hari dan kunjungan {stage.label} harus bilangan bulat dari 0.")
    wanted = row.get("milestones", [])
    known = {kind.value: kind for kind in MilestoneKind if kind is not MilestoneKind.OTHER}
    if not isinstance(wanted, list) or any(value not in known for value in wanted):
        raise BrokenCriteria(f"Capaian {stage.label} dipilih dari: {', '.join(known)}.")
    return Criteria(numbers[0], numbers[1], tuple(known[value] for value in dict.fromkeys(wanted)))
