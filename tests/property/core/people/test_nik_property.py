"""Claim: whatever is typed, a NIK is either refused with a message or kept as sixteen digits that never stop anybody.

Attacked with random text, with random sixteen digits, and with NIKs built from real birth dates.
"""

import string
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.people.kinds import Sex
from core.people.nik import Claims, NikText, list_warnings, looks_like_nik, mask_nik, parse_nik, read_nik
from core.places.service import packaged_areas

TODAY = date(2026, 11, 20)
KECAMATAN = {area.kecamatan_code: area.kecamatan for area in packaged_areas()}
sixteen = st.text(string.digits, min_size=16, max_size=16)


@given(st.text())
def test_any_text_is_refused_or_becomes_sixteen_ascii_digits(text: str) -> None:
    try:
        nik = parse_nik(text)
    except NikText:
        assert not looks_like_nik(text)
    else:
        assert len(nik) == 16
        assert set(nik) <= set(string.digits)
        assert looks_like_nik(text)


@given(sixteen, st.sampled_from(["", *KECAMATAN]), st.sampled_from([None, *Sex]), st.dates())
def test_sixteen_digits_never_stop_and_never_leak(nik: str, home: str, sex: Sex | None, born_on: date) -> None:
    assert parse_nik(nik) == nik
    warnings = list_warnings(nik, Claims(born_on, sex, home or None), kecamatan=KECAMATAN, today=TODAY)
    assert all(nik not in warning for warning in warnings)
    assert nik[6:12] not in mask_nik(nik)[6:12]


@given(
    st.dates(date(1930, 1, 1), date(2009, 11, 20)),
    st.sampled_from(Sex),
    st.sampled_from(sorted(KECAMATAN)),
    st.integers(1, 9999),
)
def test_a_nik_built_from_a_birth_date_gives_it_back_without_a_warning(
    born_on: date, sex: Sex, home: str, serial: int
) -> None:
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    nik = f"{home.replace('.', '')}{day:02}{born_on:%m%y}{serial:04}"
    reading = read_nik(nik, today=TODAY)
    assert reading.born_on == born_on
    assert reading.sex is sex
    assert list_warnings(nik, Claims(born_on, sex, home), kecamatan=KECAMATAN, today=TODAY) == []
