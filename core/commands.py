"""`harkat serve` and `harkat secrets`."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from core.config import ROOT, fresh_secrets


@click.command()
def secrets() -> None:
    """Cetak rahasia baru untuk disimpan sebagai setelan lingkungan."""
    for name, value in fresh_secrets().items():
        click.echo(f"{name}={value}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Alamat yang didengarkan.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Porta.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Proses; tiap proses 4 utas.")
@click.option("--with-jobs", is_flag=True, help="Jalankan juga proses tugas, dan hentikan bersama.")
@with_appcontext
def serve(host: str, port: int, workers: int, with_jobs: bool) -> None:  # noqa: FBT001
    """Sajikan halaman di http://HOST:PORT."""
    if not current_app.config["PRODUCTION"]:
        from core.auth.queries import sample_accounts
        from core.web.installation import sample_day

        _announce(
            f"http://{host}:{port}", [(row.username, row.role.label) for row in sample_accounts() if sample_day()]
        )
    web = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", str(workers), "--threads", "4"]
    web += [
        "--bind",
        f"{host}:{port}",
        "--chdir",
        str(ROOT),
        "--graceful-timeout",
        "15",
        "--no-control-socket",
        "wsgi:app",
    ]
    processes = [subprocess.Popen(web)]  # noqa: S603 - our own command line
    if with_jobs:
        processes.append(subprocess.Popen([sys.executable, "-m", "harkat", "jobs", "run"], cwd=ROOT))
    sys.exit(_wait(processes))


def _announce(address: str, accounts: list[tuple[str, str]]) -> None:
    click.echo(f"\nHARKAT berjalan di {address}  (Ctrl+C untuk berhenti)")
    if accounts:
        click.echo("Data contoh; kata sandi semua akun: harkat-contoh-2026")
        for username, role in accounts:
            click.echo(f"  {username:<14} {role}")
    click.echo("")


def _wait(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one process ends or we are told to stop, then stop the others; return an exit code."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    failed = not stopping
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
    return 1 if failed else os.EX_OK
