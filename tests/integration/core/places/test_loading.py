"""Loading the areas twice changes nothing, and a changed table is taken over."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import func, select

from core.db import db, transaction
from core.places import queries, service
from core.places.models import Kecamatan, Kelurahan
from tests import factories


def test_the_areas_are_loaded_once(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            assert service.load() > 60
        with transaction():
            assert service.load() == 0
        loaded = set(db.session.scalars(select(Kelurahan.code)))
        assert {area.code for area in service.packaged_areas()} <= loaded
        assert db.session.scalar(select(func.count(Kecamatan.code))) == 11


def test_a_renamed_kelurahan_is_renamed_and_a_vanished_one_stays(app: Flask) -> None:
    areas = service.packaged_areas()
    renamed = [replace(areas[0], name="Nama Baru"), *areas[1:-1]]
    with app.app_context():
        with transaction():
            service.load(areas)
        with transaction():
            assert service.load(renamed) == 1
        assert queries.area_names(areas[0].code) == ("Nama Baru", areas[0].kecamatan)
        assert queries.kelurahan_exists(areas[-1].code)


def test_choices_stand_under_their_kecamatan(app: Flask) -> None:
    with app.app_context():
        assert queries.kelurahan_choices() == [
            ("Jambi Selatan", [("15.71.02.1001", "Pasir Putih")]),
            ("Telanaipura", [(factories.WARD, "Simpang IV Sipin")]),
        ]
        assert queries.kecamatan_choices() == [("15.71.02", "Jambi Selatan"), ("15.71.01", "Telanaipura")]
        assert queries.area_names("nowhere") is None
