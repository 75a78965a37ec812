"""What members are to their group."""

from core.labels import LabeledEnum


class GroupRole(LabeledEnum):
    """What a member does for the group."""

    CHAIR = ("chair", "Ketua")
    SECRETARY = ("secretary", "Sekretaris")
    TREASURER = ("treasurer", "Bendahara")
    MEMBER = ("member", "Anggota")
