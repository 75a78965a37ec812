"""The kinds of milestones, who works on each, and where one stands."""

from datetime import date

from core.labels import LabeledEnum


class MilestoneKind(LabeledEnum):
    """What a tenant is asked to reach."""

    BUSINESS_MODEL = ("business_model", "Kanvas model bisnis")
    NIB = ("nib", "NIB terbit")
    BOOKKEEPING = ("bookkeeping", "Pembukuan berturut-turut")
    OWN_ACCOUNT = ("own_account", "Rekening usaha sendiri atau QRIS")
    REPEAT_BUYER = ("repeat_buyer", "Pembeli pertama yang membeli lagi")
    FINANCIAL_COMMITMENT = ("financial_commitment", "Komitmen keuangan terpenuhi")
    OTHER = ("other", "Capaian lain")


class MilestoneOwner(LabeledEnum):
    """Who sees to it that a milestone is reached."""

    TENANT = ("tenant", "Binaan")
    MENTOR = ("mentor", "Pendamping yang ditunjuk")
    OFFICER = ("officer", "Petugas pemeriksaan")


class MilestoneState(LabeledEnum):
    """Where a milestone stands."""

    OPEN = ("open", "Belum tercapai")
    ACCEPTED = ("accepted", "Tercapai")


OWNERS: dict[MilestoneKind, MilestoneOwner] = {
    MilestoneKind.BUSINESS_MODEL: MilestoneOwner.MENTOR,
    MilestoneKind.FINANCIAL_COMMITMENT: MilestoneOwner.OFFICER,
}
WITHOUT_FILE = frozenset({MilestoneKind.BOOKKEEPING, MilestoneKind.FINANCIAL_COMMITMENT})
"""The cash book is its own evidence; the commitment is the screening officer's plain yes or not yet."""


def owner_of(kind: MilestoneKind) -> MilestoneOwner:
    """Return who usually sees to a kind of milestone."""
    return OWNERS.get(kind, MilestoneOwner.TENANT)


def is_overdue(state: MilestoneState, due_on: date, today: date) -> bool:
    """Tell whether a milestone should have been reached by now."""
    return state is MilestoneState.OPEN and due_on < today
