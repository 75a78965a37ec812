"""What an officer hands in about a person's readiness: facts that were seen, or a departure from the status."""

from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum
from scoring.facts import FactKind, Sureness
from scoring.status import Readiness


class YesNo(LabeledEnum):
    """A plain answer."""

    YES = ("1", "Ya")
    NO = ("0", "Tidak")


@dataclass(frozen=True)
class ObservationDraft:
    """What was seen on a day; kinds left out stay as they were."""

    observed_on: date
    sureness: Sureness
    values: tuple[tuple[FactKind, int], ...]


@dataclass(frozen=True)
class DepartureDraft:
    """The status an officer proposes instead, and why."""

    status: Readiness
    reason: str
