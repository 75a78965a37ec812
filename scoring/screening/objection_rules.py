"""How an objection may end, and who may answer it."""

from core.labels import LabeledEnum


class ObjectionOutcome(LabeledEnum):
    """What came of an objection."""

    UPHELD = ("upheld", "Diterima: temuan atau penanda dibatalkan")
    REFUSED = ("refused", "Tidak diterima: bukti tetap berlaku")


def may_answer(account_id: int | None, *, decided_by: int | None) -> bool:
    """Tell whether somebody may answer an objection: never the one whose decision it is about."""
    return decided_by is None or account_id != decided_by
