"""`harkat backup` and `harkat restore`."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from core.backups import service
from core.errors import DomainError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Salin seluruh basis data ke FILE sementara layanan tetap berjalan."""
    try:
        service.backup(file)
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
    click.echo(f"Cadangan tersimpan di {file}. Simpan kunci rahasianya di tempat lain; tanpa itu isinya tak terbaca.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def restore(file: Path) -> None:
    """Pulihkan FILE ke basis data kosong yang ditunjuk setelan; lalu jalankan harkat verify."""
    try:
        service.restore(file)
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
    click.echo("Basis data dipulihkan. Periksa dengan: harkat verify")
