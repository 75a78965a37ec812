"""The packaged table is the city: 68 kelurahan in 11 kecamatan."""

from collections import Counter

import pytest

from core.places.areas import NEWER_KECAMATAN, kecamatan_code_of, read_areas
from core.places.service import packaged_areas

HEAD = "code,name,kecamatan_code,kecamatan,postal_code"


def test_the_table_has_every_kelurahan_once() -> None:
    areas = packaged_areas()
    assert len(areas) == len({area.code for area in areas}) == 68
    assert sorted(Counter(area.kecamatan_code for area in areas).values()) == [4, 5, 5, 5, 6, 6, 7, 7, 7, 7, 9]
    assert {area.kecamatan_code for area in areas} >= NEWER_KECAMATAN
    assert all(area.postal_code and len(area.postal_code) == 5 and area.postal_code.startswith("36") for area in areas)


def test_the_kecamatan_is_inside_the_code() -> None:
    assert all(kecamatan_code_of(area.code) == area.kecamatan_code for area in packaged_areas())


@pytest.mark.parametrize(
    "row", ["15.71.02.1001,Salah,15.71.01,Telanaipura,36124", "31.71.01.1001,Gambir,31.71.01,Gambir,10110"]
)
def test_a_damaged_table_is_not_read(row: str) -> None:
    with pytest.raises(ValueError, match="does not lie"):
        read_areas([HEAD, row])
