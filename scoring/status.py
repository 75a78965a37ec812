"""The five words that tell a person how ready they are; none of them is a decision about a loan."""

from core.labels import LabeledEnum


class Readiness(LabeledEnum):
    """How ready a person is to apply, from ready to not yet; the bank decides about loans."""

    READY = ("ready", "Siap")
    CONDITIONAL = ("conditional", "Siap bersyarat")
    NEEDS_MENTORING = ("needs_mentoring", "Perlu pendampingan")
    NEEDS_DEBT_RESOLUTION = ("needs_debt_resolution", "Perlu penyelesaian utang")
    NOT_YET = ("not_yet", "Belum layak")


RANK: dict[Readiness, int] = {status: rank for rank, status in enumerate(Readiness)}


def furthest(statuses: list[Readiness]) -> Readiness:
    """Return the status that is furthest from ready."""
    return max(statuses, key=RANK.__getitem__, default=Readiness.READY)
