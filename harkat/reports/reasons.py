"""Why somebody got no further: every person has the first reason that fits, and only that one."""

from collections.abc import Collection, Iterable, Mapping

from core.labels import LabeledEnum
from harkat.applications.states import State, StopReason
from harkat.reports.suppression import Count, suppress


class Reason(LabeledEnum):
    """Why a person stands still, in the order in which the first fitting one is taken.

    How an application ended comes first, because that is where the person really stopped. What opens a list comes
    before debts and scores: somebody untrained and in debt would otherwise be missing from the list of the untrained,
    and known by that to be in debt.
    """

    REFUSED_SLIK = ("refused_slik", "Ditolak bank: catatan SLIK")
    REFUSED_SECOND_FACILITY = ("refused_second_facility", "Ditolak bank: sudah punya kredit bersubsidi")
    REFUSED_CAPACITY = ("refused_capacity", "Ditolak bank: kemampuan bayar")
    REFUSED_BUSINESS = ("refused_business", "Ditolak bank: usaha tidak ditemukan")
    REFUSED_PAPERS = ("refused_papers", "Ditolak bank: berkas")
    REFUSED_OTHER = ("refused_other", "Ditolak bank: alasan lain")
    LEFT = ("left", "Mengundurkan diri atau tawaran tidak diambil")
    PAPERS = ("papers", "Berkas belum lengkap")
    NOT_TRAINED = ("not_trained", "Belum ikut pelatihan")
    PINJOL = ("pinjol", "Masih terjerat pinjol")
    RENTENIR = ("rentenir", "Masih terjerat rentenir")
    ARREARS = ("arrears", "Tunggakan lama")
    CAPACITY = ("capacity", "Kemampuan bayar belum cukup")
    NOT_READY = ("not_ready", "Belum siap menurut skor kesiapan")
    UNKNOWN = ("unknown", "Belum diketahui")


SENSITIVE = frozenset(
    {
        Reason.REFUSED_SLIK,
        Reason.REFUSED_SECOND_FACILITY,
        Reason.REFUSED_CAPACITY,
        Reason.PINJOL,
        Reason.RENTENIR,
        Reason.ARREARS,
        Reason.CAPACITY,
        Reason.NOT_READY,
    }
)
"""Reasons about debt, arrears or score: small counts are closed, and no list of cases stands behind any."""

WITHOUT_LIST = SENSITIVE | {Reason.UNKNOWN}
"""The rest is closed as well: whoever is on no list would otherwise be known to be in debt."""

_REFUSALS = {
    StopReason.SLIK: Reason.REFUSED_SLIK,
    StopReason.SECOND_FACILITY: Reason.REFUSED_SECOND_FACILITY,
    StopReason.CAPACITY: Reason.REFUSED_CAPACITY,
    StopReason.BUSINESS_NOT_FOUND: Reason.REFUSED_BUSINESS,
    StopReason.PAPERS: Reason.REFUSED_PAPERS,
}

ENDS_WITHOUT_LOAN = (State.REFUSED, State.DECLINED, State.WITHDRAWN, State.EXPIRED)


def reason_of_end(state: State, stop_reason: StopReason | None) -> Reason | None:
    """Return the reason that an application's end gives, or nothing where it has not ended without a loan."""
    if state is State.REFUSED:
        return Reason.REFUSED_OTHER if stop_reason is None else _REFUSALS.get(stop_reason, Reason.REFUSED_OTHER)
    return Reason.LEFT if state in ENDS_WITHOUT_LOAN else None


def stop_reasons_of(reason: Reason) -> tuple[StopReason, ...]:
    """Return the words of a bank that count as this reason of refusal; none for the rest."""
    return tuple(word for word, meant in _REFUSALS.items() if meant is reason)


def first_fitting(fitting: Collection[Reason]) -> Reason:
    """Return the reason a person is counted under, out of all that fit."""
    return next((reason for reason in Reason if reason in fitting), Reason.UNKNOWN)


def told_reasons(counts: Mapping[Reason, int]) -> list[Count[Reason]]:
    """Return how many stand still for each reason as it may be told; nobody counts among the few, too."""
    return suppress(counts, sensitive=SENSITIVE, hides_nobody=True)


def in_order(counts: Iterable[tuple[Reason, int]]) -> dict[Reason, int]:
    """Lay counts out over every reason, 0 where there is none."""
    known = dict(counts)
    return {reason: known.get(reason, 0) for reason in Reason}
