"""The messages; none names a debt, a score, a refusal or a sum, and a shared phone learns nothing at all."""

from datetime import date

from core.dates import format_weekday
from harkat.reminders.kinds import ReminderKind

SENDER = "BANK HARKAT dan BALIKAT Kota Jambi"
FREE = "Layanan ini gratis."


def message(kind: ReminderKind, name: str, *, on: date, may_tell: bool, hour: str = "", place: str = "") -> str:
    """Write a reminder.

    :param on: the day it is about
    :param may_tell: False for a phone that others read; the message then only asks for a call back
    """
    first = name.split()[0].title() if name.split() else ""
    if not may_tell:
        return f"Salam {first}, mohon hubungi atau datang ke loket {SENDER} bila sempat. {FREE}"
    day = format_weekday(on)
    at = f" pukul {hour} WIB" if hour else ""
    where = f" di {place}" if place else ""
    bodies = {
        ReminderKind.INSTALLMENT: f"mengingatkan jadwal Anda hari {day}. Bila ada kendala, bicarakan dengan kami.",
        ReminderKind.SESSION: f"mengingatkan sesi pelatihan Anda hari {day}{at}{where}. Balas bila berhalangan.",
        ReminderKind.PAPERS: "ada berkas yang perlu dilengkapi. Datang ke loket, atau kirim fotonya lewat halaman "
        "pemohon; kodenya diberikan petugas.",
        ReminderKind.FOLLOW_UP: "kami ingin tahu kabar usaha Anda. Balas pesan ini, atau tunggu telepon kami.",
    }
    return f"Salam {first}, {bodies[kind]} {SENDER}. {FREE}"


def subject(kind: ReminderKind, *, may_tell: bool) -> str:
    """Return the subject of an e-mail."""
    words = {
        ReminderKind.INSTALLMENT: "Pengingat jadwal",
        ReminderKind.SESSION: "Pengingat sesi pelatihan",
        ReminderKind.PAPERS: "Berkas yang perlu dilengkapi",
        ReminderKind.FOLLOW_UP: "Kabar usaha Anda",
    }
    return f"{words[kind]} · Kota Jambi" if may_tell else "Pesan dari Kota Jambi"
