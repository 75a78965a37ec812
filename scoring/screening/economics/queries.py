"""Counting who is held by which kind of debt at a moment, how much is owed, and who got out."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select

from core.db import db
from scoring.screening.debts import remaining
from scoring.screening.hold_rules import BY_PROOF, HoldLifting
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import FlagClosing, FlagReason
from scoring.screening.models import DebtFinding, DebtFlag, DeclaredDebt

OLD_ARREARS = "Tunggakan lama"
_PROVEN_CLOSINGS = (FlagClosing.SETTLED, FlagClosing.RESTRUCTURED)
_PROVEN_LIFTINGS = (*BY_PROOF, HoldLifting.SHOWN_CLEAR)


@dataclass
class HeldCount:
    """One kind of debt: persons held now, what they owe where it is known (rupiah), and persons who got out of it."""

    kind: str
    held: set[int] = field(default_factory=set)
    owed: int = 0
    got_out: set[int] = field(default_factory=set)
    owed_by: set[int] = field(default_factory=set)

    def holds(self, person_id: int, owed: int | None) -> None:
        """Count a person as held, with what is owed."""
        self.held.add(person_id)
        if owed:
            self.owed += owed
            self.owed_by.add(person_id)


def held_by_kind(until: datetime, *, as_known: bool) -> list[HeldCount]:
    """Return the counts for every kind of debt flag and for old arrears as they were at a moment.

    A person held by two kinds counts in both; one who got out of a kind and is held by it again counts as held. What
    is owed is what was read last: former balances of a debt are not kept.

    :param as_known: count what was found wrong only later too, as it counted then
    """
    counts: dict[str, HeldCount] = {reason.label: HeldCount(reason.label) for reason in FlagReason}
    counts[OLD_ARREARS] = HeldCount(OLD_ARREARS)
    _count_flags(counts, until, as_known=as_known)
    _count_holds(counts[OLD_ARREARS], until, as_known=as_known)
    for count in counts.values():
        count.got_out -= count.held
    return list(counts.values())


def _count_flags(counts: dict[str, HeldCount], until: datetime, *, as_known: bool) -> None:
    query = (
        select(
            DebtFlag,
            DebtFinding.outstanding,
            DeclaredDebt.installment,
            DeclaredDebt.payments,
            DeclaredDebt.payments_made,
        )
        .outerjoin(DebtFinding, DebtFinding.id == DebtFlag.finding_id)
        .outerjoin(DeclaredDebt, DeclaredDebt.id == DebtFlag.declared_debt_id)
        .where(DebtFlag.raised_at < until)
    )
    if not as_known:
        query = query.where(or_(DebtFlag.closing.is_(None), DebtFlag.closing != FlagClosing.WRONG))
    for flag, outstanding, installment, payments, made in db.session.execute(query):
        count = counts[flag.reason.label]
        if flag.closed_at is None or flag.closed_at >= until:
            was_told = flag.declared_debt_id is not None
            left = remaining(installment, payments, made) if was_told else outstanding
            count.holds(flag.person_id, left)
        elif flag.closing in _PROVEN_CLOSINGS:
            count.got_out.add(flag.person_id)


def _count_holds(count: HeldCount, until: datetime, *, as_known: bool) -> None:
    query = select(DebtHold, DebtFinding.outstanding).join(DebtFinding, DebtFinding.id == DebtHold.finding_id)
    query = query.where(DebtHold.raised_at < until)
    if not as_known:
        query = query.where(or_(DebtHold.lifting.is_(None), DebtHold.lifting != HoldLifting.WRONG))
    for hold, outstanding in db.session.execute(query):
        if hold.lifted_at is None or hold.lifted_at >= until:
            count.holds(hold.person_id, outstanding)
        elif hold.lifting in _PROVEN_LIFTINGS:
            count.got_out.add(hold.person_id)
