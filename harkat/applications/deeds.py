"""Who may do what next: the one table by which pages offer their buttons."""

from core.auth.roles import Role
from core.labels import LabeledEnum
from harkat.applications.states import IN_THE_CITY, State


class Deed(LabeledEnum):
    """What can be done with an application, as its button says it."""

    SUBMIT = ("submit", "Periksa dan ajukan")
    AMEND = ("amend", "Ubah permohonan")
    VERIFY = ("verify", "Catat kunjungan")
    RECOMMEND = ("recommend", "Rekomendasikan")
    CONFIRM = ("confirm", "Sahkan rekomendasi")
    APPROVE = ("approve", "Setujui")
    REFUSE = ("refuse", "Tolak")
    ASK_MORE = ("ask_more", "Minta dilengkapi")
    ACCEPT = ("accept", "Pemohon menerima tawaran")
    DECLINE = ("decline", "Tawaran tidak diambil")
    CONTRACT = ("contract", "Catat akad")
    DISBURSE = ("disburse", "Catat pencairan")
    LEAVE = ("leave", "Anggota keluar")
    RETURN = ("return", "Kembalikan untuk dilengkapi")
    WITHDRAW = ("withdraw", "Tarik permohonan")


_WITHDRAWABLE = IN_THE_CITY | {State.AT_BANK, State.APPROVED, State.ACCEPTED, State.CONTRACTED}

WHO: dict[Deed, tuple[frozenset[Role], frozenset[State]]] = {
    Deed.SUBMIT: (frozenset({Role.OFFICER}), frozenset({State.DRAFT, State.RETURNED})),
    Deed.AMEND: (frozenset({Role.OFFICER}), frozenset({State.DRAFT, State.RETURNED})),
    Deed.VERIFY: (frozenset({Role.OFFICER}), frozenset({State.SUBMITTED})),
    Deed.RECOMMEND: (frozenset({Role.OFFICER}), frozenset({State.VERIFIED})),
    Deed.CONFIRM: (frozenset({Role.HEAD}), frozenset({State.RECOMMENDED})),
    Deed.APPROVE: (frozenset({Role.BANK}), frozenset({State.AT_BANK})),
    Deed.REFUSE: (frozenset({Role.BANK}), frozenset({State.AT_BANK})),
    Deed.ASK_MORE: (frozenset({Role.BANK}), frozenset({State.AT_BANK})),
    Deed.ACCEPT: (frozenset({Role.OFFICER, Role.BANK}), frozenset({State.APPROVED})),
    Deed.DECLINE: (frozenset({Role.OFFICER, Role.BANK}), frozenset({State.APPROVED, State.ACCEPTED})),
    Deed.CONTRACT: (frozenset({Role.BANK}), frozenset({State.ACCEPTED})),
    Deed.DISBURSE: (frozenset({Role.BANK}), frozenset({State.CONTRACTED})),
    Deed.LEAVE: (
        frozenset({Role.OFFICER}),
        frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED, State.AT_BANK, State.APPROVED, State.ACCEPTED}),
    ),
    Deed.RETURN: (
        frozenset({Role.OFFICER, Role.HEAD}),
        frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}),
    ),
    Deed.WITHDRAW: (frozenset({Role.OFFICER}), _WITHDRAWABLE),
}


ASIDE = frozenset({Deed.AMEND, Deed.REFUSE, Deed.ASK_MORE, Deed.DECLINE, Deed.LEAVE, Deed.RETURN, Deed.WITHDRAW})
"""What leads off the way forward; its buttons stand back."""


def deeds_for(state: State, role: Role, *, is_group: bool) -> list[Deed]:
    """List what a role may do with an application in a state, the way forward first."""
    fitting = [deed for deed, (roles, states) in WHO.items() if role in roles and state in states]
    offered = [deed for deed in fitting if is_group or deed is not Deed.LEAVE]
    return sorted(offered, key=lambda deed: deed in ASIDE)


def who_may(deed: Deed) -> tuple[Role, ...]:
    """Return the roles that may do a deed, for the rule of its route."""
    return tuple(role for role in Role if role in WHO[deed][0])


def why_not(deed: Deed, state: State) -> str | None:
    """Say why a deed does not fit the state an application is in, or nothing where it fits."""
    fitting = WHO[deed][1]
    if state in fitting:
        return None
    wanted = " atau ".join(f"“{member.label}”" for member in State if member in fitting)
    return f"“{deed.label}” hanya untuk permohonan berstatus {wanted}. Permohonan ini berstatus “{state.label}”."
