"""`harkat reference` and `harkat sample`: what an installation begins with."""

from datetime import date, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from core import clock
from core.db import db, transaction
from core.places import service as places
from core.policy import service as policy
from core.web.installation import Installation, sample_day
from harkat.facility.ceilings.service import seed_ceiling_facts
from harkat.sample.service.ground import PASSWORD, is_empty
from harkat.sample.service.history import play


@click.command()
@with_appcontext
def reference() -> None:
    """Muat data rujukan: wilayah, pemberi pinjaman, aturan; yang sudah ada tidak diubah."""
    with transaction():
        load_reference()
    click.echo("Data rujukan siap.")


def load_reference() -> None:
    """Load places, the sizes of the fund and the rules; what is there already stays as it is."""
    now = clock.now()
    places.load()
    seed_ceiling_facts(now=now)
    policy.seed(now=now)
    if db.session.get(Installation, 1) is None:
        db.session.add(Installation(id=1, loaded_at=now, sample_day=None))


@click.command()
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="Hari tempat riwayat contoh berakhir; bawaan: hari ini."
)
@click.option("--once", is_flag=True, help="Diam saja bila basis data sudah terisi.")
@with_appcontext
def sample(today: datetime | None, once: bool) -> None:  # noqa: FBT001
    """Isi basis data kosong dengan data contoh."""
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("Data contoh tidak dimuat di lingkungan produksi.")
    if not is_empty():
        if once:
            return
        raise click.ClickException("Basis data sudah terisi. Data contoh hanya untuk basis data yang kosong.")
    day = today.date() if today else clock.today()
    click.echo("Memuat data contoh, sekitar satu menit …")
    load_sample(day)
    click.echo(f"Data contoh siap, dihitung mundur dari {sample_day():%d/%m/%Y}. Kata sandi semua akun: {PASSWORD}")


def load_sample(day: date) -> None:
    """Load the reference data and the sample that ends on a day, all or nothing."""
    with transaction():
        load_reference()
        installation = db.session.get(Installation, 1)
        assert installation is not None
        installation.sample_day = day
        play(day)
    current_app.extensions.pop("harkat_installation", None)
