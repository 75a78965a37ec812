"""How a scorecard's draft stands, and how an objection to an assessment ended."""

from core.labels import LabeledEnum


class CardState(LabeledEnum):
    """Where a scorecard's draft stands."""

    DRAFT = ("draft", "Rancangan")
    WAITING = ("waiting", "Menunggu orang kedua")
    CONFIRMED = ("confirmed", "Disahkan")
    TURNED_DOWN = ("turned_down", "Tidak disahkan")
    DROPPED = ("dropped", "Dibuang")


class ObjectionAnswer(LabeledEnum):
    """What looking again at an assessment came to."""

    CORRECTED = ("corrected", "Keterangan diperbaiki, dinilai lagi")
    DEPARTED = ("departed", "Petugas mengusulkan status lain")
    STANDS = ("stands", "Penilaian tetap, dengan penjelasan")
