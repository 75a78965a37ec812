"""Signed PDFs find their certificate by the number inside, else by their name; the doubtful are set aside."""

import pytest

from balikat.training.signatures.matching import SignedFile, match_files, numbers_in

WAITING = {f"BLK-2026-{serial:05}" for serial in range(1, 41)}


def test_a_batch_of_forty_is_matched_whatever_the_files_are_called() -> None:
    files = [SignedFile(f"scan({serial}).pdf", [f"Nomor BLK-2026-{serial:05}"]) for serial in range(40, 20, -1)]
    files += [SignedFile(f"blk_2026_{serial:05}_signed.pdf", ()) for serial in range(1, 21)]
    matches = match_files(files, WAITING)
    assert {match.number for match in matches} == WAITING
    assert matches[0].number == "BLK-2026-00040"
    assert all(match.problem == "" for match in matches)


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (SignedFile("a.pdf", ["tanpa nomor"]), "Nomor sertifikat tidak ada"),
        (SignedFile("BLK-2026-00002.pdf", ["BLK-2026-00001"]), "Nama berkas menyebut BLK-2026-00002, isinya"),
        (SignedFile("a.pdf", ["BLK-2026-00001", "BLK-2026-00002"]), "menyebut 2 nomor"),
        (SignedFile("BLK-2026-00099.pdf", ()), "bukan draf yang menunggu"),
        (SignedFile("BLK-2026-00001.pdf", (), "rusak"), "rusak"),
    ],
)
def test_what_is_doubtful_is_set_aside(file: SignedFile, problem: str) -> None:
    (match,) = match_files([file], WAITING)
    assert match.number is None
    assert problem in match.problem


def test_a_second_file_for_one_number_is_set_aside() -> None:
    files = [SignedFile(name, ["BLK-2026-00001"]) for name in ("a.pdf", "b.pdf")]
    assert [match.number for match in match_files(files, WAITING)] == ["BLK-2026-00001", None]


def test_numbers_are_read_with_the_signs_that_file_names_have() -> None:
    assert numbers_in("BLK-2026-00001 blk_2026_00002 BLK 2026 00003 BLK-2026-00001") == [
        "BLK-2026-00001",
        "BLK-2026-00002",
        "BLK-2026-00003",
    ]
    assert numbers_in("BLK-26-1 dan 2026-00001") == []
