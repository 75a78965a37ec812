"""Invented SLIK iDeb files for the sample, in the shape the real ones have."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Facility:
    """One credit line of an invented iDeb; ``balance`` in rupiah, ``quality`` 1 to 5."""

    lender: str
    balance: int
    quality: int
    days_late: int


def write_ideb(*, nik: str, name: str, asked_on: date, facilities: Sequence[Facility]) -> bytes:
    """Return the bytes of a one-part iDeb; values are text and the key of the list is misspelt, as in real files."""
    stamp = f"{asked_on:%Y%m%d}"
    began_on = f"{asked_on - timedelta(days=200):%Y%m%d}"
    month = f"{asked_on - timedelta(days=40):%Y%m}"
    lines = [
        {
            "ljk": f"{700000 + place}",
            "ljkKet": facility.lender,
            "plafon": str(facility.balance * 2),
            "bakiDebet": str(facility.balance),
            "jenisKreditPembiayaanKet": "Kredit/Pembiayaan dengan angsuran",
            "kualitas": str(facility.quality),
            "jumlahHariTunggakan": str(facility.days_late),
            "tanggalMulai": began_on,
            "tanggalAkadAwal": began_on,
            "kondisi": "00",
            "kondisiKet": "Fasilitas Aktif",
            "tahunBulan01": month,
            "tahunBulan01Kol": str(facility.quality),
            "tahunBulan01Ht": str(facility.days_late),
        }
        for place, facility in enumerate(facilities)
    ]
    report = {
        "header": {
            "kodeReferensiPengguna": "DATA-CONTOH",
            "tanggalPermintaan": f"{stamp}090000",
            "totalBagian": "1",
            "nomorBagian": "1",
        },
        "individual": {
            "nomorLaporan": f"CONTOH/{nik[-4:]}/{asked_on.year}",
            "posisiDataTerakhir": month,
            "tanggalPermintaan": f"{stamp}090000",
            "parameterPencarian": {"namaDebitur": name.upper(), "noIdentitas": nik},
            "dataPokokDebitur": [{"namaDebitur": name.upper(), "noIdentitas": nik}],
            "ringkasanFasilitas": {
                "bakiDebetTotal": str(sum(facility.balance for facility in facilities)),
                "kualitasTerburuk": str(max((facility.quality for facility in facilities), default=1)),
            },
            "fasilitas": {"kreditPembiayan": lines},
        },
    }
    return json.dumps(report).encode()
