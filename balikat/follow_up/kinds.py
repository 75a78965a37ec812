"""What a follow-up is about, what was answered, and through which door."""

from core.labels import LabeledEnum


class FollowUpReason(LabeledEnum):
    """What was finished."""

    TRAINING = ("training", "Selesai pelatihan")
    GRADUATION = ("graduation", "Sesudah lulus inkubasi")


class BusinessState(LabeledEnum):
    """Whether the business is still there."""

    RUNNING = ("running", "Masih berjalan")
    PAUSED = ("paused", "Berhenti sementara")
    CLOSED = ("closed", "Sudah tutup")
    UNREACHED = ("unreached", "Tidak bisa dihubungi")


class AnswerDoor(LabeledEnum):
    """Who filled the form in."""

    LINK = ("link", "Dijawab sendiri lewat tautan")
    STAFF = ("staff", "Dicatat petugas atau pendamping")


OWN_ANSWERS = (BusinessState.RUNNING, BusinessState.PAUSED, BusinessState.CLOSED)
