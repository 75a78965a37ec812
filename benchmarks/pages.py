"""Measures the pages of reports and lists on cities of growing size, on PostgreSQL and on SQLite.

Each page is asked for so many times by a signed-in reader after a few warm-up requests, of all the cities of an engine
in turns; times are of the wall, for the whole request. The figures hold the median on the largest city against the one
on the smallest.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import create_app
from benchmarks.pages_city import RARE, build
from core.db import db
from tests import factories, postgres

RESULTS = Path(__file__).parent / "results" / "pages.json"
REQUESTS, WARM_UP = 200, 3
PAGES: dict[str, tuple[str, str]] = {
    "front_page": ("economics", "/laporan"),
    "funnel": ("economics", "/laporan/perjalanan"),
    "breakdown": ("economics", "/laporan/rincian?baris=kecamatan&kolom=jenis_kelamin"),
    "list": ("officer", "/orang"),
    "search": ("officer", f"/orang?q={RARE}"),
    "past_date": ("economics", "/laporan?tanggal=30-06-2026"),
}
COMPARED = ("front_page", "list", "search", "past_date")
GOAL = 1.5


def build_city(loans: int, url: str, folder: Path) -> tuple[Flask, float]:
    """Write a city; return its app and how many seconds that took."""
    app = create_app(_settings(url, folder))
    with app.app_context():
        started = time.perf_counter()
        build(loans)
        built = time.perf_counter() - started
        db.session.remove()
    print(f"  kota dengan {loans:,} pinjaman ditulis dalam {built:.0f} detik", flush=True)
    return app, built


def measure(cities: dict[str, Flask], requests: int) -> dict[str, dict[str, Any]]:
    """Ask every city for every page, in turns, so that a slower minute of the machine meets them all; milliseconds."""
    rows: dict[str, dict[str, Any]] = {city: {} for city in cities}
    for name, (who, path) in PAGES.items():
        for city, row in _ask(cities, who, path, requests).items():
            rows[city][name] = row
            print(f"    {city:<20} {name:<12} p50 {row['p50_ms']:>9} ms  p95 {row['p95_ms']:>9} ms  "
                  f"{row['queries']:>3} kueri  pertama {row['first_ms']:>9} ms", flush=True)  # fmt: skip
    return rows


def _ask(cities: dict[str, Flask], who: str, path: str, requests: int) -> dict[str, dict[str, Any]]:
    clients: dict[str, FlaskClient] = {city: factories.signing_in(app)(who) for city, app in cities.items()}
    first = {city: _timed(client, path) for city, client in clients.items()}
    queries = {city: _queries(cities[city], client, path) for city, client in clients.items()}
    for _ in range(WARM_UP):
        slowest = max(_timed(client, path) for client in clients.values())
    some = max(5, min(requests, int(20_000 / max(1.0, slowest))))
    took: dict[str, list[float]] = {city: [] for city in clients}
    for _ in range(some):
        for city, client in clients.items():
            took[city].append(_timed(client, path))
    return {
        city: {
            "p50_ms": round(statistics.median(times), 2),
            "p95_ms": round(sorted(times)[int(some * 0.95) - 1], 2),
            "first_ms": round(first[city], 1),
            "queries": queries[city],
            "requests": some,
        }
        for city, times in took.items()
    }


def _queries(app: Flask, client: FlaskClient, path: str) -> int:
    with _counting(app) as count:
        _timed(client, path)
        return count()


def _timed(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return (time.perf_counter() - started) * 1000


@contextmanager
def _counting(app: Flask) -> Iterator[Callable[[], int]]:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield lambda: len(asked)
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _settings(url: str, folder: Path) -> dict[str, Any]:
    return {
        "TESTING": True,
        "INSTANCE": folder,
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "only for measuring",
        "ENCRYPTION_KEYS": [Fernet.generate_key().decode()],
        "INDEX_KEY": "only for measuring",
        "RATELIMIT_ENABLED": False,
    }


def figures(rows: dict[str, Any], sizes: list[int]) -> dict[str, Any]:
    """Hold the medians on the largest PostgreSQL city against those on the smallest."""
    small, large = (rows[f"postgresql-{size}"]["pages"] for size in (sizes[0], sizes[-1]))
    suffix = f"{sizes[-1]:.0e}_vs_{sizes[0]:.0e}".replace("e+0", "e")
    return {
        f"{name}_{suffix}": {
            "value": round(large[name]["p50_ms"] / small[name]["p50_ms"], 2),
            "goal": GOAL,
            "met": large[name]["p50_ms"] <= GOAL * small[name]["p50_ms"],
        }
        for name in COMPARED
    }


def main() -> None:
    """Measure every size that was asked for and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--sqlite-sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args()
    rows: dict[str, Any] = {}
    with TemporaryDirectory() as place, ExitStack() as databases:
        folder = Path(place)
        for engine, sizes in (("sqlite", asked.sqlite_sizes), ("postgresql", asked.sizes)):
            print(engine, flush=True)
            server = databases.enter_context(postgres.running()) if engine == "postgresql" and sizes else None
            built: dict[str, tuple[Flask, float]] = {}
            for size in sizes:
                file = f"sqlite:///{folder / f'{size}.sqlite'}"
                url = databases.enter_context(server.database()) if server else file
                built[f"{engine}-{size}"] = build_city(size, url, folder)
            pages = measure({city: app for city, (app, _) in built.items()}, asked.requests)
            for city, (app, seconds) in built.items():
                rows[city] = {"build_seconds": round(seconds, 1), "pages": pages[city]}
                with app.app_context():
                    db.engine.dispose()
    found = figures(rows, asked.sizes) if len(asked.sizes) > 1 else {}
    for name, figure in found.items():
        print(f"{name:<32} {figure['value']:>8}  tujuan {figure['goal']}  {'tercapai' if figure['met'] else 'BELUM'}")
    asked.results.write_text(json.dumps({"figures": found, "cities": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
