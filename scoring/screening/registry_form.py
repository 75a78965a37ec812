"""The one form in which the lender registry is written down, read back and compared."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scoring.screening.lenders import Lender, LenderKind, RegistryChange, compare_registries
from scoring.screening.normalising import name_letters

COLUMNS = (
    "jenis",
    "merek",
    "perusahaan",
    "nama_lain",
    "kata_umum",
    "nama_koperasi",
    "berlaku_sejak",
    "berlaku_sampai",
    "sumber",
)
MOST_ROWS = 20_000
_YES = {"ya", "yes", "1", "true"}
_KINDS = {kind.value: kind for kind in LenderKind} | {kind.label.lower(): kind for kind in LenderKind}


@dataclass(frozen=True)
class ReadForm:
    """What a form holds: entries, and what is wrong by line number."""

    lenders: tuple[Lender, ...]
    problems: tuple[tuple[int, str], ...]


def in_force(lenders: Iterable[Lender], day: date | None) -> list[Lender]:
    """Return the entries that count on a day; a revoked license still counts, with its warning.

    :param day: the day evidence speaks of; None for evidence without one
    """
    return [lender for lender in lenders if _counts_on(lender, day)]


def _counts_on(lender: Lender, day: date | None) -> bool:
    if day is None or lender.kind is LenderKind.P2P_REVOKED:
        return True
    begun = lender.valid_from is None or lender.valid_from <= day
    return begun and (lender.valid_to is None or day <= lender.valid_to)


def merge(packaged: Sequence[Lender], own: Sequence[Lender]) -> list[Lender]:
    """Return the list that comes with the program with the city's own entries in place of those they replace."""
    replaced = {lender.key for lender in own}
    return [*(lender for lender in packaged if lender.key not in replaced), *own]


def form_row(lender: Lender) -> tuple[str, ...]:
    """Return an entry as a row of the form."""
    return (
        lender.kind.value,
        lender.brand,
        lender.company,
        "; ".join(lender.aliases),
        "ya" if lender.common_word else "",
        "ya" if lender.cooperative_name else "",
        "" if lender.valid_from is None else lender.valid_from.isoformat(),
        "" if lender.valid_to is None else lender.valid_to.isoformat(),
        lender.source,
    )


def read_form(rows: Sequence[tuple[int, tuple[str, ...]]]) -> ReadForm:
    """Read numbered rows with the form's headings into entries; a bad row is named and left out."""
    heads = [cell.strip().lower().lstrip("\ufeff") for cell in rows[0][1]] if rows else []
    if not {"jenis", "merek", "sumber"} <= set(heads):
        return ReadForm((), ((1, f"Baris pertama harus memuat judul kolom: {', '.join(COLUMNS)}."),))
    lenders: dict[tuple[LenderKind, str], Lender] = {}
    problems: list[tuple[int, str]] = []
    for number, cells in rows[1 : MOST_ROWS + 1]:
        if not any(cell.strip() for cell in cells):
            continue
        values = {head: cell.strip().removeprefix("'") for head, cell in zip(heads, cells, strict=False)}
        lender, problem = _read_row(values)
        if lender is None:
            problems.append((number, problem))
        elif lender.key in lenders:
            problems.append((number, f"{lender.brand} ditulis dua kali untuk jenis yang sama."))
        else:
            lenders[lender.key] = lender
    if len(rows) > MOST_ROWS + 1:
        problems.append((rows[MOST_ROWS + 1][0], f"Paling banyak {MOST_ROWS} baris satu berkas."))
    return ReadForm(tuple(lenders.values()), tuple(problems))


def _read_row(values: Mapping[str, str]) -> tuple[Lender | None, str]:
    kind = _KINDS.get(values.get("jenis", "").lower())
    if kind is None:
        return None, f"Jenis tidak dikenal. Pakai salah satu: {', '.join(member.value for member in LenderKind)}."
    brand = values.get("merek", "")[:160]
    if len(name_letters(brand)) < 3:
        return None, "Merek paling sedikit tiga huruf."
    if not values.get("sumber"):
        return None, "Tulis sumbernya."
    days: list[date | None] = []
    for head in ("berlaku_sejak", "berlaku_sampai"):
        text = values.get(head, "")
        if text and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return None, f"Tanggal {head} ditulis tahun-bulan-hari, contoh 2026-03-31."
        try:
            days.append(date.fromisoformat(text) if text else None)
        except ValueError:
            return None, f"Tanggal {head} tidak ada di kalender."
    since, until = days
    if since and until and until < since:
        return None, "Berlaku sampai tidak boleh sebelum berlaku sejak."
    return (
        Lender(
            brand,
            values.get("perusahaan", "")[:200],
            tuple(part.strip() for part in values.get("nama_lain", "").split(";") if part.strip()),
            kind,
            common_word=values.get("kata_umum", "").lower() in _YES,
            cooperative_name=values.get("nama_koperasi", "").lower() in _YES,
            valid_from=since,
            valid_to=until,
            source=values.get("sumber", "")[:300],
        ),
        "",
    )


def compare_form(held: Sequence[Lender], read: Sequence[Lender], *, is_whole: bool, day: date) -> RegistryChange:
    """Tell what a form would add, change and end.

    :param is_whole: the form is the whole list of the kinds it holds, so what it leaves out ends
    :param day: entries that have ended before this day cannot end again
    """
    change = compare_registries([_bare(lender) for lender in held], [_bare(lender) for lender in read])
    by_key = {lender.key: lender for lender in (*held, *read)}
    kinds = {lender.kind for lender in read}
    missing = [
        by_key[lender.key]
        for lender in change.missing
        if is_whole and lender.kind in kinds and (lender.valid_to is None or lender.valid_to >= day)
    ]
    given = {lender.key: lender for lender in read}
    before = {lender.key: lender for lender in held}
    return RegistryChange(
        tuple(given[lender.key] for lender in change.added),
        tuple(missing),
        tuple((before[new.key], given[new.key]) for _, new in change.changed),
    )


def _bare(lender: Lender) -> Lender:
    """Return an entry without what is only said about it, so that a new source alone is no change."""
    return replace(lender, status="", source="")
