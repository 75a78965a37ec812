"""Taking a bank's slip number for one posting, and letting it go when the posting is taken back."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from core.db import db
from core.errors import Conflict
from harkat.repayments.models import Repayment, SlipUse
from harkat.repayments.slip_numbers import slip_key
from harkat.repayments.slips import queries


class SlipUsed(Conflict):
    """The bank's slip number already stands for another posting."""

    def __init__(self, slip: str, number: str | None) -> None:
        by = "pembayaran lain yang baru saja dicatat" if number is None else number
        super().__init__(
            f"Nomor bukti {slip} sudah dipakai {by} di bank ini. Bila ini uang yang sama, jangan dicatat lagi; bila "
            "satu bukti membayar beberapa pinjaman, tambahkan tanda, contoh -2.",
            field="slip",
        )


def check(bank_id: int, slip: str | None) -> None:
    """Refuse a slip number that is in use.

    :raises SlipUsed: naming the posting that bears it
    """
    known = None if slip is None else queries.posting_with(bank_id, slip)
    if slip is not None and known is not None:
        raise SlipUsed(slip, known.number)


def take(row: Repayment, *, bank_id: int) -> None:
    """Let a posting bear its slip number alone; the database refuses a second one.

    :raises SlipUsed: also when the other posting was written at the same moment
    """
    if row.slip is None:
        return
    check(bank_id, row.slip)
    try:
        with db.session.begin_nested():
            db.session.add(SlipUse(bank_id=bank_id, slip=slip_key(row.slip), repayment_id=row.id))
    except IntegrityError:
        known = queries.posting_with(bank_id, row.slip)
        raise SlipUsed(row.slip, None if known is None else known.number) from None


def let_go(row: Repayment) -> None:
    """Free the slip number of a posting that was taken back, so that it can be posted right."""
    db.session.execute(delete(SlipUse).where(SlipUse.repayment_id == row.id))
