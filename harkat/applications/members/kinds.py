"""What can happen to a member of a sub-group, and how far an addendum has come."""

from core.labels import LabeledEnum


class MemberEventKind(LabeledEnum):
    """One dated deed about a member."""

    LEFT = ("left", "Keluar sebelum akad")
    NEXT_ROUND = ("next_round", "Ikut putaran berikutnya")
    CHAIR = ("chair", "Menjadi ketua")
    MOVED = ("moved", "Pindah alamat")
    DIED = ("died", "Meninggal dunia")
    ADDENDUM = ("addendum", "Minta keluar lewat adendum")


BY_HAND = (MemberEventKind.CHAIR, MemberEventKind.MOVED, MemberEventKind.DIED)
"""What an officer writes down at any time."""
RELEASABLE = (MemberEventKind.ADDENDUM, MemberEventKind.DIED)
"""After which the bank may let a member go."""


class EventState(LabeledEnum):
    """What the bank has said of it."""

    NOTED = ("noted", "Tercatat")
    ASKED = ("asked", "Menunggu persetujuan bank")
    AGREED = ("agreed", "Disetujui bank, masih menanggung")
    RELEASED = ("released", "Dilepas bank")
