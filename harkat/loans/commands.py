"""`harkat schedule`: one schedule in five formats, or any number of them as lines of JSON."""

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import IO, Any

import click

from core.labels import LabeledEnum
from core.money import Rounding
from harkat.loans.answer import answer, refusal
from harkat.loans.lines import LONGEST_LINE, answer_line
from harkat.loans.printing import ESTIMATE, METHOD_IN_WORDS, Paper, schedule_facts, schedule_table
from harkat.loans.request import read_terms
from harkat.loans.schedule import Schedule, build
from harkat.loans.terms import AnnuityPayment, DayCount, EventKind, Frequency, Method, Remainder, TermsRefused

FORMATS = ("table", "json", "csv", "xlsx", "pdf")
BINARY = ("xlsx", "pdf")


def _words(choices: type[LabeledEnum]) -> str:
    return ", ".join(str(choice.value) for choice in choices)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _option(*names: str, words: str, **settings: Any) -> Decorator:
    return click.option(*names, help=words, **settings)


_LOAN = (
    _option("--method", words=f"Metode: {_words(Method)}."),
    _option("--principal", words="Pokok pinjaman, rupiah bulat."),
    _option("--rate", "--annual-rate", "annual_rate", words="Suku bunga, persen setahun, contoh 6 atau 5.75."),
    _option("--n", "n", words="Jumlah angsuran, termasuk masa tenggang."),
    _option("--months", words="Jumlah angsuran bulanan; sama dengan --n dengan --frequency monthly."),
    _option("--frequency", words=f"Jarak angsuran: {_words(Frequency)} (monthly)."),
    _option("--payment", words="Besar angsuran untuk given_payment, rupiah bulat."),
    _option("--annuity-payment", words=f"Asal angsuran anuitas: {_words(AnnuityPayment)} (formula)."),
)
_DATES = (
    _option("--disbursed-on", words="Tanggal pencairan, contoh 2026-01-31."),
    _option("--first-due-on", words="Jatuh tempo pertama (satu periode setelah pencairan)."),
    _option("--due-date", "due_dates", multiple=True, words="Tanggal jatuh tempo; ulangi untuk setiap angsuran."),
    _option("--day-count", words=f"Hari bunga: {_words(DayCount)} (period)."),
    _option("--closed-day", "closed_days", multiple=True, words="Hari tutup: hari bayar digeser. Boleh diulang."),
    _option("--skip-sundays", is_flag=True, words="Geser hari bayar dari hari Minggu."),
)
_ROUNDING = (
    _option("--round-interest", words=f"Pembulatan bunga: {_words(Rounding)} (half_up)."),
    _option("--round-principal", words="Pembulatan pokok, pilihan yang sama (half_up)."),
    _option("--round-payment", words="Pembulatan angsuran, pilihan yang sama (half_up)."),
    _option("--payment-multiple", words="Kelipatan angsuran, contoh 100, 500, 1000 (1)."),
    _option("--remainder", words=f"Baris yang menampung sisa pembulatan: {_words(Remainder)} (last)."),
    _option("--grace-principal", words="Banyaknya angsuran pertama tanpa pokok (0)."),
    _option("--grace-interest-deferred", words="Banyaknya angsuran pertama yang bunganya ditunda (0)."),
)
_REST = (
    _option(
        "--event",
        "events",
        multiple=True,
        words="Kejadian, contoh 2026-05-10:prepay_lower_payment:500000 atau 2026-06-01:payoff. "
        f"Jenis: {_words(EventKind)}.",
    ),
    _option("--id", "identity", words="Tanda pengenal yang ikut dijawab."),
    _option(
        "--format", "shape", type=click.Choice(FORMATS), default="table", show_default=True, words="Bentuk jawaban."
    ),
    _option("--output", type=click.Path(dir_okay=False, writable=True), words="Berkas hasil; tanpa ini ke layar."),
    _option("--batch", metavar="FILE|-", words="Baris JSON dari berkas atau masukan standar, satu jawaban per baris."),
)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    options: tuple[Decorator, ...] = _LOAN + _DATES + _ROUNDING + _REST
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_with_options
def schedule(shape: str, output: str | None, batch: str | None, **options: Any) -> None:
    """Hitung jadwal angsuran, tepat sampai rupiah."""
    if batch is not None:
        given = [name for name, value in options.items() if value]
        if given or output or shape not in ("table", "json"):
            raise click.UsageError("--batch tidak dipakai bersama pilihan lain: semua isian ada di setiap baris.")
        _answer_batch(batch)
        return
    identity = options.pop("identity")
    try:
        built = build(read_terms(request_of(options)))
    except TermsRefused as error:
        if shape == "json":
            click.echo(json.dumps(refusal(error, identity), ensure_ascii=False))
        else:
            click.echo(f"{error.field}: {error.message}", err=True)
        raise SystemExit(1) from None
    _write(render(built, shape, identity), output, shape)


def request_of(options: dict[str, Any]) -> dict[str, object]:
    """Turn the options of one call into the fields of a request, leaving out what was not given."""
    months = options.pop("months")
    fields: dict[str, object] = {name: value for name, value in options.items() if value not in (None, (), False)}
    if months is not None:
        if "n" in fields or fields.get("frequency", "monthly") != "monthly":
            raise click.UsageError("--months berarti angsuran bulanan: jangan dipakai bersama --n atau jarak lain.")
        fields["n"] = months
    rounding = {
        name: fields.pop(option)
        for option, name in {
            "round_interest": "interest",
            "round_principal": "principal",
            "round_payment": "payment",
            "payment_multiple": "payment_multiple",
            "remainder": "remainder",
        }.items()
        if option in fields
    }
    grace = {
        name: fields.pop(option)
        for option, name in {
            "grace_principal": "principal",
            "grace_interest_deferred": "interest_deferred",
        }.items()
        if option in fields
    }
    for part, name in ((fields, "principal"), (fields, "n"), (fields, "payment"), (rounding, "payment_multiple")):
        _make_whole(part, name)
    for name in ("principal", "interest_deferred"):
        _make_whole(grace, name)
    for name in ("due_dates", "closed_days", "events"):
        if name in fields:
            fields[name] = list(options[name])
    if "events" in fields:
        fields["events"] = [_event(text) for text in options["events"]]
    return {**fields, **({"rounding": rounding} if rounding else {}), **({"grace": grace} if grace else {})}


def _make_whole(fields: dict[str, object], name: str) -> None:
    """Read plain digits as a number; anything else is left for the gate to refuse in its own words."""
    text = fields.get(name)
    if isinstance(text, str) and text.isascii() and text.lstrip("-").isdigit() and len(text) <= 100:
        fields[name] = int(text)


def _event(text: str) -> dict[str, object]:
    on, _, rest = text.partition(":")
    kind, _, amount = rest.partition(":")
    event: dict[str, object] = {"on": on, "kind": kind, **({"amount": amount} if amount else {})}
    _make_whole(event, "amount")
    return event


def render(built: Schedule, shape: str, identity: object = None) -> bytes:
    """Write a schedule in one of the formats."""
    if shape == "json":
        return (json.dumps(answer(built, identity), ensure_ascii=False) + "\n").encode()
    if shape == "table":
        return _screen_table(built).encode()
    from harkat.loans.papers.queries import file_of  # the libraries behind it are heavy, and most calls need none

    return file_of(built, shape, Paper(), for_spreadsheet=False)


def _screen_table(built: Schedule) -> str:
    """Lay a schedule out in columns for a terminal, figures aligned to the right."""
    from core.documents.tables import Kind, Table, show

    table = Table.of(schedule_table(built))
    label_width = max(len(label) for label, _ in table.facts)
    lines = [f"{label:<{label_width}}  {value}" for label, value in schedule_facts(built)]
    numeric = [column.kind.is_numeric for column in table.columns]
    cells = [[column.heading for column in table.columns]]
    cells += [[show(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    cells.append([show(total, Kind.RUPIAH) for total in table.totals()])
    cells[-1][0] = "Jumlah"
    widths = [max(len(row[k]) for row in cells) for k in range(len(numeric))]
    body = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([*lines, "", *body, "", METHOD_IN_WORDS[built.terms.method], *table.notes, ESTIMATE, ""])


def _write(content: bytes, output: str | None, shape: str) -> None:
    if output is not None:
        with click.open_file(output, "wb") as file:
            file.write(content)
        return
    if shape in BINARY and sys.stdout.isatty():
        raise click.UsageError(f"Format {shape} bukan teks: pilih berkas dengan --output, atau alihkan keluarannya.")
    stream = sys.stdout.buffer
    stream.write(content)
    stream.flush()


def _answer_batch(source: str) -> None:
    answers = sys.stdout.buffer
    try:
        with click.open_file(source, "rb") as file:
            for line in _lines(file):
                answers.write(_answer(line).encode() + b"\n")
                answers.flush()
    except BrokenPipeError:
        raise SystemExit(1) from None
    except OSError as error:
        raise click.ClickException(f"Berkas {source} tidak dapat dibaca: {error.strerror}.") from None


def _answer(line: bytes) -> str:
    try:
        return answer_line(line)
    except Exception:  # noqa: BLE001 - whatever happens, the lines after this one are still answered
        traceback.print_exc(file=sys.stderr)
        return json.dumps(refusal(TermsRefused("Kesalahan pada program. Laporkan baris ini kepada pengelola.")))


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Read line by line without ever holding more than the longest line allowed; blank lines are skipped."""
    while line := file.readline(LONGEST_LINE + 2):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        if line.strip():
            yield line
