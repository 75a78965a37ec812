"""Which words of a bank may still be corrected, and what a correction does to the money set aside."""

from dataclasses import dataclass

from core.money import format_rupiah
from harkat.applications.states import State

CORRECTABLE = frozenset({State.APPROVED, State.ACCEPTED, State.REFUSED})


def why_not_correctable(state: State) -> str | None:
    """Say why the bank's word can no longer be corrected in a state, or nothing where it can."""
    if state in CORRECTABLE:
        return None
    if state in (State.CONTRACTED, State.DISBURSED):
        return "Akad sudah dibuat, jadi keputusan bank tidak dapat dikoreksi lagi. Perubahan lewat adendum akad."
    if state is State.AT_BANK:
        return "Permohonan ini masih menunggu keputusan. Putuskan di halaman permohonan; belum ada yang dikoreksi."
    return f"Permohonan berstatus “{state.label}”; keputusan bank tidak dapat dikoreksi lagi."


@dataclass(frozen=True)
class Effect:
    """Money set aside before and after a correction; rupiah, 0 where none was."""

    before: int
    after: int

    @property
    def words(self) -> str:
        """What becomes of the money, as a sentence."""
        if self.before == self.after:
            return f"Dana yang disisihkan tetap {format_rupiah(self.after)}."
        if not self.after:
            return f"Dana {format_rupiah(self.before)} yang disisihkan bebas kembali."
        if not self.before:
            return f"Dana {format_rupiah(self.after)} disisihkan."
        turn = "naik" if self.after > self.before else "turun"
        gap = format_rupiah(abs(self.after - self.before))
        return f"Dana yang disisihkan {turn} {gap}, dari {format_rupiah(self.before)} ke {format_rupiah(self.after)}."
