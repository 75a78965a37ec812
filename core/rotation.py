"""Writing every encrypted value anew under the newest key, a chunk to a transaction, so that it can stop anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import click
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Column, LargeBinary, Table, select, type_coerce, update

from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, db, transaction
from core.money import format_number

CHUNK = 500


@dataclass(frozen=True)
class Rotated:
    """What became of one column: how many values were rewritten, were new already, and fit no kept key."""

    column: str
    rewritten: int = 0
    already: int = 0
    unreadable: int = 0

    def plus(self, other: "Rotated") -> "Rotated":
        """Return both together."""
        return Rotated(
            self.column,
            self.rewritten + other.rewritten,
            self.already + other.already,
            self.unreadable + other.unreadable,
        )


def encrypted_columns() -> Iterator[tuple[Table, Column[object]]]:
    """Yield every column that is encrypted at rest, of every table there is."""
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText | EncryptedBytes):
                yield table, column


def rotate(table: Table, column: Column[object], *, keys: list[str], chunk: int = CHUNK) -> Rotated:
    """Rewrite one column under the first key. Run again after a stop, it goes on with what is still old.

    :param keys: the newest first, then every one that may still be in use
    """
    total, after = Rotated(f"{table.name}.{column.name}"), 0
    while True:
        with transaction():
            done, last = _rotate_chunk(table, column, keys=keys, after=after, chunk=chunk)
        total = total.plus(done)
        if last is None:
            return total
        after = last


def _rotate_chunk(
    table: Table, column: Column[object], *, keys: list[str], after: int, chunk: int
) -> tuple[Rotated, int | None]:
    newest, every = Fernet(keys[0]), MultiFernet([Fernet(key) for key in keys])
    (key,) = table.primary_key.columns
    raw = type_coerce(column, LargeBinary)
    rows = db.session.execute(select(key, raw).where(key > after, column.is_not(None)).order_by(key).limit(chunk)).all()
    done = Rotated(f"{table.name}.{column.name}")
    for number, token in rows:
        done = done.plus(_rewrite(table, column, key == number, bytes(token), newest=newest, every=every))
    return done, rows[-1][0] if len(rows) == chunk else None


def _rewrite(
    table: Table, column: Column[object], which: object, token: bytes, *, newest: Fernet, every: MultiFernet
) -> Rotated:
    name = f"{table.name}.{column.name}"
    try:
        newest.decrypt(token)
    except InvalidToken:
        pass
    else:
        return Rotated(name, already=1)
    try:
        fresh = every.rotate(token)
    except InvalidToken:
        return Rotated(name, unreadable=1)
    db.session.execute(update(table).where(which).values({column: type_coerce(fresh, LargeBinary)}))  # type: ignore[arg-type]
    return Rotated(name, rewritten=1)


@click.command("rotate-keys")
@click.pass_context
@with_appcontext
def rotate_keys(context: click.Context) -> None:
    """Tulis ulang semua isi terenkripsi dengan kunci pertama; boleh diulang; keluar 1 bila ada yang tidak terbaca."""
    keys: list[str] = current_app.config["ENCRYPTION_KEYS"]
    unreadable = 0
    for table, column in encrypted_columns():
        done = rotate(table, column, keys=keys)
        unreadable += done.unreadable
        click.echo(
            f"{done.column}: {format_number(done.rewritten)} ditulis ulang, {format_number(done.already)} sudah baru"
            + (f", {format_number(done.unreadable)} TIDAK TERBACA dengan kunci yang ada" if done.unreadable else "")
        )
    click.echo(
        "Jangan buang kunci lama: ada isi yang tidak terbaca. Tambahkan kunci yang hilang, lalu ulangi."
        if unreadable
        else "Selesai. Kunci lama boleh dibuang dari HARKAT_ENCRYPTION_KEYS setelah cadangan lama tidak diperlukan."
    )
    context.exit(1 if unreadable else 0)
