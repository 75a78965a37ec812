"""Forms about certificates."""

from balikat.training.certificates import CertificateState
from balikat.training.drafts import SignatureDraft
from core.web.fields import Choice, DateField, FormSchema, Text


class SignatureSchema(FormSchema):
    """How, when and by whom certificates were signed."""

    makes = SignatureDraft
    state = Choice("cara tanda tangan", CertificateState)
    signed_on = DateField("tanggal tanda tangan")
    signed_by = Text("nama dan jabatan penanda tangan")


class RevokeSchema(FormSchema):
    """Why a certificate is revoked."""

    reason = Text("alasan", most=200)


class ElectronicSchema(FormSchema):
    """When and by whom the uploaded PDFs were signed; how is known."""

    signed_on = DateField("tanggal tanda tangan")
    signed_by = Text("nama dan jabatan penanda tangan")
