"""Where the tiles of kecamatan and kelurahan stand: a picture of neighbours, and not a map."""

from collections.abc import Sequence

DISTRICTS = {
    "15.71.06": (1, 0),
    "15.71.05": (2, 0),
    "15.71.01": (0, 1),
    "15.71.10": (1, 1),
    "15.71.04": (2, 1),
    "15.71.03": (3, 1),
    "15.71.09": (0, 2),
    "15.71.07": (1, 2),
    "15.71.08": (2, 2),
    "15.71.11": (3, 2),
    "15.71.02": (2, 3),
}
"""Column and row of each kecamatan; Danau Teluk and Pelayangan lie north of the river."""

WARDS_ACROSS = 6


def district_place(code: str, place: int) -> tuple[int, int]:
    """Return column and row of a kecamatan's tile; one that is not known goes below the others."""
    return DISTRICTS.get(code, (place % 4, 4 + place // 4))


def ward_places(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return column and row of every kelurahan's tile: line by line, each kecamatan beginning a new line."""
    places: dict[str, tuple[int, int]] = {}
    across, down, district = 0, 0, ""
    for code in codes:
        own = code.rpartition(".")[0]
        if places and (own != district or across == WARDS_ACROSS):
            across, down = 0, down + 1
        places[code], district = (across, down), own
        across += 1
    return places
