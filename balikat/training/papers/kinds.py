"""What kinds of signed papers training keeps."""

from core.errors import Conflict
from core.labels import LabeledEnum


class PaperKind(LabeledEnum):
    """A paper as it came in."""

    ATTENDANCE_LIST = ("attendance_list", "Daftar hadir bertanda tangan")
    CERTIFICATE_SCAN = ("certificate_scan", "Pindaian sertifikat")
    SIGNED_PDF = ("signed_pdf", "Sertifikat ber-TTE")


class SamePaper(Conflict):
    """This very file was kept before."""
