"""The way of an application as a list of stages: what is done, what is now, who is waited for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.dates import format_moment
from harkat.applications.states import ENDED, State


@dataclass(frozen=True)
class Passed:
    """A state the application was once in, since when, and who brought it there."""

    state: State
    at: datetime
    by: str


@dataclass(frozen=True)
class Stage:
    """One stage; ``progress`` is ``done``, ``now`` or ``waiting``; ``note`` tells when and who."""

    words: str
    progress: str
    note: str = ""


STAGES: tuple[tuple[State, str, str], ...] = (
    (State.DRAFT, "Permohonan ditulis", "petugas"),
    (State.SUBMITTED, "Berkas lengkap dan diajukan", "petugas dan pemohon"),
    (State.VERIFIED, "Usaha dikunjungi dan berkas diverifikasi", "petugas"),
    (State.RECOMMENDED, "Petugas memberi rekomendasi", "petugas"),
    (State.AT_BANK, "Pimpinan mengesahkan dan mengirim ke bank", "pimpinan"),
    (State.APPROVED, "Bank memutuskan", "bank"),
    (State.ACCEPTED, "Pemohon menjawab tawaran bank", "pemohon"),
    (State.CONTRACTED, "Akad ditandatangani", "bank dan pemohon"),
    (State.DISBURSED, "Dana dicairkan bank", "bank"),
)
_ORDER = [state for state, _, _ in STAGES]

WAITS_FOR: dict[State, str] = {
    State.DRAFT: "petugas dan pemohon",
    State.RETURNED: "petugas dan pemohon",
    State.SUBMITTED: "petugas",
    State.VERIFIED: "petugas",
    State.RECOMMENDED: "pimpinan",
    State.AT_BANK: "bank",
    State.APPROVED: "pemohon",
    State.ACCEPTED: "bank dan pemohon",
    State.CONTRACTED: "bank",
}

NEXT: dict[State, str] = {
    State.DRAFT: "Lengkapi berkas, lalu ajukan.",
    State.RETURNED: "Lengkapi yang diminta, lalu ajukan lagi.",
    State.SUBMITTED: "Petugas mengunjungi tempat usaha dan mencocokkan berkas.",
    State.VERIFIED: "Petugas memberi rekomendasi kepada pimpinan.",
    State.RECOMMENDED: "Pimpinan memeriksa dan mengesahkan; orangnya bukan yang merekomendasikan.",
    State.AT_BANK: "Bank memeriksa dan memutuskan. Keputusan ada pada bank.",
    State.APPROVED: "Sampaikan tawaran bank, lalu catat jawaban pemohon.",
    State.ACCEPTED: "Bank dan pemohon menandatangani akad.",
    State.CONTRACTED: "Bank mencairkan dana ke rekening yang tercatat.",
    State.DISBURSED: "Pinjaman berjalan. Angsuran dicatat pada pinjaman.",
    State.REFUSED: "Sampaikan alasannya kepada pemohon. Permohonan baru boleh dibuat setelah alasannya diatasi.",
    State.DECLINED: "Selesai tanpa pinjaman. Pemohon boleh mengajukan lagi.",
    State.EXPIRED: "Selesai tanpa pinjaman karena lewat waktu. Pemohon boleh mengajukan lagi.",
    State.WITHDRAWN: "Selesai tanpa pinjaman. Pemohon boleh mengajukan lagi.",
}


def stages(state: State, passed: Iterable[Passed]) -> list[Stage]:
    """Lay the way out as seen from a state.

    :param passed: the states the application went through, in order; of a state entered twice the last entry counts
    """
    history = list(passed)
    last = {entry.state: entry for entry in history}
    reached = _reached(state, history)
    shown = []
    for index, (stage_state, words, waits) in enumerate(STAGES):
        if index <= reached:
            entry = last.get(stage_state)
            shown.append(Stage(words, "done", f"{format_moment(entry.at)}, {entry.by}" if entry else ""))
        elif state in ENDED:
            break
        elif index == reached + 1:
            shown.append(Stage(words, "now", f"Menunggu {waits}"))
        else:
            shown.append(Stage(words, "waiting"))
    if state in ENDED and state is not State.DISBURSED and state in last:
        shown.append(Stage(state.label, "done", f"{format_moment(last[state].at)}, {last[state].by}"))
    return shown


def _reached(state: State, history: list[Passed]) -> int:
    """Return the index of the last stage that counts as done."""
    if state in _ORDER:
        return _ORDER.index(state)
    if state is State.RETURNED:
        return 0
    before = [entry.state for entry in history if entry.state is not state]
    return _ORDER.index(before[-1]) if before and before[-1] in _ORDER else 0
