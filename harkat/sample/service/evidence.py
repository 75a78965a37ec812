"""The sample's other evidence: a waiting statement, a typed paper, a picture, a bank's code, a letter, an objection."""

import struct
import zlib
from datetime import date, timedelta

from core.people import queries as people
from harkat.sample.service.cast import Cast, moment
from harkat.sample.story import Fate, Trader
from scoring.screening import queries as screening
from scoring.screening.bank_answers import service as bank_answers
from scoring.screening.drafts import BankAnswerDraft, IntakeDraft, LiftDraft, ObjectionDraft, UploadedFile
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds import service as holds
from scoring.screening.intake import service as intake
from scoring.screening.objections import service as objections
from scoring.screening.origins import BankResult
from scoring.screening.pictures import service as pictures
from scoring.screening.seen_lines import SeenLine
from scoring.screening.typed_ideb import FacilityState, TypedFacility, TypedIdeb
from scoring.screening.typing import service as typing


def bring_evidence(cast: Cast) -> None:
    """Let a few persons bring evidence that is more work than an iDeb file."""
    applying = [trader for trader in cast.story.individuals if trader.fate is Fate.APPLYING]
    for deed, trader in zip((_statement, _paper, _picture, _bank_code), applying, strict=False):
        deed(cast, trader, cast.day(4))
    late = [trader for trader in cast.story.individuals if trader.fate is Fate.OLD_ARREARS]
    if late:
        _letter(cast, late[-1], cast.day(3))
    flagged = [trader for trader in cast.story.individuals if trader.fate in (Fate.PINJOL, Fate.RENTENIR)]
    if flagged:
        _objection(cast, flagged[-1], cast.day(2))


def _statement(cast: Cast, trader: Trader, day: date) -> None:
    """Bring a statement whose columns wait to be confirmed."""
    person = people.person(cast.person_id(trader))
    first = day - timedelta(days=30)
    rows = [
        f"Nama Nasabah;{person.name.upper()}",
        "Tgl;Uraian;Keluar;Masuk;Sisa",
        f"{first:%d/%m/%Y};SETORAN TUNAI;;750.000,00;1.250.000,00",
        f"{first + timedelta(days=6):%d/%m/%Y};BAYAR PEMASOK TEPUNG;400.000,00;;850.000,00",
        f"{first + timedelta(days=13):%d/%m/%Y};QRIS WARUNG;;325.000,00;1.175.000,00",
    ]
    file = UploadedFile("mutasi-contoh.csv", ("\n".join(rows) + "\n").encode())
    draft, officer = IntakeDraft(), cast.actors["petugas"]
    intake.take_in(person.id, [file], draft, actor=officer, now=moment(day, 9), today=day)


def _paper(cast: Cast, trader: Trader, day: date) -> None:
    """Type a paper iDeb that waits for a second person."""
    person = people.person(cast.person_id(trader))
    assert person.nik is not None
    facility = TypedFacility("PT Bank Rakyat Indonesia (Persero) Tbk", FacilityState.ACTIVE, 1, 3_200_000, 0)
    typed = TypedIdeb(person.nik, day - timedelta(days=3), 1, (facility,))
    typing.hand_in(person.id, typed, actor=cast.actors["petugas"], now=moment(day, 10), today=day)


def _picture(cast: Cast, trader: Trader, day: date) -> None:
    """Keep the photo of a passbook and the line seen on it."""
    person = people.person(cast.person_id(trader))
    officer = cast.actors["petugas2"]
    file = UploadedFile("buku-tabungan.png", _photo(person.id))
    kept = pictures.keep(person, file, spouse=None, actor=officer, now=moment(day, 11), today=day)
    lines = [SeenLine(day - timedelta(days=9), "SETOR TUNAI", 500_000, 0)]
    pictures.type_lines(kept, lines, actor=officer, now=moment(day, 12), today=day)


def _photo(number: int) -> bytes:
    """Return a small plain PNG in the place of a photo, another for each person."""
    width, height, shade = 240, 160, 180 + number % 60
    rows = b"".join(b"\x00" + bytes([shade if y % 20 else 90]) * width for y in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _bank_code(cast: Cast, trader: Trader, day: date) -> None:
    """Write down a bank's coded answer."""
    draft = BankAnswerDraft(
        bank="Bank Jambi",
        result=BankResult.CLEAN,
        answered_on=day - timedelta(days=1),
        reference="S-118/BJ/2026",
        consent_on=day - timedelta(days=8),
        basis="Surat permintaan dinas nomor 500/77, persetujuan tertulis terlampir.",
    )
    person_id = cast.person_id(trader)
    bank_answers.record(person_id, draft, actor=cast.actors["petugas"], now=moment(day, 10), today=day)


def _letter(cast: Cast, trader: Trader, day: date) -> None:
    """Lift old arrears with the bank's letter; SLIK does not show it yet."""
    for hold in screening.open_holds(cast.person_id(trader)):
        draft = LiftDraft(HoldLifting.SETTLED, "B-212/KC-JMB/2026", day - timedelta(days=2), note="Surat asli dilihat.")
        holds.lift(hold, draft, actor=cast.actors["petugas"], now=moment(day, 10), today=day)


def _objection(cast: Cast, trader: Trader, day: date) -> None:
    """Let a flagged person object; the answer waits."""
    for flag in screening.open_flags(cast.person_id(trader))[:1]:
        words = "Utang itu sudah saya bayar lunas bulan lalu, kuitansinya ada di rumah."
        draft = ObjectionDraft(day, words)
        objections.receive(flag, draft, actor=cast.actors["petugas"], now=moment(day, 14), today=day)
