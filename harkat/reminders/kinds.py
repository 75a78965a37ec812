"""What reminders are about, how far they are, and by what way they go."""

from core.labels import LabeledEnum


class ReminderKind(LabeledEnum):
    """What a reminder is about."""

    INSTALLMENT = ("installment", "Jadwal bayar")
    SESSION = ("session", "Sesi besok")
    PAPERS = ("papers", "Berkas belum lengkap")
    FOLLOW_UP = ("follow_up", "Tindak lanjut")


class ReminderState(LabeledEnum):
    """How far a reminder is. One that was claimed and not settled may or may not have gone out: somebody looks."""

    WAITING = ("waiting", "Menunggu dikirim")
    CLAIMED = ("claimed", "Perlu dicek")
    SENT = ("sent", "Terkirim")
    DROPPED = ("dropped", "Tidak dikirim")


class ReminderWay(LabeledEnum):
    """By what way a reminder goes."""

    WHATSAPP = ("whatsapp", "WhatsApp")
    MAIL = ("mail", "Surel")


class DropReason(LabeledEnum):
    """Why a reminder is not sent."""

    TOLD = ("told", "Sudah disampaikan langsung")
    UNREACHABLE = ("unreachable", "Nomornya tidak bisa dihubungi")
    UNWANTED = ("unwanted", "Orangnya tidak mau diingatkan")
    LATE = ("late", "Lewat waktunya")


FOLLOWS: dict[ReminderState, frozenset[ReminderState]] = {
    ReminderState.WAITING: frozenset({ReminderState.CLAIMED, ReminderState.DROPPED}),
    ReminderState.CLAIMED: frozenset({ReminderState.SENT, ReminderState.WAITING, ReminderState.DROPPED}),
    ReminderState.SENT: frozenset(),
    ReminderState.DROPPED: frozenset(),
}
"""Only a person who looked brings a claimed one back to waiting: the machine never sends again by itself."""
