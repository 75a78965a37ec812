"""The command that opens the house: the first admin, who then invites everybody else."""

import click
from flask.cli import with_appcontext

from core import clock
from core.auth import service
from core.auth.roles import SYSTEM, Role
from core.db import transaction
from core.errors import DomainError


@click.command("admin")
@click.argument("username")
@click.argument("name")
@with_appcontext
def admin(username: str, name: str) -> None:
    """Buat akun admin dan cetak alamat kata sandi sekali pakainya, berlaku 24 jam."""
    now = clock.now()
    try:
        with transaction():
            draft = service.AccountDraft(username, name, Role.ADMIN)
            account = service.create_account(draft, actor=SYSTEM, now=now)
            token = service.make_reset_link(account, actor=SYSTEM, now=now)
    except DomainError as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"Akun {username.strip().lower()} dibuat. Buka sekali, dalam 24 jam: /akun/sandi/{token}")
