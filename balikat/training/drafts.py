"""What the forms of training become before a service writes it."""

from dataclasses import dataclass
from datetime import date, time

from balikat.training.calendar import Rhythm
from balikat.training.certificates import CertificateState
from balikat.training.completion import AssessmentKind


@dataclass(frozen=True)
class CourseDraft:
    """A course as typed; hours in JP of 45 minutes, shares in percent."""

    name: str
    theme: str
    hours: int
    counts_for_credit: bool
    share_percent: int
    post_test_minimum: int | None = None
    sector: str | None = None
    kbli_code: str | None = None
    competence_units: str | None = None


@dataclass(frozen=True)
class RuleDraft:
    """A completion rule that holds for cohorts that start on a day or later."""

    valid_from: date
    share_percent: int
    counts_for_credit: bool
    post_test_minimum: int | None = None


@dataclass(frozen=True)
class CohortDraft:
    """A cohort as typed; its trainers are accounts, its cost is rupiah."""

    name: str
    starts_on: date
    ends_on: date
    place: str
    seats: int
    trainer_ids: tuple[int, ...]
    cost: int | None = None


@dataclass(frozen=True)
class SessionsDraft:
    """Sessions made in one go from a pattern; hours in JP for each."""

    first_on: date
    count: int
    rhythm: Rhythm
    hours: int
    topic: str | None
    is_mandatory: bool
    starts_at_time: time | None = None


@dataclass(frozen=True)
class SessionDraft:
    """One session as changed; ``reason`` is wanted when its day moves."""

    held_on: date
    hours: int
    topic: str | None
    is_mandatory: bool
    trainer_id: int | None
    reason: str | None
    starts_at_time: time | None = None


@dataclass(frozen=True)
class ScoreDraft:
    """One cell of the score grid; None when it was left empty."""

    enrollment_id: int
    kind: AssessmentKind
    score: int | None


@dataclass(frozen=True)
class SignatureDraft:
    """How, when and by whom certificates were signed."""

    state: CertificateState
    signed_on: date
    signed_by: str
