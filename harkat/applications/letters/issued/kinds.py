"""Which letters there are, how far each has come, and what a signed file must be."""

from core.errors import RuleBroken
from core.labels import LabeledEnum
from harkat.applications.states import State


class LetterKind(LabeledEnum):
    """What a letter says and to whom."""

    RECOMMENDATION = ("recommendation", "Surat rekomendasi kepada bank")
    DECISION = ("decision", "Pemberitahuan keputusan bank kepada pemohon")


class LetterState(LabeledEnum):
    """How far a letter has come."""

    DRAFT = ("draft", "Draf surat")
    WET = ("wet", "Ditandatangani basah")
    ELECTRONIC = ("electronic", "TTE")
    REVOKED = ("revoked", "Dicabut")


FOLLOWS: dict[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.WET, LetterState.ELECTRONIC, LetterState.REVOKED}),
    LetterState.WET: frozenset({LetterState.REVOKED}),
    LetterState.ELECTRONIC: frozenset({LetterState.REVOKED}),
    LetterState.REVOKED: frozenset(),
}
SIGNED = frozenset({LetterState.WET, LetterState.ELECTRONIC})
PREFIXES = {LetterKind.RECOMMENDATION: "SR", LetterKind.DECISION: "SK"}
DECIDED = frozenset({State.APPROVED, State.ACCEPTED, State.CONTRACTED, State.DISBURSED, State.REFUSED})


class LetterRefused(RuleBroken):
    """A letter that cannot be made, signed or taken back now."""


def check_step(current: LetterState, following: LetterState) -> None:
    """Refuse a step that may not follow.

    :raises LetterRefused: naming where the letter stands
    """
    if following not in FOLLOWS[current]:
        raise LetterRefused(f"Surat ini sudah berstatus “{current.label}”. Muat ulang halaman.")


def check_ready(kind: LetterKind, state: State, *, is_confirmed: bool) -> None:
    """Refuse a letter before there is something to say.

    :raises LetterRefused: saying what has to come first
    """
    if kind is LetterKind.RECOMMENDATION and not is_confirmed:
        raise LetterRefused("Surat rekomendasi dibuat setelah pimpinan mengesahkan rekomendasi.")
    if kind is LetterKind.DECISION and state not in DECIDED:
        raise LetterRefused("Pemberitahuan dibuat setelah bank memutuskan.")
