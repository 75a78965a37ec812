"""What kinds of signed papers training keeps."""

from core.errors import Conflict, RuleBroken
from core.labels import LabeledEnum


class PaperKind(LabeledEnum):
    """A paper as it came in."""

    ATTENDANCE_LIST = ("attendance_list", "Daftar hadir bertanda tangan")
    CERTIFICATE_SCAN = ("certificate_scan", "Pindaian sertifikat")
    SIGNED_PDF = ("signed_pdf", "Sertifikat ber-TTE")


class SamePaper(Conflict):
    """This very file was kept before."""


class NotSigned(RuleBroken):
    """A PDF without an electronic signature."""


def check_signed(content: bytes) -> None:
    """Refuse a PDF that carries no electronic signature; whether the signature holds is for a verifier to say.

    :raises NotSigned: when the file has no signed range of bytes
    """
    if not (content[:1024].lstrip().startswith(b"%PDF-") and b"/ByteRange" in content):
        raise NotSigned("PDF ini tidak memuat tanda tangan elektronik. Unggah hasil aplikasi TTE, bukan drafnya.")
