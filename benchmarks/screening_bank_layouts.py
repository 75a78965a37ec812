"""The files of the four largest banks' channels, as they hand them out."""

import io
import random
from collections.abc import Sequence

import xlsxwriter

from benchmarks.screening_narration import MONTHS, bca, bri, livin, mandiri
from benchmarks.screening_sheets import Sheet, Written, bare, english, indonesian, moves_of
from benchmarks.screening_stories import Movement, Story


def bca_person(story: Story, dice: random.Random) -> Written:
    """Write KlikBCA's CSV: year-less dates, DB/CR in a column without a name, sums below."""
    sheet = Sheet()
    carried = moves_of(story, dice)
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


def _bca_sums(sheet: Sheet, carried: Sequence[tuple[Movement, int]], mark: str) -> None:
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
    sheet = Sheet(quote_all=True, newline="\n")
    carried = moves_of(story, dice)
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
    sheet = Sheet()
    carried = moves_of(story, dice)
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
    sheet = Sheet(quote_all=True)
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
    for number, (move, balance) in enumerate(moves_of(story, dice), start=1):
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
    sheet = Sheet(";")
    sheet.row(["NOREK", "041761670343748"])
    sheet.row(["TGL_TRAN", "DESK_TRAN", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI"])
    for move, balance in moves_of(story, dice):
        text = " ".join(reversed(bri(move, dice, story.holder)))
        out, came = max(-move.amount, 0), max(move.amount, 0)
        sheet.row([f"{move.day:%Y-%m-%d}", text, bare(out), bare(came), bare(balance)], move)
    return sheet.done("BRI")


def mandiri_business(story: Story, dice: random.Random) -> Written:
    """Write Mandiri's business export: credit before debit, padded remarks."""
    sheet = Sheet(";")
    sheet.row(
        ["AccountNo", "Ccy", "PostDate", "Remarks", "AdditionalDesc", "Credit Amount", "Debit Amount", "Close Balance"]
    )
    for move, balance in moves_of(story, dice):
        remarks, more = mandiri(move, dice, story.holder)
        moment = f"{move.day.day:02d} {MONTHS[move.day.month - 1]} {move.day.year} 09:34:53"
        came, out = max(move.amount, 0), max(-move.amount, 0)
        sheet.row(
            ["7372262046339", "IDR", moment, f"{remarks:<40}", more, f"{came}.00", f"{out}.00", f"{balance}.00"], move
        )
    return sheet.done("Bank Mandiri")


def mandiri_newer(story: Story, dice: random.Random) -> Written:
    """Write Mandiri's newer export: two columns of one name, no balance, zero as ``.00``."""
    sheet = Sheet(quote_all=True)
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
    for move, _ in moves_of(story, dice):
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
    carried = moves_of(story, dice)
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
