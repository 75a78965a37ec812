"""Which debts become a flag on a person: those that sink people, never licensed debt that is paid on time."""

from scoring.screening.informal import InformalClass, LenderType
from scoring.screening.kinds import FlagReason, InterviewSource
from scoring.screening.lenders import DebtKind

LENDER_TYPES: dict[InterviewSource, LenderType] = {
    InterviewSource.MOBILE_LENDER: LenderType.PERSON,
    InterviewSource.DAILY_COOPERATIVE: LenderType.UNREGISTERED_COOP,
    InterviewSource.UNLICENSED_APP: LenderType.UNLICENSED_APP,
    InterviewSource.LICENSED_APP: LenderType.LICENSED_P2P,
    InterviewSource.COOPERATIVE: LenderType.REGISTERED_COOP,
    InterviewSource.STATE_MICROFINANCE: LenderType.STATE_MICROFINANCE,
    InterviewSource.BANK: LenderType.BANK,
    InterviewSource.VEHICLE: LenderType.BANK,
    InterviewSource.PAWN: LenderType.BANK,
    InterviewSource.SUPPLIER: LenderType.FRIEND,
    InterviewSource.ROTATING_SAVINGS: LenderType.FRIEND,
    InterviewSource.FAMILY: LenderType.FAMILY,
    InterviewSource.FRIEND: LenderType.FRIEND,
}


def flag_for_finding(
    kind: DebtKind, *, active: bool | None, written_off: bool, quality: int | None, days_late: int | None
) -> FlagReason | None:
    """Return why a confirmed finding flags a person, or None; debt that is settled never does."""
    if active is False and not written_off:
        return None
    if kind is DebtKind.PINJOL_ILLEGAL:
        return FlagReason.ILLEGAL_PINJOL
    if kind is DebtKind.RENTENIR_SUSPECTED:
        return FlagReason.RENTENIR
    late = written_off or (quality or 1) > 1 or (days_late or 0) > 0
    if kind in (DebtKind.PINJOL_LICENSED, DebtKind.PAYLATER) and late:
        return FlagReason.PINJOL_IN_ARREARS
    return None


def flag_for_declared(told_as: InterviewSource, cost_class: InformalClass, *, is_in_arrears: bool) -> FlagReason | None:
    """Return why a debt that a person told of flags them, or None."""
    if told_as is InterviewSource.UNLICENSED_APP:
        return FlagReason.ILLEGAL_PINJOL
    if cost_class is InformalClass.RENTENIR:
        return FlagReason.RENTENIR
    if told_as is InterviewSource.LICENSED_APP and is_in_arrears:
        return FlagReason.PINJOL_IN_ARREARS
    return None


def is_worse(before: tuple[bool | None, int | None, bool], after: tuple[bool | None, int | None, bool]) -> bool:
    """Tell whether a debt looks worse than when it was last decided about.

    :param before: active, SLIK class, written off
    """
    was_active, was_quality, was_written_off = before
    active, quality, written_off = after
    started = was_active is False and active is not False
    return started or (quality or 1) > (was_quality or 1) or (written_off and not was_written_off)
