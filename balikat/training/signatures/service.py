"""Recording signatures together with the papers that prove them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime

from balikat.training.awards import service as awards
from balikat.training.certificates import CertificateState
from balikat.training.drafts import SignatureDraft
from balikat.training.models import CertifiedCompletion
from balikat.training.papers.kinds import PaperKind
from balikat.training.papers.service import keep_paper
from balikat.training.signatures.matching import Match, SignedFile, match_files
from core.auth.roles import Actor, Role
from core.errors import RuleBroken
from core.files.limits import FileRefused
from core.files.papers import PaperRefused, check_signed_pdf
from core.files.pdf import NoText, read_pdf_lines

FILES_AT_MOST = 60
READERS_AT_ONCE = 4


@dataclass(frozen=True)
class Incoming:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Signed:
    """What came of signed files: the certificates that are signed now, and the files set aside with the reason."""

    certificates: tuple[CertifiedCompletion, ...]
    set_aside: tuple[Match, ...]


def look_into(files: Sequence[Incoming]) -> list[SignedFile]:
    """Read the text of signed PDFs; a scan has none, and one that is no signed PDF bears its problem.

    :raises RuleBroken: for no file or too many at once
    """
    if not files:
        raise RuleBroken("Pilih berkas PDF hasil tanda tangan elektronik.", field="files")
    if len(files) > FILES_AT_MOST:
        raise RuleBroken(f"Paling banyak {FILES_AT_MOST} berkas sekali unggah.", field="files")
    with ThreadPoolExecutor(READERS_AT_ONCE) as pool:
        return list(pool.map(_look, files))


def _look(file: Incoming) -> SignedFile:
    try:
        check_signed_pdf(file.content)
    except PaperRefused as error:
        return SignedFile(file.name, (), error.message)
    try:
        return SignedFile(file.name, read_pdf_lines(file.content))
    except NoText:
        return SignedFile(file.name, ())
    except FileRefused:
        return SignedFile(file.name, (), "PDF ini rusak atau terkunci. Simpan ulang dari aplikasi TTE.")


def sign_electronically(
    waiting: Sequence[CertifiedCompletion],
    files: Sequence[Incoming],
    looked: Sequence[SignedFile],
    draft: SignatureDraft,
    *,
    actor: Actor,
    now: datetime,
    today: date,
) -> Signed:
    """Sign every certificate whose signed PDF is among the files, and keep the PDF.

    :param looked: what ``look_into`` read of the files, in their order
    """
    by_number = {row.certificate_number: row for row in waiting}
    matches = match_files(looked, by_number)
    signed = []
    for match in matches:
        if match.number is None:
            continue
        certificate = by_number[match.number]
        awards.sign([certificate], draft, actor=actor, now=now, today=today)
        content = files[match.place].content
        keep_paper(certificate, PaperKind.SIGNED_PDF, name=match.name, content=content, actor=actor, now=now)
        signed.append(certificate)
    return Signed(tuple(signed), tuple(match for match in matches if match.number is None))


def sign_by_hand(
    certificates: Sequence[CertifiedCompletion],
    draft: SignatureDraft,
    scan: Incoming | None,
    *,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Record wet signatures; the scan of the signed sheet may come with it or later.

    :raises RuleBroken: for an electronic signature, which is recorded by its PDF
    """
    if draft.state is CertificateState.SIGNED_ELECTRONICALLY:
        raise RuleBroken("Tanda tangan elektronik dicatat dengan mengunggah PDF di halaman angkatan.", field="state")
    awards.sign(certificates, draft, actor=actor, now=now, today=today)
    if scan is not None:
        for certificate in certificates:
            keep_scan(certificate, scan, actor=actor, now=now)


def keep_scan(certificate: CertifiedCompletion, scan: Incoming, *, actor: Actor, now: datetime) -> None:
    """Keep the scan of a certificate that was signed by hand.

    :raises RuleBroken: for a certificate that was not signed by hand
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menyimpan pindaian sertifikat")
    if certificate.certificate_state is not CertificateState.SIGNED_BY_HAND:
        raise RuleBroken("Pindaian hanya untuk sertifikat yang ditandatangani basah.", field="file")
    keep_paper(certificate, PaperKind.CERTIFICATE_SCAN, name=scan.name, content=scan.content, actor=actor, now=now)
