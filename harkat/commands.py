"""The console command `harkat`: each part is loaded only when it is called for."""

import importlib
from collections.abc import Callable

import click
from flask import Flask
from flask.cli import FlaskGroup

LIGHT = {
    "schedule": "harkat.loans.commands:schedule",
    "screen": "scoring.screening.commands:screen",
    "secrets": "core.commands:secrets",
}
WITH_APP = {
    "admin": "core.auth.commands:admin",
    "audit": "core.audit.commands:audit",
    "serve": "core.commands:serve",
    "jobs": "core.jobs.commands:jobs",
    "rotate-keys": "core.rotation:rotate_keys",
    "backup": "core.backups.commands:backup",
    "restore": "core.backups.commands:restore",
    "verify": "harkat.facility.commands:verify",
    "sample": "harkat.sample.commands:sample",
    "reference": "harkat.sample.commands:reference",
}


def _load(address: str) -> click.Command:
    module, name = address.split(":")
    command = getattr(importlib.import_module(module), name)
    assert isinstance(command, click.Command)
    return command


def _create_app() -> Flask:
    factory: Callable[[], Flask] = importlib.import_module("app").create_app
    return factory()


class Console(FlaskGroup):
    """The Flask CLI of this app; schedule and screen work without it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return every command's name."""
        return sorted([*LIGHT, *WITH_APP, "db", "routes", "shell"])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command, loading only what it needs."""
        address = LIGHT.get(name) or WITH_APP.get(name)
        return _load(address) if address else super().get_command(ctx, name)


main = Console(
    create_app=_create_app,
    add_default_commands=True,
    add_version_option=False,
    load_dotenv=False,
    help="HARKAT: pelatihan BALIKAT dan pembiayaan BANK HARKAT Kota Jambi.",
)
