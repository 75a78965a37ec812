"""The console command, as a person calls it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from core.config import ROOT, MissingSecret, read_config

LIGHT_ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


def harkat(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the console command with an instance folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "harkat", *arguments],
        cwd=ROOT,
        env=LIGHT_ENVIRONMENT | {"HARKAT_INSTANCE": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_production_without_secrets_stops_with_one_clear_line(tmp_path: Path) -> None:
    answer = harkat("routes", folder=tmp_path, HARKAT_ENVIRONMENT="production")
    assert answer.returncode != 0
    assert (
        answer.stderr.strip().splitlines()[-1].startswith("harkat: setelan rahasia belum ada: HARKAT_ENCRYPTION_KEYS")
    )
    assert "Traceback" not in answer.stderr


def test_missing_secrets_are_all_named(tmp_path: Path) -> None:
    setting = {"HARKAT_ENVIRONMENT": "production", "HARKAT_SECRET_KEY": "x", "HARKAT_INSTANCE": str(tmp_path)}
    with pytest.raises(MissingSecret, match="HARKAT_ENCRYPTION_KEYS, HARKAT_INDEX_KEY"):
        read_config(setting)


def test_development_makes_its_own_secrets_once(tmp_path: Path) -> None:
    setting = {"HARKAT_INSTANCE": str(tmp_path)}
    first, second = read_config(setting), read_config(setting)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_database_address_is_read_for_the_driver_we_ship(tmp_path: Path) -> None:
    setting = {"HARKAT_INSTANCE": str(tmp_path), "HARKAT_DATABASE_URL": "postgres://a@b/c"}
    assert read_config(setting)["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://a@b/c"


def test_upgrade_verify_and_serve_on_a_new_database(tmp_path: Path) -> None:
    assert harkat("db", "upgrade", folder=tmp_path).returncode == 0
    loaded = harkat("reference", folder=tmp_path)
    assert loaded.stdout == "Data rujukan siap.\n", loaded.stderr
    verified = harkat("verify", "--format", "json", folder=tmp_path)
    assert verified.returncode == 0
    assert json.loads(verified.stdout) == {"ok": True, "differences": []}
    once = harkat("jobs", "once", "applications.expire_offers", "--date", "2026-11-22", folder=tmp_path)
    assert "0 tawaran berakhir" in once.stdout, once.stderr
    unnamed = harkat("jobs", "once", folder=tmp_path)
    assert "Sebut nama tugasnya" in unnamed.stderr
    refused = harkat("sample", folder=tmp_path, HARKAT_ENVIRONMENT="production", **_secrets())
    assert refused.returncode == 1
    assert "produksi" in refused.stderr
    _serves(tmp_path)


def _secrets() -> dict[str, str]:
    printed = harkat("secrets", folder=ROOT / "instance").stdout
    return dict(line.split("=", 1) for line in printed.splitlines())


def _serves(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "harkat", "serve", "--port", str(port), "--workers", "1", "--with-jobs"],
        cwd=ROOT,
        env=LIGHT_ENVIRONMENT | {"HARKAT_INSTANCE": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert json.loads(_fetch(f"http://127.0.0.1:{port}/sehat"))["status"] == "sehat"
    finally:
        server.terminate()
        assert server.wait(timeout=40) == 0


def _fetch(address: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.3)
    message = f"{address} never answered"
    raise AssertionError(message)
