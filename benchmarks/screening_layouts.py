"""Writes a story as the file each bank or wallet hands out, and remembers the line of every movement."""

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from benchmarks.screening_narration import MONTHS, Narrator, bca, bni, bri, bsi, livin, mandiri, plain
from benchmarks.screening_stories import Movement, Story, with_fee


@dataclass(frozen=True)
class Written:
    """A file's bytes, the line of each debt's movements, and whose bank it is."""

    content: bytes
    lines: dict[str, list[int]]
    bank: str
    suffix: str = ".csv"


def english(rupiah: int) -> str:
    """Write ``1,234,567.00``."""
    return f"{rupiah:,}.00"


def indonesian(rupiah: int) -> str:
    """Write ``1.234.567,00``."""
    return f"{rupiah:,}".replace(",", ".") + ",00"


def bare(rupiah: int) -> str:
    """Write ``1234567.00``, zero as ``.00``."""
    return f"{rupiah}.00" if rupiah else ".00"


def _moves(story: Story, dice: random.Random) -> list[tuple[Movement, int]]:
    """Give the movements with running balances, fees beside some transfers."""
    moves: list[Movement] = []
    for move in story.movements:
        moves += with_fee(move) if move.form == "out" and dice.random() < 0.4 else [move]
    lowest = running = 0
    for move in moves:
        running += move.amount
        lowest = min(lowest, running)
    balance = dice.randrange(200, 3000) * 1000 - lowest
    carried: list[tuple[Movement, int]] = []
    for move in moves:
        balance += move.amount
        carried.append((move, balance))
    return carried


class _Sheet:
    """Collects rows and the physical line each begins on."""

    def __init__(self, delimiter: str = ",", *, quote_all: bool = False, newline: str = "\r\n") -> None:
        self.text = io.StringIO(newline="")
        self.newline = newline
        self.writer = (
            csv.writer(self.text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=newline)
            if quote_all
            else csv.writer(self.text, delimiter=delimiter, lineterminator=newline)
        )
        self.lines: dict[str, list[int]] = {}

    def row(self, cells: Sequence[str], move: Movement | None = None) -> None:
        """Write one row."""
        if move is not None and move.tag:
            self.lines.setdefault(move.tag, []).append(self.text.getvalue().count(self.newline) + 1)
        self.writer.writerow(cells)

    def done(self, bank: str, encoding: str = "utf-8", suffix: str = ".csv") -> Written:
        """Give the file."""
        return Written(self.text.getvalue().encode(encoding, errors="replace"), self.lines, bank, suffix)


def bca_person(story: Story, dice: random.Random) -> Written:
    """Write KlikBCA's CSV: year-less dates, DB/CR in a column without a name, sums below."""
    sheet = _Sheet()
    carried = _moves(story, dice)
    sheet.row(["Informasi Rekening - Mutasi Rekening"])
    sheet.row(["No. rekening : 0794196116"])
    sheet.row([f"Nama : {story.holder.upper()}"])
    sheet.row([f"Periode : {story.start:%d/%m/%Y} - {story.end:%d/%m/%Y}"])
    sheet.row(["Kode Mata Uang : IDR"])
    sheet.row([])
    sheet.row(["Tanggal Transaksi", "Keterangan", "Cabang", "Jumlah", "", "Saldo"])
    for move, balance in carried:
        text = bca(move, dice, story.holder)[0]
        way = "CR" if move.amount > 0 else "DB"
        sheet.row([f"'{move.day:%d/%m}", text, "'0000", english(abs(move.amount)), way, english(balance)], move)
    _bca_sums(sheet, carried, ":")
    return sheet.done("BCA")


def _bca_sums(sheet: _Sheet, carried: Sequence[tuple[Movement, int]], mark: str) -> None:
    opening = carried[0][1] - carried[0][0].amount
    came = sum(move.amount for move, _ in carried if move.amount > 0)
    went = -sum(move.amount for move, _ in carried if move.amount < 0)
    for label, value in (
        ("Saldo Awal", opening),
        ("Mutasi Kredit", came),
        ("Mutasi Debet", went),
        ("Saldo Akhir", carried[-1][1]),
    ):
        sheet.row([label, mark, english(value)])


def bca_business(story: Story, dice: random.Random) -> Written:
    """Write BCA's business CSV: the letters inside the amount."""
    sheet = _Sheet(quote_all=True, newline="\n")
    carried = _moves(story, dice)
    sheet.row(["Account No.", "=", "'0794196116"])
    sheet.row(["Name", "=", story.holder.upper()])
    sheet.row(["Tanggal Transaksi", "Keterangan", "Cabang", "Jumlah", "Saldo"])
    for move, balance in carried:
        way = "CR" if move.amount > 0 else "DB"
        amount = f"{english(abs(move.amount))} {way}"
        sheet.row([f"{move.day:%d/%m/%Y}", bca(move, dice, story.holder)[0], "0000", amount, english(balance)], move)
    return sheet.done("BCA")


def bca_statement(story: Story, dice: random.Random) -> Written:
    """Write a CSV made from BCA's e-statement: DB on debits only, balance on the last line of a day, broken lines."""
    sheet = _Sheet()
    carried = _moves(story, dice)
    sheet.row(["REKENING TAHAPAN"])
    sheet.row(["NAMA :", story.holder.upper()])
    sheet.row(["PERIODE :", f"{MONTHS[story.start.month - 1].upper()} {story.start.year}"])
    sheet.row(["TANGGAL", "KETERANGAN", "CBG", "MUTASI", "SALDO"])
    opening = carried[0][1] - carried[0][0].amount
    sheet.row([f"{story.start:%d/%m}", "SALDO AWAL", "", "", english(opening)])
    for place, (move, balance) in enumerate(carried):
        words = bca(move, dice, story.holder)[0].split(" ")
        cut = len(words) // 2
        last = place + 1 == len(carried) or carried[place + 1][0].day != move.day
        amount = english(abs(move.amount)) + (" DB" if move.amount < 0 else "")
        sheet.row([f"{move.day:%d/%m}", " ".join(words[:cut]), "", amount, english(balance) if last else ""], move)
        if words[cut:]:
            sheet.row(["", " ".join(words[cut:]), "", "", ""])
        if place % 25 == 24:
            sheet.row(["", "Bersambung ke halaman berikut", "", "", ""])
            sheet.row(["TANGGAL", "KETERANGAN", "CBG", "MUTASI", "SALDO"])
    _bca_sums(sheet, carried, "")
    return sheet.done("BCA")


def bri_nineteen(story: Story, dice: random.Random) -> Written:
    """Write BRI's nineteen columns, everything quoted."""
    sheet = _Sheet(quote_all=True)
    sheet.row(
        [
            "ID",
            "NOREK",
            "TGL_TRAN",
            "TGL_EFEKTIF",
            "JAM_TRAN",
            "SEQ",
            "DESK_TRAN",
            "SALDO_AWAL_MUTASI",
            "MUTASI_DEBET",
            "MUTASI_KREDIT",
            "SALDO_AKHIR_MUTASI",
            "GLSIGN",
            "TRUSER",
            "KODE_TRAN",
            "KODE_TRAN_TELLER",
            "TRREMK",
            "TLBDS1",
            "TLBDS2",
            "REMARK_CUSTOM",
        ]
    )
    for number, (move, balance) in enumerate(_moves(story, dice), start=1):
        machine, readable = bri(move, dice, story.holder)
        moment = f"{move.day:%Y-%m-%d} {move.minute // 60:02d}:{move.minute % 60:02d}:07"
        out, came = max(-move.amount, 0), max(move.amount, 0)
        side = "Cr" if move.amount > 0 else "Db"
        sheet.row(
            [str(number), "041761670343748", moment, moment, "426", "400001", machine, bare(balance - move.amount),
             bare(out),
             bare(came), bare(balance), side, "8888083", "2", "8506", machine[:12], "", "", readable],
            move,
        )  # fmt: skip
    return sheet.done("BRI")


def bri_semicolon(story: Story, dice: random.Random) -> Written:
    """Write BRI's shorter export with semicolons."""
    sheet = _Sheet(";")
    sheet.row(["NOREK", "041761670343748"])
    sheet.row(["TGL_TRAN", "DESK_TRAN", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI"])
    for move, balance in _moves(story, dice):
        text = " ".join(reversed(bri(move, dice, story.holder)))
        out, came = max(-move.amount, 0), max(move.amount, 0)
        sheet.row([f"{move.day:%Y-%m-%d}", text, bare(out), bare(came), bare(balance)], move)
    return sheet.done("BRI")


def mandiri_business(story: Story, dice: random.Random) -> Written:
    """Write Mandiri's business export: credit before debit, padded remarks."""
    sheet = _Sheet(";")
    sheet.row(
        ["AccountNo", "Ccy", "PostDate", "Remarks", "AdditionalDesc", "Credit Amount", "Debit Amount", "Close Balance"]
    )
    for move, balance in _moves(story, dice):
        remarks, more = mandiri(move, dice, story.holder)
        moment = f"{move.day.day:02d} {MONTHS[move.day.month - 1]} {move.day.year} 09:34:53"
        came, out = max(move.amount, 0), max(-move.amount, 0)
        sheet.row(
            ["7372262046339", "IDR", moment, f"{remarks:<40}", more, f"{came}.00", f"{out}.00", f"{balance}.00"], move
        )
    return sheet.done("Bank Mandiri")


def mandiri_newer(story: Story, dice: random.Random) -> Written:
    """Write Mandiri's newer export: two columns of one name, no balance, zero as ``.00``."""
    sheet = _Sheet(quote_all=True)
    sheet.row(
        [
            "Account No",
            "Date",
            "Val. Date",
            "Transaction Code",
            "Description",
            "Description",
            "Reference No.",
            "Debit",
            "Credit",
        ]
    )
    for move, _ in _moves(story, dice):
        remarks, more = mandiri(move, dice, story.holder)
        day = f"{move.day:%d/%m/%y}"
        out, came = max(-move.amount, 0), max(move.amount, 0)
        cells = [
            "7372262046339",
            day,
            day,
            "4521",
            remarks,
            more,
            "",
            english(out) if out else ".00",
            english(came) if came else ".00",
        ]
        sheet.row(cells, move)
    return sheet.done("Bank Mandiri")


def livin_workbook(story: Story, dice: random.Random) -> Written:
    """Write a Livin' workbook: preamble, two header rows, Indonesian numbers as text, a time row under each line."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet()
    carried = _moves(story, dice)
    lines: dict[str, list[int]] = {}
    period = f"{story.start:%d %b %Y} - {story.end:%d %b %Y}"
    came = sum(move.amount for move, _ in carried if move.amount > 0)
    went = -sum(move.amount for move, _ in carried if move.amount < 0)
    page.write(0, 0, "e-Statement")
    for place, value in (
        (0, "Nama/Name"),
        (5, ":"),
        (6, story.holder.upper()),
        (11, "Periode/Period"),
        (12, ":"),
        (13, period),
    ):
        page.write(3, place, value)
    sums = (
        ("Saldo Awal/Initial Balance", carried[0][1] - carried[0][0].amount),
        ("Dana Masuk/Incoming Transactions", came),
        ("Dana Keluar/Outgoing Transactions", went),
        ("Saldo Akhir/Closing Balance", carried[-1][1]),
    )
    for offset, (label, rupiah) in enumerate(sums):
        page.write(5 + offset, 16, label)
        page.write(5 + offset, 21, indonesian(rupiah))
    places = (1, 4, 7, 15, 18, 21)
    for row, titles in (
        (9, "No|Tanggal|Keterangan|Dana Masuk (IDR)|Dana Keluar (IDR)|Saldo (IDR)"),
        (10, "No|Date|Remarks|In|Out|Balance"),
    ):
        for place, title in zip(places, titles.split("|"), strict=True):
            page.write(row, place, title)
    row = 11
    for number, (move, balance) in enumerate(carried, start=1):
        page.write(row, 1, number)
        page.write(row, 4, f"{move.day:%d %b %Y}")
        page.write(row, 7, livin(move, dice, story.holder)[0])
        page.write(row, 15 if move.amount > 0 else 18, indonesian(abs(move.amount)))
        page.write(row, 21, indonesian(balance))
        page.write(row + 1, 4, f"{move.minute // 60:02d}:{move.minute % 60:02d}:12 WIB")
        if move.tag:
            lines.setdefault(move.tag, []).append(row + 1)
        row += 2
        if number % 25 == 0:
            page.write(row, 7, "PT Bank Mandiri (Persero) Tbk. berizin dan diawasi oleh Otoritas Jasa Keuangan (OJK)")
            row += 1
    page.write(row, 7, "ini adalah batas akhir transaksi anda")
    book.close()
    return Written(content.getvalue(), lines, "Bank Mandiri", ".xlsx")


def bni_direct(story: Story, dice: random.Random) -> Written:
    """Write BNI Direct's CSV: D/K letters, headers repeated."""
    sheet = _Sheet()
    sheet.row(["BNI Direct", "Account Statement"])
    sheet.row(["Account Name", ":", story.holder.upper()])
    sheet.row(["Period", ":", f"{story.start:%d/%m/%Y} - {story.end:%d/%m/%Y}"])
    header = [
        "Posting Date",
        "Effective Date",
        "Branch",
        "Journal",
        "Transaction Description",
        "Amount",
        "DB/CR",
        "Balance",
    ]
    for place, (move, balance) in enumerate(_moves(story, dice)):
        if place % 35 == 0:
            sheet.row(header)
        moment = f"{move.day:%d/%m/%y} 08.59.34"
        way = "K" if move.amount > 0 else "D"
        text = bni(move, dice, story.holder)[0]
        sheet.row([moment, moment, "0123", "904512", text, english(abs(move.amount)), way, english(balance)], move)
    return sheet.done("BNI")


def bsi_csv(story: Story, dice: random.Random) -> Written:
    """Write a BSI CSV with columns of which several names are unknown."""
    sheet = _Sheet()
    sheet.row(["PT Bank Syariah Indonesia Tbk"])
    sheet.row(["Nama Rekening", story.holder.upper()])
    sheet.row(["Waktu Transaksi", "No Ref", "Nama Pengirim", "Bank", "Ccy", "Kode", "Deskripsi", "Debit", "Kredit"])
    for move, _ in _moves(story, dice):
        sender = move.party.upper()[:20] if move.amount > 0 and move.form in ("in", "lender_in", "company_in") else ""
        came, out = max(move.amount, 0), max(-move.amount, 0)
        moment = f"{move.day:%d-%m-%Y} {move.minute // 60:02d}.{move.minute % 60:02d}"
        text = bsi(move, dice, story.holder)[0]
        cells = [
            moment,
            "FT24245L5RRD",
            sender,
            "",
            "IDR",
            "",
            text,
            english(out) if out else "0.00",
            english(came) if came else "0.00",
        ]
        sheet.row(cells, move)
    return sheet.done("BSI")


def jambi_resaved(story: Story, dice: random.Random) -> Written:
    """Write a regional bank's export as Excel saves it again: semicolons, Latin-1, Indonesian numbers, newest first."""
    sheet = _Sheet(";")
    sheet.row(["BANK JAMBI", "MUTASI REKENING", "", "", ""])
    sheet.row(["Nama", story.holder.upper(), "", "", ""])
    sheet.row(["Tgl", "Uraian", "Debet", "Kredit", "Saldo"])
    for move, balance in reversed(_moves(story, dice)):
        out, came = max(-move.amount, 0), max(move.amount, 0)
        text = (
            plain(move, dice, story.holder)[0].replace("TRF", "TRF é", 1)
            if dice.random() < 0.02
            else plain(move, dice, story.holder)[0]
        )
        short = [indonesian(value)[:-3] if value else "" for value in (out, came, balance)]
        sheet.row([f"{move.day.day}-{move.day.month}-{move.day.year}", text, *short], move)
    return sheet.done("Bank Jambi", "latin-1")


def wallet(story: Story, dice: random.Random) -> Written:
    """Write a wallet's history as one might be exported: signed rupiah, a status column, failed items, no balance."""
    sheet = _Sheet()
    sheet.row(["Riwayat Transaksi GoPay"])
    sheet.row(["Nama", story.holder])
    sheet.row(["Tanggal Transaksi", "Detail Transaksi", "ID Transaksi", "Metode", "Nominal", "Status"])
    for move, _ in _moves(story, dice):
        sign = "" if move.amount > 0 else "-"
        amount = f"{sign}Rp{indonesian(abs(move.amount))[:-3]}"
        if dice.random() < 0.03:
            sheet.row([f"{move.day:%d/%m/%Y}", "Pembayaran KREDIVO", "0", "GoPay Saldo", "-Rp75.000", "Gagal"])
        text = plain(move, dice, story.holder)[0]
        sheet.row(
            [f"{move.day:%d/%m/%Y} 14:22", text, f"0120{dice.randrange(10**9)}", "GoPay Saldo", amount, "Berhasil"],
            move,
        )
    return sheet.done("GoPay")


def generic_columns(
    narrate: Narrator, delimiter: str, dates: Callable[[date], str], bank: str
) -> Callable[[Story, random.Random], Written]:
    """Make a layout of plain columns for any narrator, delimiter and date form."""

    def write(story: Story, dice: random.Random) -> Written:
        sheet = _Sheet(delimiter, newline="\n")
        sheet.row(["Laporan Rekening"])
        sheet.row([f"Nama Nasabah: {story.holder.upper()}"])
        sheet.row(["No", "Tanggal", "Deskripsi", "Pengeluaran", "Pemasukan", "Saldo Akhir"])
        for number, (move, balance) in enumerate(_moves(story, dice), start=1):
            out, came = max(-move.amount, 0), max(move.amount, 0)
            text = " ".join(" ".join(narrate(move, dice, story.holder)).split())
            cells = [
                str(number),
                dates(move.day),
                text,
                indonesian(out) if out else "-",
                indonesian(came) if came else "-",
                indonesian(balance),
            ]
            sheet.row(cells, move)
        return sheet.done(bank)

    return write


TUNED: dict[str, Callable[[Story, random.Random], Written]] = {
    "bca_person": bca_person,
    "bca_business": bca_business,
    "bri_nineteen": bri_nineteen,
    "mandiri_business": mandiri_business,
    "livin_workbook": livin_workbook,
    "bni_direct": bni_direct,
    "wallet": wallet,
}
HELD_BACK: dict[str, Callable[[Story, random.Random], Written]] = {
    "bca_statement": bca_statement,
    "bri_semicolon": bri_semicolon,
    "mandiri_newer": mandiri_newer,
    "bsi_csv": bsi_csv,
    "jambi_resaved": jambi_resaved,
    "tabs_and_month_names": generic_columns(
        bni, "\t", lambda day: f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}", "BNI"
    ),
    "pipes_and_iso_dates": generic_columns(plain, "|", lambda day: day.isoformat(), "Bank"),
}
