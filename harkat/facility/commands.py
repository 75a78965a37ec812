"""The command that checks the facility's books."""

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from core.db import transaction
from core.money import format_number
from harkat.facility import queries
from harkat.facility.days import service as days
from harkat.facility.ledger import Difference


@click.command("verify")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Bentuk jawaban.")
@click.option("--rebuild-days", is_flag=True, help="Susun dulu jumlah per hari dari transaksinya.")
@click.pass_context
@with_appcontext
def verify(context: click.Context, form: str, *, rebuild_days: bool) -> None:
    """Hitung ulang setiap saldo fasilitas dari transaksinya; keluar 1 bila ada yang berbeda."""
    if rebuild_days:
        with transaction():
            days.rebuild_all()
    found = queries.verify()
    if form == "json":
        click.echo(json.dumps({"ok": not found, "differences": [asdict(difference) for difference in found]}))
    elif found:
        click.echo(_table(found))
    else:
        click.echo("Semua saldo fasilitas cocok dengan transaksinya.")
    context.exit(1 if found else 0)


def _table(found: list[Difference]) -> str:
    rows = [("Bank", "Bagian", "Tersimpan", "Hitung ulang")]
    rows += [(row.bank, row.account, _shown(row.stored), _shown(row.recomputed)) for row in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _shown(value: int | str) -> str:
    return value[:16] if isinstance(value, str) else format_number(value)
