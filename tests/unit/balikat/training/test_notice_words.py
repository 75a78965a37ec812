"""What participants are told, and the link with it."""

from datetime import date, time
from urllib.parse import parse_qs, urlsplit

from balikat.training.notices.words import NoticeKind, Told, kind_of, message_of, whatsapp_link

TOLD = Told("Pembukuan usaha", "Angkatan 1", "Aula Camat", date(2026, 11, 25), 4, moved_from_on=date(2026, 11, 24))


def test_a_moved_session_is_told_with_both_days_and_the_reason() -> None:
    told = Told(**{**vars(TOLD), "reason": "banjir"})
    message = message_of(NoticeKind.MOVED, told, "Siti Aminah")
    assert "semula Selasa, 24 November 2026 dipindah ke Rabu, 25 November 2026 di Aula Camat" in message
    assert "karena banjir." in message


def test_the_hour_is_told_where_it_is_known() -> None:
    message = message_of(NoticeKind.REMINDER, Told(**{**vars(TOLD), "starts_at_time": time(8, 30)}), "Siti")
    assert "Rabu, 25 November 2026 pukul 08.30 WIB di Aula Camat" in message
    assert "pukul" not in message_of(NoticeKind.REMINDER, TOLD, "Siti")


def test_a_reminder_to_somebody_at_risk_says_so_and_a_cancelled_session_names_no_new_day() -> None:
    reminder = message_of(NoticeKind.REMINDER, TOLD, "Siti", allowance="tidak boleh absen lagi")
    assert "Supaya lulus, Anda tidak boleh absen lagi." in reminder
    assert "dibatalkan. Tunggu kabar" in message_of(NoticeKind.CANCELLED, TOLD, "Siti")
    assert kind_of(is_cancelled=True, is_moved=True) is NoticeKind.CANCELLED
    assert kind_of(is_cancelled=False, is_moved=False) is NoticeKind.REMINDER


def test_the_link_carries_number_and_message() -> None:
    link = urlsplit(whatsapp_link("081234567890", "Halo Siti & Budi? 100%"))
    assert (link.netloc, link.path) == ("wa.me", "/6281234567890")
    assert parse_qs(link.query)["text"] == ["Halo Siti & Budi? 100%"]
