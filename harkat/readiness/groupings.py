"""Groups of people the fairness check compares; none of them is ever weighed by a scorecard."""

from itertools import pairwise

from core.labels import LabeledEnum

UNKNOWN = "belum dicatat"
AGE_STARTS = (17, 25, 35, 45, 55)


class Grouping(LabeledEnum):
    """By what people are told apart to check that the score treats them alike."""

    SEX = ("sex", "Jenis kelamin")
    AGE = ("age", "Kelompok umur")
    KECAMATAN = ("kecamatan", "Kecamatan")
    SECTOR = ("sector", "Bidang usaha")


def age_group(age: int | None) -> str:
    """Return the group of an age in full years."""
    if age is None:
        return UNKNOWN
    if age < AGE_STARTS[1]:
        return f"di bawah {AGE_STARTS[1]}"
    for start, following in pairwise(AGE_STARTS[1:]):
        if age < following:
            return f"{start}–{following - 1}"
    return f"{AGE_STARTS[-1]} ke atas"


def sector(kbli_code: str | None) -> str:
    """Return the broad field of a business by the first two digits of its KBLI code."""
    if not kbli_code:
        return UNKNOWN
    division = int(kbli_code[:2])
    if division <= 3:
        return "Pertanian dan perikanan"
    if 10 <= division <= 33:
        return "Pengolahan"
    if 45 <= division <= 47:
        return "Perdagangan"
    if division in (55, 56):
        return "Makanan, minuman, penginapan"
    return "Jasa dan lainnya"
