"""The decision file's columns, and reading the rows a bank filled in: each good, or refused with its reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from core.dates import parse_date
from core.errors import DomainError, RuleBroken
from core.money import parse_rupiah
from harkat.applications.states import REASONS_TO_REFUSE, State, StopReason, Verdict

KEY = "Kunci (jangan diubah)"
HEADINGS = (
    KEY,
    "Pemohon",
    "Keputusan",
    "Plafon (rupiah)",
    "Tenor (bulan)",
    "Alasan",
    "Nomor akad",
    "Tanggal akad",
    "Nomor rekening",
    "Tanggal cair",
)
MEND, MEND_END = "PERBAIKI:", "|"
Member = TypeVar("Member")

VERDICTS = {verdict.label: verdict for verdict in Verdict}
REASONS = {reason.label: reason for reason in REASONS_TO_REFUSE}


class NoDecisionFile(RuleBroken):
    """The file is not a decision file that was downloaded here."""


class RowRefused(RuleBroken):
    """A row that cannot be taken; the message says what to mend."""


@dataclass(frozen=True)
class DecisionRow:
    """One row as filled in. Rupiah and months; everything but the key may be missing."""

    line: int
    key: str
    verdict: Verdict | None = None
    amount: int | None = None
    months: int | None = None
    reason: StopReason | None = None
    contract_number: str | None = None
    contract_on: date | None = None
    account: str | None = None
    paid_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether the bank left this row for later."""
        return self.verdict is None and self.contract_number is None and self.paid_on is None


@dataclass(frozen=True)
class RowFault:
    """A row that was not taken, and why."""

    line: int
    key: str
    message: str


def read_rows(table: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[DecisionRow], list[RowFault]]:
    """Read a file's rows, numbered as the spreadsheet shows them; a key that stands twice is refused both times.

    :raises NoDecisionFile: when the headings are not those of the file that went out
    """
    rows = list(table)
    top = next((place for place, (_, cells) in enumerate(rows) if cells and cells[0].strip() == KEY), None)
    if top is None or [cell.strip() for cell in rows[top][1][: len(HEADINGS)]] != list(HEADINGS):
        raise NoDecisionFile("Ini bukan berkas keputusan dari halaman ini. Unduh yang baru, isi, lalu unggah kembali.")
    filled = [(line, [*cells, *[""] * len(HEADINGS)]) for line, cells in rows[top + 1 :] if any(map(str.strip, cells))]
    count = Counter(cells[0].strip() for _, cells in filled)
    good, faults = [], []
    for line, cells in filled:
        key = cells[0].strip()
        try:
            if count[key] > 1:
                raise RowRefused("Kunci ini ada lebih dari satu kali. Sisakan satu baris saja.")
            good.append(_read_row(line, [cell.strip() for cell in cells]))
        except DomainError as refusal:
            faults.append(RowFault(line, key, refusal.message))
    return good, faults


def _read_row(line: int, cells: list[str]) -> DecisionRow:
    verdict = _chosen(cells[2], VERDICTS, "Keputusan")
    row = DecisionRow(
        line=line,
        key=cells[0],
        verdict=verdict,
        amount=parse_rupiah(cells[3]) if cells[3] and verdict is Verdict.APPROVE else None,
        months=_months(cells[4]) if cells[4] and verdict is Verdict.APPROVE else None,
        reason=_chosen(cells[5], REASONS, "Alasan"),
        contract_number=cells[6][:60] or None,
        contract_on=_day(cells[7]),
        account=cells[8].removesuffix(".0") or None,
        paid_on=_day(cells[9]),
    )
    if not row.key:
        raise RowRefused("Kunci baris kosong. Pakai berkas yang diunduh dari halaman ini.")
    if verdict is Verdict.APPROVE and (row.amount is None or row.amount < 1):
        raise RowRefused("Isi plafon untuk keputusan “Setuju”.")
    if verdict is Verdict.APPROVE and row.reason is not None:
        raise RowRefused("Alasan hanya untuk “Tolak” dan “Minta dilengkapi”. Kosongkan alasannya, atau ubah keputusan.")
    if row.is_empty and (row.reason or row.contract_on or row.account):
        raise RowRefused("Ada isian tanpa keputusan dan tanpa nomor akad. Pilih keputusan, atau kosongkan barisnya.")
    if verdict is Verdict.REFUSE and row.reason is None:
        raise RowRefused("Pilih alasan untuk keputusan “Tolak”.")
    if row.contract_number and (row.contract_on is None or row.account is None):
        raise RowRefused("Untuk akad, isi nomor akad, tanggal akad, dan nomor rekening.")
    return row


def check_undecided(state: State) -> None:
    """Refuse a decision for an application that does not wait for one; a word already said is corrected on its page.

    :raises RowRefused: saying where the application stands
    """
    if state in (State.APPROVED, State.ACCEPTED, State.REFUSED):
        raise RowRefused(
            f"Permohonan ini sudah diputuskan (“{state.label}”). Yang keliru dikoreksi di halaman permohonan, "
            "dengan sebabnya."
        )
    if state is not State.AT_BANK:
        raise RowRefused(f"Permohonan ini berstatus “{state.label}”, jadi keputusan tidak dicatat. Hapus barisnya.")


def to_be_mended(
    table: Iterable[tuple[int, Sequence[str]]], messages: Mapping[int, str]
) -> list[list[str | int | date | None]]:
    """Return the refused rows as the bank filled them in, each with what is to be mended before the applicant's name.

    :param messages: what is wrong, by the row's line in the spreadsheet
    """
    return [_mended_row(cells, messages[line]) for line, cells in table if line in messages]


def _mended_row(cells: Sequence[str], message: str) -> list[str | int | date | None]:
    texts = [cell.strip() for cell in [*cells, *[""] * len(HEADINGS)][: len(HEADINGS)]]
    named = texts[1].rpartition(MEND_END)[2].strip()
    row: list[str | int | date | None] = [text or None for text in texts]
    row[1] = f"{MEND} {message} {MEND_END} {named}"
    for place in (3, 4):
        if texts[place].isascii() and texts[place].isdigit() and len(texts[place]) < 16:
            row[place] = int(texts[place])
    for place in (7, 9):
        try:
            row[place] = _day(texts[place])
        except DomainError:
            continue
    return row


def _chosen(words: str, known: dict[str, Member], heading: str) -> Member | None:
    if not words:
        return None
    for label, member in known.items():
        if label.lower() == words.lower():
            return member
    raise RowRefused(f"{heading} “{words[:40]}” tidak dikenal. Pilih: {', '.join(known)}.")


def _months(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 4):
        raise RowRefused("Tenor harus berupa angka bulan, contoh 12.")
    return int(words)


def _day(words: str) -> date | None:
    return parse_date(words.split(" ")[0]) if words else None
