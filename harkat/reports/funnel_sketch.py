"""What the picture of the funnel shows: a bar of persons a step, nothing drawn where a step is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harkat.reports.figures import NOT_REPORTED
from harkat.reports.routes import Need
from harkat.reports.steps import FunnelRow, Step

CLOSED = "ditutup"
"""What stands in the place of a bar that may not be told, whatever the reason: it is as long for 1 as for 1,000."""


@dataclass(frozen=True)
class FunnelSketch:
    """A bar for every step before it is drawn: its name, and how many persons with the words at its end."""

    names: tuple[str, ...]
    values: tuple[tuple[int, str], ...]


def funnel_sketch(
    rows: Sequence[FunnelRow], needs: Mapping[Step, Need], *, has_reports: bool = True
) -> FunnelSketch | None:
    """Lay out the picture of the funnel in the order of its table; none where nobody is registered.

    :param has_reports: whether any bank has reported, without which nothing is known of its steps
    """
    if not any(row.reached.persons for row in rows if row.closing is None):
        return None
    return FunnelSketch(tuple(_name(row, needs) for row in rows), tuple(_value(row, has_reports) for row in rows))


def _name(row: FunnelRow, needs: Mapping[Step, Need]) -> str:
    is_extra = needs.get(row.step) is Need.NOT_NEEDED
    return f"{row.step.label} ({Need.NOT_NEEDED.label})" if is_extra else row.step.label


def _value(row: FunnelRow, has_reports: bool) -> tuple[int, str]:  # noqa: FBT001 - as it is asked with
    if not row.is_told(has_reports=has_reports):
        return 0, NOT_REPORTED
    return (0, CLOSED) if row.closing is not None else (row.reached.persons, row.persons_words)
