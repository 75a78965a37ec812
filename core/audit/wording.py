"""What the trail's before and after say, in the words of the pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.dates import format_date

NAMES = {
    "address": "Alamat",
    "agreed_on": "Disepakati pada",
    "amount": "Jumlah",
    "application_id": "Nomor baris permohonan",
    "approved": "Disetujui",
    "assessment_id": "Nomor baris penilaian",
    "bank_id": "Nomor baris bank",
    "born_on": "Tanggal lahir",
    "card_version": "Versi kartu skor",
    "ceiling": "Plafon",
    "certificates": "Sertifikat",
    "complete": "Terbaca lengkap",
    "contract_number": "Nomor akad",
    "contract_on": "Tanggal akad",
    "cost_class": "Golongan biaya",
    "count": "Banyaknya",
    "counts_for_credit": "Dihitung untuk kredit",
    "days": "Hari",
    "decision": "Keputusan",
    "disbursed_on": "Tanggal cair",
    "ends_on": "Berakhir",
    "files": "Berkas",
    "finding_id": "Nomor baris temuan",
    "findings": "Temuan",
    "first_on": "Pertama pada",
    "flag_id": "Nomor baris penanda utang",
    "formed_on": "Dibentuk pada",
    "frozen_at": "Dibekukan pada",
    "hours": "Jam pelajaran",
    "household_cost_monthly": "Biaya rumah tangga sebulan",
    "installments": "Banyak angsuran",
    "is_accepted": "Diterima",
    "is_given": "Diberikan",
    "is_mandatory": "Wajib",
    "is_revolving": "Dana berputar",
    "joined_on": "Bergabung pada",
    "kbli_code": "Kode KBLI",
    "kbli_version": "Versi KBLI",
    "kelurahan_code": "Kode kelurahan",
    "kind": "Jenis",
    "kinds": "Jenis",
    "lender_type": "Jenis lembaga",
    "name": "Nama",
    "need": "Kebutuhan",
    "nib": "NIB",
    "nik": "NIK",
    "note": "Catatan",
    "number": "Nomor",
    "observed_on": "Dilihat pada",
    "organization_id": "Nomor baris lembaga",
    "other_income_monthly": "Penghasilan lain sebulan",
    "outcome": "Hasil",
    "paid_on": "Dibayar pada",
    "person": "Orang",
    "person_ids": "Nomor baris orang",
    "phone": "Nomor telepon",
    "place": "Tempat",
    "post_test_minimum": "Nilai tes akhir minimum",
    "profit_monthly": "Laba sebulan",
    "purpose": "Tujuan",
    "reason": "Alasan",
    "recommended": "Direkomendasikan",
    "requested": "Diminta",
    "rhythm": "Irama",
    "role": "Peran",
    "rt": "RT",
    "sales_monthly": "Penjualan sebulan",
    "seated": "Mendapat tempat",
    "seats": "Kursi",
    "seen_on": "Dilihat pada",
    "selling_days_monthly": "Hari jualan sebulan",
    "sex": "Jenis kelamin",
    "share_percent": "Bagian kehadiran (persen)",
    "shares": "Pembagian",
    "signed_by": "Ditandatangani oleh",
    "signed_on": "Ditandatangani pada",
    "source": "Sumber",
    "started_on": "Mulai",
    "starts_at_time": "Jam mulai",
    "starts_on": "Mulai",
    "state": "Keadaan",
    "status": "Status",
    "text_version": "Versi teks",
    "theme": "Tema",
    "topic": "Pokok bahasan",
    "trainer_ids": "Nomor baris pelatih",
    "username": "Nama masuk",
    "valid_from": "Berlaku sejak",
    "valid_to": "Berlaku sampai",
    "value": "Nilai",
    "waiting": "Daftar tunggu",
}
"""Words for the names that deeds record; a name that is not here is shown as it was recorded."""


def in_words(values: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return one side of an entry as pairs of a name and a value to read."""
    return [(_name(name), _value(value)) for name, value in (values or {}).items()]


def _name(recorded: str) -> str:
    if recorded.isdigit():
        return f"Baris {recorded}"
    return NAMES.get(recorded, recorded.replace("_", " ").capitalize())


def _value(value: Any) -> str:
    if value is None or value == "":
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {text}" for name, text in in_words(value)) or "kosong"
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value) or "kosong"
    if isinstance(value, str):
        return _date(value)
    return str(value)


def _date(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text)) if len(text) == len("2026-01-31") else text
    except ValueError:
        return text
