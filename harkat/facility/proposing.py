"""What two persons must agree on about the facility, and the papers such a proposal may bring."""

from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from core.labels import LabeledEnum

LARGEST_DOCUMENT = 5 * 1024 * 1024
_MARKS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


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
    """A proposal as typed; ``amount`` in rupiah is the new ceiling or fund, or the exception to settle."""

    kind: ProposalKind
    amount: int
    reason: str
    document: Document
    reference: str
    bank_id: int | None = None
    loan_id: int | None = None


def media_type_of(content: bytes) -> str:
    """Return the kind of a scan by its content, whatever its name says.

    :raises RuleBroken: for anything but a PDF, JPEG or PNG of at most 5 MB
    """
    if len(content) > LARGEST_DOCUMENT:
        raise RuleBroken("Berkas lebih besar dari 5 MB. Pindai ulang dengan mutu lebih rendah.", field="file")
    for mark, media_type in _MARKS:
        if content.startswith(mark):
            return media_type
    raise RuleBroken("Unggah surat sebagai PDF, JPG, atau PNG.", field="file")
