"""The command that checks the audit trail against its chain."""

import click
from flask.cli import with_appcontext

from core.audit import sealing


@click.command("audit")
@click.pass_context
@with_appcontext
def audit(context: click.Context) -> None:
    """Periksa jejak audit terhadap rantainya; keluar 1 bila ada catatan yang diubah, dihapus, atau disisipkan."""
    found = sealing.check()
    for item in found:
        click.echo(f"Catatan {item.entry_id}: {item.how.label}.")
    newest = sealing.head()
    if newest is None:
        click.echo("Belum ada catatan audit yang dikunci. Jalankan: harkat jobs once audit.seal")
    elif not found:
        click.echo(f"{newest.number} catatan audit cocok dengan rantainya. Kunci terakhir: {newest.hash}")
    context.exit(1 if found else 0)
