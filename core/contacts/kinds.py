"""Whose phone it is, and what somebody who acts for a person may do."""

from core.labels import LabeledEnum


class PhoneShared(LabeledEnum):
    """Whether others read what arrives on the phone."""

    OWN = ("own", "Dipakai sendiri")
    SHARED = ("shared", "Dipakai bersama orang lain")


class DelegateScope(LabeledEnum):
    """What a delegate may do for a person; signatures and decisions stay with the person."""

    STATUS = ("status", "Bertanya dan melihat status")
    PAPERS = ("papers", "Melihat status dan menyerahkan berkas")
    ALL = ("all", "Mengurus seluruhnya, juga keberatan dan pembetulan")
