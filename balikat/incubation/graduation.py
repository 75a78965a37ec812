"""What a tenant still lacks before the next stage, with reasons; a person decides, this only says."""

from dataclasses import dataclass
from datetime import date

from balikat.incubation.milestones.kinds import MilestoneKind
from balikat.incubation.stages import Criteria
from core.dates import count_days


@dataclass(frozen=True)
class Progress:
    """What a tenant has done in the present stage; ``bookkeeping`` is months in a row."""

    began_on: date
    visits: int
    accepted: frozenset[MilestoneKind]
    bookkeeping: int


@dataclass(frozen=True)
class Criterion:
    """One thing asked: whether it is met, and in words how far it has come."""

    name: str
    is_met: bool
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Everything a stage asks."""

    criteria: tuple[Criterion, ...]

    @property
    def met(self) -> tuple[Criterion, ...]:
        """What has been reached."""
        return tuple(row for row in self.criteria if row.is_met)

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """What is still lacking."""
        return tuple(row for row in self.criteria if not row.is_met)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.missing


def judge(progress: Progress, criteria: Criteria, *, bookkeeping_months: int, today: date) -> Verdict:
    """Say what a stage asks, what is met and what is missing.

    A visit counts when the tenant was met. The bookkeeping milestone needs both: months in the cash book and the
    mentor's acceptance.

    :param bookkeeping_months: months in a row the bookkeeping milestone asks for
    """
    days = max(0, count_days(progress.began_on, today))
    rows = []
    if criteria.least_days:
        rows.append(_counted("Lama di tahap ini", days, criteria.least_days, "hari"))
    if criteria.visits:
        rows.append(_counted("Kunjungan bertemu", progress.visits, criteria.visits, "kali"))
    rows += [_milestone(kind, progress, bookkeeping_months) for kind in criteria.milestones]
    return Verdict(tuple(rows))


def _counted(name: str, number: int, wanted: int, unit: str) -> Criterion:
    lacking = wanted - number
    reason = f"{number} dari {wanted} {unit}" + (f", kurang {lacking} {unit}" if lacking > 0 else "")
    return Criterion(name, lacking <= 0, reason)


def _milestone(kind: MilestoneKind, progress: Progress, bookkeeping_months: int) -> Criterion:
    accepted = kind in progress.accepted
    if kind is MilestoneKind.BOOKKEEPING:
        if progress.bookkeeping < bookkeeping_months and not accepted:
            return _counted(kind.label, progress.bookkeeping, bookkeeping_months, "bulan")
        return Criterion(
            kind.label, accepted, "diterima pendamping" if accepted else "cukup, belum diterima pendamping"
        )
    if kind is MilestoneKind.FINANCIAL_COMMITMENT:
        return Criterion(kind.label, accepted, "ya" if accepted else "belum; ditetapkan petugas pemeriksaan")
    return Criterion(kind.label, accepted, "diterima pendamping" if accepted else "bukti belum diterima pendamping")
