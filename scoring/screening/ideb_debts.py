"""Turns the facilities of an iDeb into findings: who the lender is, whether anything is owed, how badly."""

import re
from collections.abc import Sequence

from scoring.screening.facilities import Facility
from scoring.screening.findings import Confidence, Evidence, Finding, kind_of
from scoring.screening.ideb import IdebReport
from scoring.screening.lenders import Lender, LenderKind
from scoring.screening.matching import LenderRegistry

_ACTIVE = "00"
_WRITTEN_OFF = "03"
_SETTLED = frozenset({"02", "05", "06", "12", "14"})
_LABELS = (
    ("00", re.compile(r"aktif", re.IGNORECASE)),
    ("03", re.compile(r"hapus\s*buku", re.IGNORECASE)),
    ("02", re.compile(r"^lunas$", re.IGNORECASE)),
    ("12", re.compile(r"lunas", re.IGNORECASE)),
)
_KINDS: tuple[tuple[LenderKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (LenderKind.BPR, (r"\bbprs?\b|bank perk?reditan rakyat|bank perekonomian rakyat|bank pembiayaan rakyat|"
                         r"\blpn\b")),
        (LenderKind.COOPERATIVE, r"koperasi|\bksp\b|\bkspps\b|\bbmt\b|baitul maal"),
        (LenderKind.PAWN, r"gadai"),
        (LenderKind.STATE_MICROFINANCE, r"permodalan nasional madani|\bpnm\b"),
        (LenderKind.MICROFINANCE, (r"modal ventura|\bventura\b|lembaga keuangan mikro|\blkm\w*\b|bahana artha|"
                                  r"investasi pemerintah")),
        (LenderKind.PAYLATER, r"pay\s?later"),
        (LenderKind.P2P_LICENSED, (r"\bfin\s?te(k|ch)\b|peer to peer|\bp2p\b|lpbbti|layanan pendanaan|"
                                  r"teknologi finansial|finansial teknologi")),
        (LenderKind.BANK, r"\bbank\b|\bbpd\b|unit usaha syariah"),
        (LenderKind.MULTIFINANCE, r"financ|multi\s?artha|pembiayaan|leasing|\bkredit\b"),
        (LenderKind.P2P_LICENSED, r"teknologi|\btech\b|digital|pinjam|\bdana\b"),
    )
)  # fmt: skip


def find_ideb_debts(report: IdebReport, registry: LenderRegistry) -> list[Finding]:
    """Find the lenders of a report, one finding per lender and kind, facilities of one lender summed."""
    groups: dict[tuple[str, LenderKind], list[Facility]] = {}
    for facility in report.facilities:
        if facility.reporter or facility.reporter_code:
            groups.setdefault(name_reporter(facility, registry), []).append(facility)
    findings = (_finding(lender, kind, facilities) for (lender, kind), facilities in groups.items())
    return [finding for finding in findings if finding is not None]


def name_reporter(facility: Facility, registry: LenderRegistry) -> tuple[str, LenderKind]:
    """Name the lender behind a facility and its kind: by the registry, by the words of its name, by its code."""
    lender: Lender | None = registry.find_company(facility.reporter) if facility.reporter else None
    if lender is not None and lender.kind not in (LenderKind.WALLET, LenderKind.GATEWAY, LenderKind.MARKETPLACE):
        return lender.brand, lender.kind
    printed = facility.reporter or f"Pelapor {facility.reporter_code}"
    by_code = _kind_of_code(facility.reporter_code)
    if by_code is LenderKind.P2P_LICENSED or by_code is LenderKind.BPR:
        return printed, by_code
    for kind, pattern in _KINDS:
        if pattern.search(facility.reporter):
            return printed, kind
    return printed, by_code or LenderKind.BANK


def _kind_of_code(code: str) -> LenderKind | None:
    """Read a reporter's code: three digits for banks; six that begin with 6 for BPR, 2 for finance, 81 for P2P."""
    if re.fullmatch(r"\d{3}", code):
        return LenderKind.BANK
    if re.fullmatch(r"6\d{5}", code):
        return LenderKind.BPR
    if re.fullmatch(r"2\d{5}", code):
        return LenderKind.MULTIFINANCE
    if re.fullmatch(r"8[12]\d{4}", code):
        return LenderKind.P2P_LICENSED
    return None


def condition_of(facility: Facility) -> str:
    """Give the condition's code as two digits, read from its words where the code is missing."""
    code = facility.condition.strip()
    if re.fullmatch(r"\d{1,2}", code):
        return code.zfill(2)
    return next((known for known, pattern in _LABELS if pattern.search(facility.condition_label)), "")


def is_active(facility: Facility) -> bool | None:
    """Tell whether something is still owed: True for 00, False for the settled conditions, else None."""
    condition = condition_of(facility)
    return True if condition == _ACTIVE else False if condition in _SETTLED else None


def owed_on(facility: Facility) -> int | None:
    """Give what is owed in whole rupiah; a written-off facility that shows 0 owes its arrears."""
    arrears = [facility.principal_late, facility.interest_late, facility.fines]
    if condition_of(facility) == _WRITTEN_OFF and not facility.outstanding:
        known = [part for part in arrears if part is not None]
        return sum(known) if known else facility.outstanding
    return facility.outstanding


def _finding(lender: str, kind: LenderKind, facilities: Sequence[Facility]) -> Finding | None:
    debt_kind = kind_of(kind)
    if debt_kind is None:
        return None
    states = [is_active(facility) for facility in facilities]
    owed = [amount for facility in facilities if (amount := owed_on(facility)) is not None]
    written_off = any(condition_of(facility) == _WRITTEN_OFF for facility in facilities)
    live = [facility for facility, state in zip(facilities, states, strict=True) if state is not False]
    notes = (
        (f"Izin {lender} sudah berakhir atau tidak ada di daftar terakhir.",) if kind is LenderKind.P2P_REVOKED else ()
    )
    return Finding(
        lender=lender,
        kind=debt_kind,
        lender_kind=kind,
        active=True if any(states) else None if None in states else False,
        outstanding=sum(owed) if owed else None,
        confidence=Confidence.CERTAIN,
        evidence=tuple(_evidence(facility) for facility in facilities),
        written_off=written_off,
        quality=max((facility.quality for facility in live if facility.quality), default=None),
        days_late=max((facility.days_late for facility in live if facility.days_late is not None), default=None),
        notes=notes,
    )


def _evidence(facility: Facility) -> Evidence:
    words = [facility.reporter, facility.condition_label, f"kualitas {facility.quality}" if facility.quality else ""]
    return Evidence(facility.path, " · ".join(word for word in words if word), owed_on(facility), facility.updated_on)
