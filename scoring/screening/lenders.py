"""The registry of lenders and of the names that are no lenders, with dates and sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.labels import LabeledEnum
from scoring.screening.normalising import name_letters


class LenderKind(LabeledEnum):
    """What a name in the registry is, finer than the kinds at the command's door."""

    P2P_LICENSED = ("p2p_licensed", "Pinjaman online berizin")
    P2P_REVOKED = ("p2p_revoked", "Pinjaman online yang izinnya berakhir")
    PAYLATER = ("paylater", "Paylater")
    ILLEGAL = ("illegal", "Pinjaman online ilegal")
    RENTENIR = ("rentenir", "Rentenir atau bank keliling")
    BANK = ("bank", "Bank")
    BPR = ("bpr", "BPR")
    MULTIFINANCE = ("multifinance", "Perusahaan pembiayaan")
    PAWN = ("pawn", "Gadai")
    STATE_MICROFINANCE = ("state_microfinance", "Pembiayaan mikro negara (PNM)")
    MICROFINANCE = ("microfinance", "Pembiayaan mikro")
    COOPERATIVE = ("cooperative", "Koperasi")
    WALLET = ("wallet", "Dompet digital")
    GATEWAY = ("gateway", "Perantara pembayaran")
    MARKETPLACE = ("marketplace", "Lokapasar")


class DebtKind(LabeledEnum):
    """The kinds of debt at the command's door."""

    PINJOL_LICENSED = ("pinjol_licensed", "Pinjol berizin")
    PINJOL_ILLEGAL = ("pinjol_illegal", "Pinjol ilegal")
    PAYLATER = ("paylater", "Paylater")
    RENTENIR_SUSPECTED = ("rentenir_suspected", "Diduga rentenir")
    BANK = ("bank", "Bank dan pembiayaan")
    MICROFINANCE = ("microfinance", "Pembiayaan mikro, koperasi, gadai")


DEBT_KINDS: Mapping[LenderKind, DebtKind] = {
    LenderKind.P2P_LICENSED: DebtKind.PINJOL_LICENSED,
    LenderKind.P2P_REVOKED: DebtKind.PINJOL_LICENSED,
    LenderKind.PAYLATER: DebtKind.PAYLATER,
    LenderKind.ILLEGAL: DebtKind.PINJOL_ILLEGAL,
    LenderKind.RENTENIR: DebtKind.RENTENIR_SUSPECTED,
    LenderKind.BANK: DebtKind.BANK,
    LenderKind.BPR: DebtKind.BANK,
    LenderKind.MULTIFINANCE: DebtKind.BANK,
    LenderKind.PAWN: DebtKind.MICROFINANCE,
    LenderKind.STATE_MICROFINANCE: DebtKind.MICROFINANCE,
    LenderKind.MICROFINANCE: DebtKind.MICROFINANCE,
    LenderKind.COOPERATIVE: DebtKind.MICROFINANCE,
}

FLAGGING = frozenset(
    {DebtKind.PINJOL_LICENSED, DebtKind.PINJOL_ILLEGAL, DebtKind.PAYLATER, DebtKind.RENTENIR_SUSPECTED}
)


@dataclass(frozen=True)
class Lender:
    """One entry: ``brand`` is what findings call it; ``valid_to`` is the last day the entry counts."""

    brand: str
    company: str
    aliases: tuple[str, ...]
    kind: LenderKind
    common_word: bool = False
    cooperative_name: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    status: str = ""
    source: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """List every name it goes by, brand first."""
        return tuple(dict.fromkeys(name for name in (self.brand, self.company, *self.aliases) if name))

    @cached_property
    def key(self) -> tuple[LenderKind, str]:
        """Give what makes two entries the same on a re-import: kind and plain name."""
        return self.kind, name_letters(self.brand)


@dataclass(frozen=True)
class RegistryChange:
    """What a re-import would add, end and change."""

    added: tuple[Lender, ...]
    missing: tuple[Lender, ...]
    changed: tuple[tuple[Lender, Lender], ...]


def compare_registries(old: Sequence[Lender], new: Sequence[Lender]) -> RegistryChange:
    """Tell what differs between two lists of lenders, entry by entry."""
    before = {lender.key: lender for lender in old}
    after = {lender.key: lender for lender in new}
    return RegistryChange(
        tuple(lender for key, lender in after.items() if key not in before),
        tuple(lender for key, lender in before.items() if key not in after),
        tuple((before[key], lender) for key, lender in after.items() if key in before and before[key] != lender),
    )


def read_lenders(
    licensed: Iterable[Mapping[str, str]], illegal: Iterable[Mapping[str, str]], others: Iterable[Mapping[str, str]]
) -> list[Lender]:
    """Read the three packaged tables into entries; names on both lists stay on both, licensed wins when matching."""
    return [
        *(_read_other(row) for row in others),
        *(_read_licensed(row) for row in licensed),
        *(_read_illegal(row) for row in illegal if _is_name(row["name"])),
    ]


def _read_licensed(row: Mapping[str, str]) -> Lender:
    brand, *more = [part.strip() for part in row["brand"].split(";")]
    aliases = (*more, *(part.strip() for part in row["aliases"].split(";") if part.strip()))
    status = row["status"]
    kind = (
        LenderKind.PAYLATER
        if "paylater" in status
        else LenderKind.STATE_MICROFINANCE
        if "state microfinance" in status
        else LenderKind.P2P_LICENSED
        if status == "licensed_p2p"
        else LenderKind.P2P_REVOKED
    )
    if kind is LenderKind.P2P_LICENSED:
        aliases = tuple(alias for alias in aliases if not alias.lower().endswith(("paylater", "later")))
    return Lender(
        brand,
        row["company"],
        aliases,
        kind,
        common_word=row["brand_is_common_word"] == "yes",
        valid_to=_read_iso(row["as_of"]) if kind is LenderKind.P2P_REVOKED else None,
        status=status,
        source=row["source"],
    )


def _read_illegal(row: Mapping[str, str]) -> Lender:
    return Lender(
        _brand_of(row["name"]),
        "",
        (),
        LenderKind.ILLEGAL,
        cooperative_name=row["uses_koperasi_name"] == "yes",
        status=row["status"],
        source=row["source"],
    )


_OTHER_KINDS = {kind.value: kind for kind in LenderKind}


def _read_other(row: Mapping[str, str]) -> Lender:
    return Lender(
        row["brand"],
        row["company"],
        tuple(part.strip() for part in row["aliases"].split(";") if part.strip()),
        _OTHER_KINDS[row["kind"]],
        common_word=row["brand_is_common_word"] == "yes",
        source=row["source"],
    )


def _brand_of(name: str) -> str:
    """Give the brand of a listing such as ``GoTunai Lite - Pinjaman Uang Cepat``: what stands before its slogan."""
    for mark in (" - ", " – ", " — ", "—", "–", " : ", ": ", " -- ", "--", " | ", " ~ ", "- ", " -"):
        before, found, _ = name.partition(mark)
        if found and len(name_letters(before)) >= 4:
            return before.strip()
    return name.strip()


def _is_name(name: str) -> bool:
    return len(name_letters(_brand_of(name))) >= 3 and "SENGAJA" not in name


def _read_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
