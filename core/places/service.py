"""Loading the city's areas into the database."""

from importlib.resources import files

from sqlalchemy import select

from core.db import db
from core.places.areas import Area, read_areas
from core.places.models import Kecamatan, Kelurahan


def packaged_areas() -> list[Area]:
    """Return the areas that come with the program; their sources lie beside the table."""
    table = files("core.places") / "facts" / "kelurahan.csv"
    return read_areas(table.read_text(encoding="utf-8").splitlines())


def load(areas: list[Area] | None = None) -> int:
    """Bring kecamatan and kelurahan up to the table; return how many rows were made or changed.

    Loading the same table again changes nothing, and an area that left the table stays, because people live there.
    """
    areas = packaged_areas() if areas is None else areas
    districts = {row.code: row for row in db.session.scalars(select(Kecamatan))}
    wards = {row.code: row for row in db.session.scalars(select(Kelurahan))}
    changed = 0
    for code, name in dict.fromkeys((area.kecamatan_code, area.kecamatan) for area in areas):
        district = districts.get(code)
        if district is None:
            db.session.add(Kecamatan(code=code, name=name))
            changed += 1
        elif district.name != name:
            district.name = name
            changed += 1
    db.session.flush()
    for area in areas:
        values = {"name": area.name, "kecamatan_code": area.kecamatan_code, "postal_code": area.postal_code}
        ward = wards.get(area.code)
        if ward is None:
            db.session.add(Kelurahan(code=area.code, **values))
            changed += 1
        elif any(getattr(ward, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(ward, key, value)
            changed += 1
    db.session.flush()
    return changed
