"""Open data: given out once a quarter; subtracting what was given out tells no small group."""

import csv
import io
from datetime import date

from flask import Flask

from core.auth.roles import SYSTEM
from core.db import transaction
from harkat.reports.open_data import queries, service
from harkat.reports.open_data.rounding import SMALLEST
from tests import factories
from tests import factories_reports as make
from tests.conftest import Login

QUARTERS = ("2026-09-30", "2026-12-31")


def rows(client: object, day: str) -> dict[tuple[str, str, str], tuple[int, int] | None]:
    text = client.get(f"/laporan/data-terbuka/{day}/harkat.csv").text  # type: ignore[attr-defined]
    found = list(csv.DictReader(io.StringIO(text)))
    assert found[0]["rilis"] == day
    return {
        (row["dimensi"], row["kelompok"], row["ukuran"]): (int(row["paling_sedikit"]), int(row["paling_banyak"]))
        if row["paling_sedikit"]
        else None
        for row in found
    }


def test_two_releases_subtracted_from_each_other_tell_no_small_group(small_city: Flask, login: Login) -> None:
    client = login("economics")
    assert client.post("/laporan/data-terbuka/terbitkan").status_code == 303
    assert client.post("/laporan/data-terbuka/terbitkan").status_code == 409
    with small_city.app_context(), transaction():
        for place in range(3):
            factories.make_person(f"Baru {place}", registered_at=make.noon(date(2026, 12, 1)))
    with small_city.app_context(), transaction():
        service.give_out(actor=SYSTEM, now=make.noon(date(2027, 1, 4)), today=date(2027, 1, 4))
    first, second = rows(client, QUARTERS[0]), rows(client, QUARTERS[1])
    assert "Zubaidah" not in client.get("/laporan/data-terbuka").text
    assert not any("jumlah" in "".join(key).lower() for key in first), "no total is given out"
    for key, then in first.items():
        now = second[key]
        if then is None or now is None:
            continue
        assert now[1] - now[0] + 1 >= SMALLEST
        growth = range(max(0, now[0] - then[1]), now[1] - then[0] + 1)
        assert len(growth) >= SMALLEST, key
    with small_city.app_context():
        truth = queries.counted_on(date(2026, 9, 30)).tables
        for measure, tables in truth.items():
            for cells in tables.values():
                for group, value in cells.items():
                    shown = [pair for key, pair in first.items() if key[1:] == (group, measure.label)]
                    assert any(pair is None or pair[0] <= value <= pair[1] for pair in shown)
        assert len(queries.releases()) == 2
    assert all(pair is None for key, pair in first.items() if key[2] == "Rupiah dicairkan"), "one borrower only"


def test_the_description_goes_along_and_the_auditor_gives_nothing_out(small_city: Flask, login: Login) -> None:
    auditor = login("auditor")
    assert auditor.post("/laporan/data-terbuka/terbitkan").status_code == 403
    assert "Cara melindungi orang" in auditor.get("/laporan/data-terbuka/keterangan.md").text
    assert auditor.get("/laporan/data-terbuka/2020-03-31/harkat.csv").status_code == 404
