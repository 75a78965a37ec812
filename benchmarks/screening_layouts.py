"""Writes a story as the file each bank or wallet hands out, and says which layouts are held back."""

import random
from collections.abc import Callable
from datetime import date

from benchmarks.screening_bank_layouts import (
    bca_business,
    bca_person,
    bca_statement,
    bri_nineteen,
    bri_semicolon,
    livin_workbook,
    mandiri_business,
    mandiri_newer,
)
from benchmarks.screening_narration import MONTHS, Narrator, bni, bsi, plain
from benchmarks.screening_sheets import Sheet, Written, english, indonesian, moves_of
from benchmarks.screening_stories import Story


def bni_direct(story: Story, dice: random.Random) -> Written:
    """Write BNI Direct's CSV: D/K letters, headers repeated."""
    sheet = Sheet()
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
    for place, (move, balance) in enumerate(moves_of(story, dice)):
        if place % 35 == 0:
            sheet.row(header)
        moment = f"{move.day:%d/%m/%y} 08.59.34"
        way = "K" if move.amount > 0 else "D"
        text = bni(move, dice, story.holder)[0]
        sheet.row([moment, moment, "0123", "904512", text, english(abs(move.amount)), way, english(balance)], move)
    return sheet.done("BNI")


def bsi_csv(story: Story, dice: random.Random) -> Written:
    """Write a BSI CSV with columns of which several names are unknown."""
    sheet = Sheet()
    sheet.row(["PT Bank Syariah Indonesia Tbk"])
    sheet.row(["Nama Rekening", story.holder.upper()])
    sheet.row(["Waktu Transaksi", "No Ref", "Nama Pengirim", "Bank", "Ccy", "Kode", "Deskripsi", "Debit", "Kredit"])
    for move, _ in moves_of(story, dice):
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
    sheet = Sheet(";")
    sheet.row(["BANK JAMBI", "MUTASI REKENING", "", "", ""])
    sheet.row(["Nama", story.holder.upper(), "", "", ""])
    sheet.row(["Tgl", "Uraian", "Debet", "Kredit", "Saldo"])
    for move, balance in reversed(moves_of(story, dice)):
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
    sheet = Sheet()
    sheet.row(["Riwayat Transaksi GoPay"])
    sheet.row(["Nama", story.holder])
    sheet.row(["Tanggal Transaksi", "Detail Transaksi", "ID Transaksi", "Metode", "Nominal", "Status"])
    for move, _ in moves_of(story, dice):
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
        sheet = Sheet(delimiter, newline="\n")
        sheet.row(["Laporan Rekening"])
        sheet.row([f"Nama Nasabah: {story.holder.upper()}"])
        sheet.row(["No", "Tanggal", "Deskripsi", "Pengeluaran", "Pemasukan", "Saldo Akhir"])
        for number, (move, balance) in enumerate(moves_of(story, dice), start=1):
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
