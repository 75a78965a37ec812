"""The schedule a bank made itself: reading its rows of due date, principal and margin, each good or told why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.dates import format_date, parse_date
from core.errors import DomainError, RuleBroken
from core.money import Rupiah, format_rupiah, parse_rupiah
from harkat.loans.laying_out import Line
from harkat.loans.rows import Lines
from harkat.loans.schedule import Schedule
from harkat.loans.terms import Method, Terms

MOST_ROWS = 600
MOST_FAULTS = 20
HEADS = {
    "due_on": ("jatuh tempo", "tanggal jatuh tempo", "tanggal", "tgl jatuh tempo", "tgl"),
    "principal": ("pokok", "angsuran pokok", "harga pokok", "pokok pembiayaan"),
    "margin": ("margin", "bagi hasil", "angsuran margin", "ujrah", "bunga"),
}
HEADINGS = ("Jatuh tempo", "Pokok", "Margin")
RATE_OF_NOTHING = Decimal(0)


class ScheduleFaults(RuleBroken):
    """A bank's schedule that cannot be taken; ``faults`` are all that is wrong with it, row by row."""

    def __init__(self, faults: Sequence[str], *, field: str | None = None) -> None:
        more = len(faults) - MOST_FAULTS
        shown = [*faults[:MOST_FAULTS], *([f"Masih ada {more} kesalahan lain."] if more > 0 else [])]
        super().__init__(" ".join(shown), field=field if len(shown) == 1 else None)
        self.faults = tuple(shown)

    @property
    def messages(self) -> tuple[str, ...]:
        """Every fault by itself."""
        return self.faults


@dataclass(frozen=True, slots=True)
class BankRow:
    """One row as the bank wrote it; rupiah. ``line`` is its number in the spreadsheet."""

    line: int
    due_on: date
    principal: int
    margin: int


def read_bank_rows(table: Iterable[tuple[int, Sequence[str]]], *, field: str | None = None) -> list[BankRow]:
    """Read rows under the headings Jatuh tempo, Pokok and Margin (or Bagi hasil); sums at the foot are left out.

    :param field: the form's field the rows came from
    :raises ScheduleFaults: naming every row that cannot be read
    """
    rows = list(table)
    places: dict[str, int] = {}
    top = -1
    for top, (_, cells) in enumerate(rows):  # noqa: B007 - the last one looked at is used below
        places = _places(cells)
        if len(places) == len(HEADS):
            break
    else:
        raise ScheduleFaults(["Baris judul tidak ditemukan. Tulis kolom “Jatuh tempo”, “Pokok”, dan “Margin”."],
                             field=field)  # fmt: skip
    good: list[BankRow] = []
    faults: list[str] = []
    for line, cells in rows[top + 1 :]:
        padded = [*cells, *[""] * (max(places.values()) + 1)]
        texts = {name: padded[place].strip() for name, place in places.items()}
        if not any(texts.values()) or _is_total(texts["due_on"], padded):
            continue
        try:
            good.append(_read_row(line, texts))
        except DomainError as refusal:
            faults.append(f"Baris {line}: {refusal.message}")
    if faults:
        raise ScheduleFaults(faults, field=field)
    return good


def check_bank_rows(
    rows: Sequence[BankRow], *, principal: int, after: date | None = None, field: str | None = None
) -> None:
    """Refuse rows that do not repay the principal in order.

    :param principal: rupiah that the rows' principal must sum to
    :param after: the day before the first due date: the contract, the payment, or the day of a change
    :raises ScheduleFaults: naming every row that is out of order, and by how much the sum is off
    """
    faults = [f"Paling banyak {MOST_ROWS} angsuran; ada {len(rows)}."] if len(rows) > MOST_ROWS else []
    if not rows:
        faults.append("Jadwal ini tidak berisi satu angsuran pun.")
    before = after
    for row in rows:
        if before is not None and row.due_on <= before:
            faults.append(
                f"Baris {row.line}: jatuh tempo {format_date(row.due_on)} harus sesudah {format_date(before)}."
            )
        before = row.due_on
    total = sum(row.principal for row in rows)
    if rows and total != principal:
        much = "lebih" if total > principal else "kurang"
        faults.append(
            f"Jumlah pokok {format_rupiah(total)}, seharusnya {format_rupiah(principal)}: {much} "
            f"{format_rupiah(abs(total - principal))}."
        )
    if faults:
        raise ScheduleFaults(faults, field=field)


def lines_of_bank(rows: Sequence[BankRow]) -> list[Line]:
    """Return a bank's rows to be written, each with the principal left after it; rupiah."""
    left = sum(row.principal for row in rows)
    lines = []
    for sequence, row in enumerate(rows, start=1):
        left -= row.principal
        lines.append(Line(sequence, row.due_on, row.principal, row.margin, left))
    return lines


def terms_of_bank(lines: Sequence[Line], *, starts_on: date) -> Terms:
    """Say as terms that the payments are given: the rows' own days and no rate, because nothing is computed."""
    return Terms(
        method=Method.GIVEN_PAYMENT,
        principal=Rupiah(sum(line.principal for line in lines)),
        annual_rate=RATE_OF_NOTHING,
        n=len(lines),
        disbursed_on=starts_on,
        due_dates=tuple(line.due_on for line in lines),
        payment=Rupiah(max(1, lines[0].principal + lines[0].interest)),
    )


def schedule_of_bank(terms: Terms, lines: Lines) -> Schedule:
    """Return a bank's rows as a schedule that speaks of no rate."""
    return Schedule(terms, lines, Rupiah(lines.payment[0]), Rupiah(sum(lines.interest)), None, None)


def as_json(rows: Sequence[BankRow]) -> list[list[str | int]]:
    """Return rows as plain values to be kept."""
    return [[row.line, row.due_on.isoformat(), row.principal, row.margin] for row in rows]


def as_text(rows: Sequence[BankRow]) -> str:
    """Return rows as they would be pasted."""
    lines = [f"{row.due_on:%d/%m/%Y};{row.principal};{row.margin}" for row in rows]
    return "\n".join([";".join(HEADINGS), *lines])


def from_json(kept: Sequence[Sequence[str | int]]) -> list[BankRow]:
    """Return the rows that were kept."""
    return [
        BankRow(int(line), date.fromisoformat(str(due_on)), int(principal), int(margin))
        for line, due_on, principal, margin in kept
    ]


def _places(cells: Sequence[str]) -> dict[str, int]:
    words = [" ".join(cell.lower().replace("(rp)", "").replace("(rupiah)", "").split()) for cell in cells]
    found = {}
    for name, heads in HEADS.items():
        place = next((words.index(head) for head in heads if head in words), None)
        if place is not None:
            found[name] = place
    return found


def _is_total(due_on: str, cells: Sequence[str]) -> bool:
    first = next((cell.strip().lower() for cell in cells if cell.strip()), "")
    return not any(sign.isdigit() for sign in due_on) and first.startswith(("jumlah", "total"))


def _read_row(line: int, texts: dict[str, str]) -> BankRow:
    if not texts["due_on"]:
        raise RuleBroken("jatuh tempo kosong.")
    due_on = parse_date(texts["due_on"].split(" ")[0])
    return BankRow(line, due_on, _amount(texts["principal"], "pokok"), _amount(texts["margin"], "margin"))


def _amount(text: str, name: str) -> int:
    if not text or text == "-":
        return 0
    try:
        amount = parse_rupiah(text)
    except DomainError as refusal:
        raise RuleBroken(f"{name} “{text[:30]}” bukan rupiah bulat. {refusal.message}") from None
    if amount < 0:
        raise RuleBroken(f"{name} tidak boleh kurang dari nol.")
    return amount
