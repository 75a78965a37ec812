"""No NIK, phone number or name can be read in a log line."""

import json

import pytest

from core.logs import mask

NIK, PHONE = "1571014505850001", "081234567890"


@pytest.mark.parametrize(
    "value",
    [
        f"gagal untuk {NIK}",
        f"gagal untuk {PHONE}",
        "gagal untuk +62 812-3456-7890",
        "gagal untuk 1571 0145 0585 0001",
        int(NIK),
        [NIK, {"lagi": (PHONE,)}],
        {"baris": {"nik": "x", "apa": f"NIK {NIK}"}},
    ],
)
def test_numbers_of_persons_are_masked_wherever_they_stand(value: object) -> None:
    told = json.dumps(mask(None, "info", {"event": "uji", "detail": value}), ensure_ascii=False)
    assert not any(part in told for part in (NIK, PHONE, "3456-7890", "0585 0001"))
    assert "•••" in told


@pytest.mark.parametrize("key", ["name", "nik", "phone", "email", "password", "token", "address", "borrower_name"])
def test_known_fields_are_hidden_whole(key: str) -> None:
    assert mask(None, "info", {"event": "uji", key: "Siti Aminah"})[key] == "•••"


def test_what_was_written_into_a_refused_statement_is_hidden() -> None:
    trace = "IntegrityError: x\n[SQL: INSERT INTO person]\n[parameters: ('Siti Aminah', '0812')]\nEnd"
    told = mask(None, "error", {"event": "unforeseen", "exception": trace})["exception"]
    assert "Siti" not in told
    assert told.endswith("End")


def test_moments_and_short_numbers_stay_readable() -> None:
    event = {"event": "HK-2026-00012 selesai", "timestamp": "2026-11-22T13:50:55.123456Z", "rows": 1234}
    assert mask(None, "info", dict(event)) == event
