"""Following a bank's chain of transfers from its first link, and naming the first that was changed."""

from collections import deque
from dataclasses import dataclass

from sqlalchemy import select

from core.db import db
from harkat.facility.ledger import chain
from harkat.facility.models import FacilityBalance, FacilityTransfer

LINKS_SHOWN = 8


@dataclass(frozen=True)
class Link:
    """One transfer beside its fingerprint worked out anew; ``sequence`` is the place it should have."""

    transfer: FacilityTransfer
    sequence: int
    expected: str

    @property
    def fits(self) -> bool:
        """Whether the transfer stands in its place, unchanged."""
        return self.transfer.sequence == self.sequence and self.transfer.digest == self.expected


@dataclass(frozen=True)
class ChainCheck:
    """What following a chain found: how many links it has, the last of them, and the first that does not fit.

    ``is_whole`` is false also where links at the end are gone.
    """

    links: int
    shown: tuple[Link, ...]
    broken: Link | None
    is_whole: bool


def follow(bank_id: int) -> ChainCheck:
    """Work out every fingerprint of a bank's chain anew, beginning at the first transfer."""
    balance = db.session.get(FacilityBalance, bank_id, populate_existing=True)
    query = (
        select(FacilityTransfer)
        .where(FacilityTransfer.bank_id == bank_id)
        .order_by(FacilityTransfer.sequence)
        .execution_options(yield_per=1000, populate_existing=True)
    )
    previous, count = "", 0
    broken: Link | None = None
    last: deque[Link] = deque(maxlen=LINKS_SHOWN)
    for transfer in db.session.scalars(query):
        count += 1
        link = Link(transfer, count, chain(previous, transfer.as_movement()))
        broken = broken or (None if link.fits else link)
        last.append(link)
        previous = transfer.digest
    ends = balance is not None and (balance.transfers, balance.head) == (count, previous)
    return ChainCheck(count, tuple(reversed(last)), broken, broken is None and ends)
