"""The states of an application and which may follow which."""

from core.errors import RuleBroken
from core.labels import LabeledEnum


class State(LabeledEnum):
    """Where an application stands; running and closed are read from the loan."""

    DRAFT = ("draft", "Draf")
    SUBMITTED = ("submitted", "Diajukan")
    VERIFIED = ("verified", "Terverifikasi")
    RETURNED = ("returned", "Dikembalikan untuk dilengkapi")
    RECOMMENDED = ("recommended", "Direkomendasikan petugas")
    AT_BANK = ("at_bank", "Di bank")
    APPROVED = ("approved", "Disetujui bank, ditawarkan")
    ACCEPTED = ("accepted", "Tawaran diterima")
    CONTRACTED = ("contracted", "Akad")
    DISBURSED = ("disbursed", "Dicairkan")
    REFUSED = ("refused", "Ditolak bank")
    DECLINED = ("declined", "Tawaran tidak diambil")
    WITHDRAWN = ("withdrawn", "Ditarik pemohon")
    EXPIRED = ("expired", "Lewat waktu")


class StopReason(LabeledEnum):
    """Why an application went no further."""

    PAPERS = ("papers", "Berkas belum lengkap")
    SLIK = ("slik", "Catatan SLIK")
    SECOND_FACILITY = ("second_facility", "Sudah punya kredit bersubsidi")
    CAPACITY = ("capacity", "Kemampuan bayar")
    BUSINESS_NOT_FOUND = ("business_not_found", "Usaha tidak ditemukan")
    NOT_REACHED = ("not_reached", "Tidak dapat dihubungi")
    CHANGED_MIND = ("changed_mind", "Mengundurkan diri")
    EXPIRED = ("expired", "Tawaran lewat waktu")
    OTHER = ("other", "Alasan lain")


class Verdict(LabeledEnum):
    """What a bank says about an application."""

    APPROVE = ("approve", "Setuju")
    REFUSE = ("refuse", "Tolak")
    RETURN = ("return", "Minta dilengkapi")


# An approved sub-group goes back to the bank when a member leaves, because only the bank changes its decision.
FOLLOWS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN, State.EXPIRED}),
    State.SUBMITTED: frozenset({State.VERIFIED, State.RETURNED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN, State.EXPIRED}),
    State.VERIFIED: frozenset({State.RECOMMENDED, State.RETURNED, State.WITHDRAWN}),
    State.RECOMMENDED: frozenset({State.AT_BANK, State.RETURNED, State.WITHDRAWN}),
    State.AT_BANK: frozenset({State.APPROVED, State.REFUSED, State.RETURNED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.AT_BANK}),
    State.ACCEPTED: frozenset({State.CONTRACTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.AT_BANK}),
    State.CONTRACTED: frozenset({State.DISBURSED, State.WITHDRAWN}),
    State.DISBURSED: frozenset(),
    State.REFUSED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset(),
}
RESERVED = frozenset({State.APPROVED, State.ACCEPTED, State.CONTRACTED})
IN_THE_CITY = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.VERIFIED, State.RECOMMENDED})
REASONS_TO_REFUSE = (
    StopReason.SLIK,
    StopReason.SECOND_FACILITY,
    StopReason.CAPACITY,
    StopReason.BUSINESS_NOT_FOUND,
    StopReason.NOT_REACHED,
    StopReason.CHANGED_MIND,
    StopReason.PAPERS,
    StopReason.OTHER,
)
REASONS_TO_LEAVE = (
    StopReason.CHANGED_MIND,
    StopReason.NOT_REACHED,
    StopReason.SECOND_FACILITY,
    StopReason.PAPERS,
    StopReason.OTHER,
)
REASONS_TO_RETURN = (
    StopReason.PAPERS,
    StopReason.NOT_REACHED,
    StopReason.BUSINESS_NOT_FOUND,
    StopReason.SECOND_FACILITY,
    StopReason.OTHER,
)
WAITS_FOR_APPLICANT = (State.DRAFT, State.RETURNED)
ENDED = frozenset(state for state, following in FOLLOWS.items() if not following)


class WrongState(RuleBroken):
    """The step does not follow the state the application is in."""


def check_step(current: State, following: State) -> None:
    """Refuse a step that may not follow.

    :raises WrongState: naming both states
    """
    if following not in FOLLOWS[current]:
        raise WrongState(f"{_standing(current, following)} Muat ulang halaman untuk melihat langkah yang tersedia.")


def _standing(current: State, following: State) -> str:
    if current is following:
        return f"Permohonan ini sudah berstatus “{current.label}”; langkah ini tidak perlu diulang."
    if current in ENDED:
        return f"Permohonan ini sudah selesai dengan status “{current.label}” dan tidak berubah lagi."
    return f"Permohonan ini berstatus “{current.label}”, jadi belum bisa menjadi “{following.label}”."
