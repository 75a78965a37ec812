"""Writing a database into one file and reading it back, with each engine's own tools."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, inspect

from core.db import db
from core.errors import RuleBroken


class BackupFailed(RuleBroken):
    """A copy that could not be made or brought back."""


def backup(target: Path) -> None:
    """Write the whole database into a file, as of one moment, while others go on writing.

    :raises BackupFailed: when the file exists, or the engine's tool fails
    """
    if target.exists():
        raise BackupFailed(f"{target} sudah ada. Pilih nama berkas yang baru.")
    draft = target.with_name(f"{target.name}.sebagian")
    draft.unlink(missing_ok=True)
    if db.engine.dialect.name == "sqlite":
        _copy_sqlite(draft)
    else:
        _run(["pg_dump", "--format=custom", "--no-owner", f"--file={draft}"])
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.rename(target)


def restore(source: Path) -> None:
    """Bring a copy back into the database of the settings, which must be empty.

    :raises BackupFailed: when the database holds tables, the file is none of ours, or the engine's tool fails
    """
    if not source.is_file():
        raise BackupFailed(f"{source} tidak ada.")
    if inspect(db.engine).get_table_names():
        raise BackupFailed("Basis data tujuan sudah berisi. Pulihkan hanya ke basis data yang kosong.")
    if db.engine.dialect.name == "sqlite":
        _bring_back_sqlite(source)
    else:
        _run(["pg_restore", "--exit-on-error", "--no-owner", "--single-transaction", str(source)], names_database=True)
    db.engine.dispose()


def _copy_sqlite(draft: Path) -> None:
    source = db.engine.raw_connection()
    module = db.engine.dialect.dbapi
    assert module is not None
    copy = module.connect(str(draft))
    try:
        assert source.driver_connection is not None
        source.driver_connection.backup(copy)
        [found] = copy.execute("PRAGMA integrity_check").fetchone()
    finally:
        copy.close()
        source.close()
    if found != "ok":
        raise BackupFailed(f"Salinan rusak: {found}")


def _bring_back_sqlite(source: Path) -> None:
    if source.read_bytes()[:16] != b"SQLite format 3\x00":
        raise BackupFailed("Berkas ini bukan cadangan SQLite.")
    module = db.engine.dialect.dbapi
    assert module is not None
    copy, target = module.connect(str(source)), db.engine.raw_connection()
    try:
        assert target.driver_connection is not None
        copy.backup(target.driver_connection)
    finally:
        copy.close()
        target.close()


def _run(command: Sequence[str], *, names_database: bool = False) -> None:
    tool = shutil.which(command[0])
    if tool is None:
        raise BackupFailed(f"{command[0]} tidak ada di PATH. Pasang alat klien PostgreSQL.")
    url = db.engine.url
    wanted = [tool, *command[1:], *([f"--dbname={url.database}"] if names_database else [])]
    done = subprocess.run(wanted, env=_environment(url), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise BackupFailed(f"{command[0]} gagal: {done.stderr.strip()[-300:]}")


def _environment(url: URL) -> dict[str, str]:
    query = {name: str(value) for name, value in url.query.items()}
    told = {
        "PGHOST": url.host or query.get("host", ""),
        "PGPORT": str(url.port or query.get("port", "")),
        "PGUSER": url.username or query.get("user", ""),
        "PGPASSWORD": str(url.password or query.get("password", "")),
        "PGDATABASE": url.database or "",
    }
    return {**os.environ, **{name: value for name, value in told.items() if value}}
