"""Whether a sub-group's list of members may change now."""

from core.errors import RuleBroken
from core.groups.holds import holds
from core.groups.models import SubGroup


class Frozen(RuleBroken):
    """The list of members stands since the contract."""


class Held(RuleBroken):
    """Something is under way with this list of members."""


class NoContract(RuleBroken):
    """What only a sub-group with a contract can do."""


def check_open(sub_group: SubGroup) -> None:
    """Refuse after the contract, and after the end.

    :raises Frozen: saying which of the two
    """
    if sub_group.frozen_at is not None:
        raise Frozen("Daftar anggota sub-kelompok ini terkunci sejak akad dan tidak bisa diubah lagi.")
    if sub_group.dissolved_on is not None:
        raise Frozen("Sub-kelompok ini sudah bubar. Bentuk sub-kelompok baru dari halaman kelompok.")


def check_may_change(sub_group: SubGroup) -> None:
    """Refuse a change of members after the contract, and while another room works with the list.

    :raises Frozen: after the contract, and after the end
    :raises Held: with the other room's reason
    """
    check_open(sub_group)
    reason = holds.reason(sub_group.id)
    if reason is not None:
        raise Held(reason)


def check_may_end(sub_group: SubGroup) -> None:
    """Refuse to end a sub-group that has no contract, or whose members still owe.

    :raises NoContract: before the contract, when dissolving is the way
    :raises Held: with the other room's reason
    """
    if sub_group.frozen_at is None:
        raise NoContract("Sub-kelompok ini belum akad. Bubarkan saja bila tidak jadi meminjam.")
    reason = holds.reason(sub_group.id)
    if reason is not None:
        raise Held(reason)
