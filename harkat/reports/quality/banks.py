"""Each bank's running loans, NPL share and what its scale sets aside, closed where few persons stand behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.money import format_rupiah
from harkat.facility.terms import LenderType
from harkat.reports.quality.figures import CLOSED, Held, npl_words, provision
from harkat.reports.suppression import suppress


@dataclass(frozen=True)
class Lender:
    """A bank as the page knows it."""

    bank_id: int
    name: str
    kind: LenderType
    has_reported: bool


@dataclass(frozen=True)
class BankLine:
    """One bank in words; rupiah ``owed``."""

    name: str
    scale: str
    has_reported: bool
    loans: int
    owed: int
    npl: str
    provision: str


def bank_lines(
    lenders: Sequence[Lender],
    classes: Mapping[int, Mapping[int, Held]],
    bad: Mapping[int, Held],
    percents: Mapping[LenderType, Mapping[int, Decimal]],
) -> tuple[list[BankLine], str]:
    """Return a line for every bank and what all set aside together.

    What is set aside tells the classes it comes from, so it is closed for all where any class of any bank is small.

    :param classes: by bank and class
    :param bad: the NPL of every bank that has any
    """
    counts = {lender.bank_id: bad.get(lender.bank_id, Held()).persons for lender in lenders}
    closed = {count.key for count in suppress(counts, sensitive=counts) if count.number is None}
    is_told = not closed and not any(
        held.is_small for own in classes.values() for rank, held in own.items() if rank > 1
    )
    lines, whole = [], 0
    for lender in lenders:
        own = classes.get(lender.bank_id, {})
        owed, aside = sum(held.owed for held in own.values()), provision(own, percents[lender.kind])
        npl = CLOSED if lender.bank_id in closed else npl_words(bad.get(lender.bank_id, Held()), owed)
        lines.append(
            BankLine(
                lender.name,
                lender.kind.label,
                lender.has_reported,
                sum(held.loans for held in own.values()),
                owed,
                npl if owed else "–",
                format_rupiah(aside) if is_told else CLOSED,
            )
        )
        whole += aside
    return lines, format_rupiah(whole) if is_told else CLOSED
