"""Whether two names are one person's."""

import pytest

from scoring.screening.holders import same_person


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("M. RIDWAN", "Muhammad Ridwan"),
        ("MUHAMAD RIDWAN", "Mohammad Ridwan"),
        ("NOVITA SA", "Novita Sari"),
        ("SARI NOVITA", "Novita Sari"),
        ("HJ SITI AMINAH", "Siti Aminah"),
        ("BPK AHMAD FAUZAN", "Ahmad Fauzan"),
        ("AHMAD FAUZAN, SE", "Ahmad Fauzan"),
        ("AHMAD F", "Ahmad Fauzan"),
        ("YULIANA", "Yuliana"),
        ("TAUFIK AKBAR NASUT", "Taufik Akbar Nasution"),
    ],
)
def test_the_same_person(printed: str, name: str) -> None:
    assert same_person(printed, name) is True


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("SITI AMINAH", "Siti Aisyah"),
        ("BUDI SANTOSO", "Rina Astuti"),
        ("MUHAMMAD RIZKI", "Muhammad Ridwan"),
        ("M RIZKI", "Muhammad Ridwan"),
        ("SITI", "Siti Aminah"),
    ],
)
def test_another_person(printed: str, name: str) -> None:
    assert same_person(printed, name) is False


def test_nothing_to_compare() -> None:
    assert same_person("", "Budi") is None
    assert same_person("***", "Budi") is None
