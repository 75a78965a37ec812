"""What two persons must agree on about the facility, and the paper such a proposal rests on."""

from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum


class ProposalKind(LabeledEnum):
    """What a proposal would change."""

    CEILING = ("ceiling", "Plafon bank")
    FUND = ("fund", "Besar dana program")
    EXCEPTION = ("exception", "Penyelesaian pengecualian")


class ProposalState(LabeledEnum):
    """What became of a proposal."""

    PROPOSED = ("proposed", "Menunggu orang kedua")
    CONFIRMED = ("confirmed", "Disetujui orang kedua")
    REJECTED = ("rejected", "Ditolak orang kedua")
    WITHDRAWN = ("withdrawn", "Ditarik pengusul")


@dataclass(frozen=True)
class Document:
    """The paper a proposal rests on: its number and day, and the scan when one was brought."""

    number: str
    dated_on: date
    name: str | None = None
    media_type: str | None = None
    content: bytes | None = None


@dataclass(frozen=True)
class ProposalDraft:
    """A proposal as typed; ``amount`` in rupiah is the new ceiling or fund, or the exception to settle.

    ``transfer_id`` is set where money without a borrower should be taken back.
    """

    kind: ProposalKind
    amount: int
    reason: str
    document: Document
    reference: str
    bank_id: int | None = None
    loan_id: int | None = None
    transfer_id: int | None = None
