"""What becomes of an e-mail."""

from core.labels import LabeledEnum


class MailState(LabeledEnum):
    """How far an e-mail is; one that was being sent when the service stopped is not sent again by itself."""

    WAITING = ("waiting", "Menunggu dikirim")
    SENDING = ("sending", "Sedang dikirim")
    SENT = ("sent", "Terkirim")
    FAILED = ("failed", "Gagal dikirim")
