"""Shares of those who borrow together: splitting an amount, and checking that a split fits."""

from collections.abc import Mapping, Sequence

from core.errors import RuleBroken
from core.money import Rupiah, format_rupiah


class SharesDoNotFit(RuleBroken):
    """The members' shares and the application's amount disagree."""


def split_evenly(amount: int, person_ids: Sequence[int], *, remainder_to: int | None = None) -> dict[int, Rupiah]:
    """Split an amount into equal shares.

    :param amount: whole rupiah, at least one for each member
    :param remainder_to: the member who bears the rupiah that do not divide; default the first
    :raises SharesDoNotFit: when there is not a rupiah for each
    """
    if not person_ids or amount < len(person_ids):
        raise SharesDoNotFit("Jumlah terlalu kecil untuk dibagi kepada semua anggota.")
    each, rest = divmod(amount, len(person_ids))
    bearer = person_ids[0] if remainder_to is None else remainder_to
    _check_bearer(bearer, person_ids)
    return {person_id: Rupiah(each + (rest if person_id == bearer else 0)) for person_id in person_ids}


def split_proportionally(
    amount: int, requested: Mapping[int, int], *, remainder_to: int | None = None
) -> dict[int, Rupiah]:
    """Split a smaller amount in proportion to what each member asked, nobody getting more than that.

    :param amount: whole rupiah, at most the sum of what was asked and at least one rupiah a member
    :param requested: rupiah by person; every share above zero
    :param remainder_to: the member who gets the rupiah that do not divide, as far as the own request allows;
        what is left then goes to the next members in order. Default the first
    :raises SharesDoNotFit: when the amount is above the sum, or too small to give everyone a rupiah
    """
    whole = sum(requested.values())
    if not requested or amount > whole:
        raise SharesDoNotFit(
            f"Jumlah yang dibagi tidak boleh di atas jumlah permintaan anggota, {format_rupiah(whole)}."
        )
    bearer = next(iter(requested)) if remainder_to is None else remainder_to
    _check_bearer(bearer, list(requested))
    shares = {person_id: amount * asked // whole for person_id, asked in requested.items()}
    rest = amount - sum(shares.values())
    for person_id in [bearer, *(other for other in requested if other != bearer)]:
        more = min(rest, requested[person_id] - shares[person_id])
        shares[person_id] += more
        rest -= more
    if min(shares.values()) < 1:
        raise SharesDoNotFit("Jumlah terlalu kecil untuk dibagi kepada semua anggota.")
    return {person_id: Rupiah(share) for person_id, share in shares.items()}


def check_shares(
    shares: Mapping[int, int], *, amount: int, members: Mapping[int, str], at_most: Mapping[int, int] | None = None
) -> None:
    """Refuse shares that are not the members', not positive, above what each asked, or do not sum to the amount.

    :param shares: rupiah by person
    :param members: names by person, of exactly those who borrow
    :param at_most: the most each may have, rupiah by person, when there is such a bound
    :raises SharesDoNotFit: saying by how much, and whose share is wrong; its field is ``share_<person id>``
    """
    strangers = set(shares) - set(members)
    if strangers:
        raise SharesDoNotFit("Ada bagian untuk orang yang bukan anggota. Muat ulang halaman lalu isi kembali.")
    for person_id, name in members.items():
        share = shares.get(person_id)
        if share is None or share <= 0:
            raise SharesDoNotFit(f"Isi bagian {name} dengan jumlah di atas nol.", field=f"share_{person_id}")
        if at_most is not None and share > at_most[person_id]:
            raise SharesDoNotFit(
                f"Bagian {name} paling banyak {format_rupiah(at_most[person_id])}.", field=f"share_{person_id}"
            )
    total = sum(shares.values())
    if total != amount:
        gap = format_rupiah(abs(total - amount))
        raise SharesDoNotFit(
            f"Jumlah bagian anggota {format_rupiah(total)}, {'lebih' if total > amount else 'kurang'} {gap} "
            f"dari {format_rupiah(amount)}. Ubah bagian anggota sampai jumlahnya sama."
        )


def _check_bearer(bearer: int, person_ids: Sequence[int]) -> None:
    if bearer not in person_ids:
        raise SharesDoNotFit("Penerima sisa pembagian harus salah satu anggota.", field="remainder_to")
