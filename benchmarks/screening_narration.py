"""Words a movement as each bank or wallet words it, names cut where that bank cuts them."""

import random
from collections.abc import Callable

from benchmarks.screening_stories import Movement

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
BANKS = ("BANK MANDIRI", "BANK CENTRAL ASIA", "BANK RAKYAT INDONESIA", "BANK NEGARA INDONESIA", "SEABANK INDONESIA")
Narrator = Callable[[Movement, random.Random, str], tuple[str, ...]]


def _number(dice: random.Random, digits: int) -> str:
    return str(dice.randrange(10 ** (digits - 1), 10**digits))


def bca(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as BCA does."""
    short = f"{move.day:%d%m}"
    slash = f"{move.day:%d/%m}"
    name = move.party.upper()
    way = "CR" if move.amount > 0 else "DB"
    note = f"{move.note} " if move.note else ""
    desk = f"WS95{dice.choice(('031', '051', '221'))}"
    forms = {
        "qr": f"TRANSAKSI DEBIT TGL: {slash} QR 009 00000.00{name[:25]}",
        "settle": f"KR OTOMATIS MID : 885{_number(dice, 9)} QRIS {name} QR : {move.amount}.00 DDR : 980.00",
        "topup": f"TRSF E-BANKING DB {short}/FTFVA/{desk} 39010/{name} - - 8120{_number(dice, 7)}",
        "va": f"TRSF E-BANKING DB {short}/FTFVA/{desk} {_number(dice, 5)}/{name[:12]} - - {_number(dice, 14)}",
        "bill": f"BYR VIA E-BANKING {slash} WSID{_number(dice, 5)} {name} {_number(dice, 11)}",
        "atm": f"TARIKAN ATM {slash}",
        "interest": "BUNGA",
        "admin": "BIAYA ADM",
        "fee": f"BI-FAST DB BIAYA TXN KE 002 {name[:18]} MyBCA",
        "loan": "DB OTOMATIS ANGSURAN KUR BCA 0012345",
        "company_in": f"KR OTOMATIS LLG-{dice.choice(BANKS)} {name[:30]} {move.note}".strip(),
    }
    if move.form in forms:
        return (forms[move.form],)
    if move.form == "lender_in" and dice.random() < 0.6:
        return (f"KR OTOMATIS LLG-{dice.choice(BANKS)} {name[:30]} {move.note}".strip(),)
    if dice.random() < 0.5 and move.amount > 0:
        return (f"BI-FAST CR TANGGAL :{slash} TRANSFER DR 008 {name[:18]}",)
    return (f"TRSF E-BANKING {way} {short}/FTSCY/{desk} {abs(move.amount)}.00{note}{name[:18]}",)


def bri(move: Movement, dice: random.Random, holder: str) -> tuple[str, ...]:
    """Word a movement as BRI does: the machine's text and the readable one."""
    own, name = holder.upper(), move.party.upper()
    tail = f" - {move.note}" if move.note else ""
    reference = f"ESB:NBMB:0001500F:{_number(dice, 12)}"
    title = move.party.title()
    if move.form in ("qr", "settle"):
        word = "Pembayaran" if move.form == "qr" else "Settlement"
        return f"QRIS{_number(dice, 12)}#936{_number(dice, 15)} ESB:NBMB", f"{word} QRIS {name[:25]}"
    if move.form == "topup":
        return (
            f"BRIVA1120812{_number(dice, 8)}NBMB{name.split()[0]} {reference}",
            f"Top Up {title} 0812xxxx{_number(dice, 3)} via BRImo",
        )
    if move.form in ("va", "bill"):
        account = _number(dice, 14)
        machine = f"BRIVA{account}NBMB{own[:12]} {reference}"
        return machine, f"Pembayaran BRIVA ke {name[:30]} - {account} - {own} via BRImo"
    if move.form == "loan":
        return "ANGSURAN PINJAMAN 0341-01-002345-10-7", "Autodebet Angsuran Pinjaman KUR BRI"
    plain = {
        "atm": ("ATMSTRPRM 08888", "Penarikan tunai di ATM"),
        "interest": ("INTEREST ON ACCOUNT", "Bunga Tabungan"),
        "admin": ("Admin Fee", "Admin Fee"),
        "fee": (f"BFST{_number(dice, 12)} NBMB:CENAIDJA {reference}", "Biaya Transfer BI-Fast"),
    }
    if move.form in plain:
        return plain[move.form]
    if move.form in ("company_in", "lender_in") or dice.random() < 0.4:
        way = "dari" if move.amount > 0 else "ke"
        account = _number(dice, 12)
        return (
            f"BFST{account} NBMB:CENAIDJA {reference}",
            f"Transfer BI-Fast {way} {dice.choice(BANKS)} - {account} - {name[:30]}{tail}",
        )
    pair = (name, own) if move.amount > 0 else (own, name)
    word = "Dari" if move.amount > 0 else "Ke"
    return f"NBMB {pair[0][:16]} TO {pair[1][:16]} {reference}", f"Transfer {word} {title}{tail} via BRImo"


def mandiri(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as Mandiri's business export does: remarks and a second description."""
    name = move.party.upper()
    both = f"{name[:35]} {move.note}".strip()
    way = "DARI" if move.amount > 0 else "KE"
    number = _number(dice, 12)
    forms = {
        "qr": (number, f"Pembayaran QR ke {name[:25]}"),
        "settle": (f"QRIS SETTLEMENT {name} {number}", "Trf Inw CN BANK MANDIRI"),
        "topup": (f"0812{_number(dice, 8)} {name}", "MCM Bill Payment"),
        "va": (f"{_number(dice, 16)} {name[:25]}", "MCM Bill Payment"),
        "bill": (number, "PLN Prepaid"),
        "atm": (f"S1AJMB{_number(dice, 4)}", "Penarikan tunai ATM"),
        "interest": ("", "Jasa Giro"),
        "admin": ("", "Biaya administrasi rekening"),
        "fee": ("", "Biaya transfer BI-FAST"),
        "loan": ("ANGSURAN KUR MANDIRI 1100-2200", "Loan Payment"),
        "company_in": (both, "Trf Inw CN BANK CENTRAL ASIA"),
        "lender_in": (both, "Trf Inw CN BANK CENTRAL ASIA"),
    }
    if move.form in forms:
        return forms[move.form]
    if dice.random() < 0.5:
        return move.note, f"MCM InhouseTrf {way} {name[:30]} Transfer Fee"
    return (both, f"BI-FAST Trf {way} {dice.choice(BANKS)}" if move.amount < 0 else "Trf Inw CN BANK RAKYAT INDONESIA")


def livin(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as Livin' does, one remark with line breaks."""
    name = move.party.upper()
    account = _number(dice, 12)
    note = f"\n{move.note}" if move.note else ""
    forms = {
        "qr": f"Pembayaran QR\nke {name[:25]}\n{account}",
        "settle": f"Transfer antar Mandiri\nDARI SETTLEMENT QRIS\n{name}\n{account}",
        "topup": {
            "DANA": f"Pembayaran Danatopup\n8950812{account}",
            "GOPAY TOPUP": f"Pembayaran GoPay Customer\n0812{account}",
        }.get(name, f"Pembayaran {move.party.title()}\n893{account}"),
        "va": f"Pembayaran {move.party}\n{account}",
        "bill": f"Pembayaran PLN Prepaid\n{account}",
        "atm": "Penarikan tunai di ATM\nS1AJMB",
        "interest": "Bunga tabungan",
        "admin": "Biaya administrasi kartu debit",
        "fee": "Biaya transfer BI Fast",
        "loan": "Angsuran Kredit\nKUR MIKRO 1100-2200",
        "company_in": f"Transfer antar Mandiri\nDARI {name}{note}\n{account}",
        "lender_in": f"Transfer antar Mandiri\nDARI {name}{note}\n{account}",
    }
    if move.form in forms:
        return (forms[move.form],)
    way = "Dari" if move.amount > 0 else "Ke"
    if dice.random() < 0.5:
        return (f"Transfer BI Fast\n{way} {dice.choice(BANKS)}\n{name[:20]} {account}{note}",)
    return (f"Transfer {way.lower()} BANK MANDIRI\n{name[:20]} {account}{note}",)


def bni(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as BNI Direct does."""
    name = move.party.upper()
    way = "DARI" if move.amount > 0 else "KE"
    account = _number(dice, 10)
    forms = {
        "qr": f"QRIS PAYMENT {name[:25]} {account}",
        "settle": f"KREDIT LAIN-LAIN | SETTLEMENT QRIS {name}",
        "topup": f"TRF/PAY/TOP-UP ECHANNEL | TOP UP {name} 0812{account}",
        "va": f"TRF/PAY/TOP-UP ECHANNEL | PEMBAYARAN VA 988{_number(dice, 13)} | {name[:22]}",
        "bill": f"BILL PAYMENT (PLN PREPAID) NO : {account}",
        "atm": "TARIK TUNAI | ATM 0123",
        "interest": "BUNGA",
        "admin": "BIAYA ADMINISTRASI",
        "fee": "BY TRX BIFAST",
        "loan": "PEMBAYARAN ANGSURAN KREDIT KUR BNI 001234",
        "company_in": f"KREDIT LAIN-LAIN | KLIRING DARI {name[:30]} {move.note}".strip(),
        "lender_in": f"TRANSFER DARI | PEMINDAHAN DARI {account} {name[:30]} {move.note}".strip(),
    }
    if move.form in forms:
        return (forms[move.form],)
    if dice.random() < 0.5:
        return (f"TRF/PAY/TOP-UP ECHANNEL | PEMINDAHAN {way} {account} | 5371xxxx | {name[:24]} {move.note}".strip(),)
    return (f"TRANSFER {way} | PEMINDAHAN {way} {account} Sdr {name[:24]} {move.note}".strip(),)


def plain(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as a small regional bank might: short and half in capitals."""
    name = move.party.upper()
    way = "DARI" if move.amount > 0 else "KE"
    forms = {
        "qr": f"QRIS {name[:25]}",
        "settle": f"SETTLEMENT QRIS {name}",
        "topup": f"TOPUP {name} 0812{_number(dice, 8)}",
        "va": f"PEMBAYARAN VA {name[:20]} {_number(dice, 12)}",
        "bill": f"PEMBELIAN TOKEN LISTRIK {_number(dice, 11)}",
        "atm": "TARIK TUNAI ATM",
        "interest": "BUNGA SIMPANAN",
        "admin": "BIAYA ADMINISTRASI",
        "fee": f"BIAYA BI-FAST {name[:20]}",
        "loan": "ANGSURAN KREDIT KUR 7012-22",
        "company_in": f"SKN MASUK {name[:28]} {move.note}".strip(),
        "lender_in": f"TRF {way} {name[:28]} {move.note}".strip(),
    }
    return (forms.get(move.form) or f"TRF {way} {name[:24]} {move.note}".strip(),)


def bsi(move: Movement, dice: random.Random, _holder: str) -> tuple[str, ...]:
    """Word a movement as BSI does."""
    name = move.party.upper()
    way = "Dari" if move.amount > 0 else "Ke"
    forms = {
        "qr": f"QR {move.day:%d%m%y} {name[:25]}",
        "settle": f"QRIS SETTLEMENT {name}",
        "topup": f"Top Up {name.title()} 0812{_number(dice, 8)}",
        "va": f"Pembayaran {name[:25]} {_number(dice, 14)}",
        "bill": f"Pembayaran PLN {_number(dice, 11)}",
        "atm": "Tarik Tunai ATM",
        "interest": "Bagi Hasil Tabungan",
        "admin": "Biaya Adm",
        "fee": "Biaya BIFAST",
        "loan": "Angsuran Pembiayaan Murabahah 88123",
    }
    if move.form in forms:
        return (forms[move.form],)
    if move.amount > 0 and dice.random() < 0.5:
        return (f"BIFAST - TRF Dari - Bank BCA {name[:28]} {move.note}".strip(),)
    return (f"TRF {way} - {name[:28]} {move.note}".strip(),)
