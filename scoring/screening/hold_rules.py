"""Which debts hold a person back as old arrears: lenders whose SLIK class or write-off makes a bank refuse."""

from collections.abc import Mapping
from datetime import date

from core.errors import RuleBroken
from core.labels import LabeledEnum
from scoring.screening.lenders import LenderKind

WRITTEN_OFF = "written_off"
CLASSES = ("2", "3", "4", "5", WRITTEN_OFF)
HOLDING_LENDERS = frozenset(
    {
        LenderKind.BANK,
        LenderKind.BPR,
        LenderKind.MULTIFINANCE,
        LenderKind.PAWN,
        LenderKind.STATE_MICROFINANCE,
        LenderKind.MICROFINANCE,
        LenderKind.COOPERATIVE,
    }
)


class HoldLifting(LabeledEnum):
    """Why a hold no longer holds."""

    SETTLED = ("settled", "Lunas: surat keterangan lunas dilihat")
    RESTRUCTURED = ("restructured", "Dijadwal ulang oleh pemberi kreditnya dan sudah lancar")
    SHOWN_CLEAR = ("shown_clear", "iDeb baru tidak lagi menunjukkan tunggakan")
    WRONG = ("wrong", "Temuannya keliru")


BY_PROOF = (HoldLifting.SETTLED, HoldLifting.RESTRUCTURED)
"""The liftings an officer records from a letter; the others follow from what screening reads or decides."""


class BadHoldClasses(RuleBroken):
    """A rule about classes that does not say yes or no to each of them."""


def check_classes(value: object) -> None:
    """Refuse a table that does not say yes or no to each class and to written off.

    :raises BadHoldClasses: with the classes to name
    """
    whole = isinstance(value, Mapping) and set(value) == set(CLASSES)
    if not whole or not all(isinstance(answer, bool) for answer in dict(value).values()):  # type: ignore[call-overload]
        raise BadHoldClasses(f"Sebut tiap kelas ({', '.join(CLASSES)}) dengan true atau false.")


def is_old_arrears(
    lender_kind: LenderKind,
    *,
    active: bool | None,
    quality: int | None,
    written_off: bool,
    classes: Mapping[str, bool],
) -> bool:
    """Tell whether a debt holds a person back: an institution's debt in a class that the rule of the day names.

    :param classes: yes or no by SLIK class ("2" to "5") and for ``written_off``
    """
    if lender_kind not in HOLDING_LENDERS:
        return False
    if written_off:
        return classes.get(WRITTEN_OFF, True)
    if active is False:
        return False
    return classes.get(str(quality), False)


def is_due_again(lifted_by: HoldLifting, *, slik_due_on: date | None, as_of: date) -> bool:
    """Tell whether evidence of a day may hold a person back again after a hold was lifted.

    A settlement or a new schedule reaches SLIK with the lender's next monthly report; until the day it should be
    there, an iDeb that still shows the old class says nothing new.
    """
    if lifted_by is HoldLifting.WRONG:
        return False
    return slik_due_on is None or as_of >= slik_due_on
