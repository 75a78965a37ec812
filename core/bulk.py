"""Reading and writing many rows at once, by the quickest way each engine has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Select,
    Table,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy import cast as cast_to

from core.db import Model, db

Columns = Mapping[str, Sequence[Any]]
Whole = NDArray[np.int64]
ARRAY_BEGINS = 20  # bytes before the first element of an array as PostgreSQL sends it
ELEMENT = np.dtype([("length", ">i4"), ("value", ">i8")])


def read_columns(query: Select[*tuple[Any, ...]]) -> list[Whole]:
    """Return a query's columns as arrays: whole numbers as they are, truths as 0 and 1, days counted from year 1.

    Nothing is 0. PostgreSQL hands each column over as one array, so that no row ever becomes Python objects.
    """
    connection: Connection = db.session.connection()
    kinds = [column.type for column in query.selected_columns]
    if connection.dialect.name == "sqlite":
        rows = connection.execute(query).all()
        return [
            _as_whole([row[place] for row in rows], is_day=isinstance(kind, Date)) for place, kind in enumerate(kinds)
        ]  # no iterator a row, which the collector would count
    inner = query.subquery()
    arrays = (func.array_send(func.array_agg(_as_number(column)), type_=LargeBinary) for column in inner.columns)
    return [_from_array(content) for content in connection.execute(select(*arrays)).one()]


def _as_whole(values: Sequence[Any], *, is_day: bool) -> Whole:
    """Return values as whole numbers; a day's own number costs a tenth of numpy's dates."""
    if is_day:
        return np.array([0 if value is None else value.toordinal() for value in values], dtype=np.int64)
    return np.array([value or 0 for value in values], dtype=np.int64)


def _as_number(column: ColumnElement[Any]) -> ColumnElement[int]:
    """Return a column as one of whole numbers, nothing as 0."""
    number: ColumnElement[Any] = column
    if isinstance(column.type, Date):
        number = column - literal_column("DATE '0001-01-01'", Date) + literal_column("1", Integer)
    elif isinstance(column.type, Boolean):
        number = cast_to(column, Integer)
    return cast_to(func.coalesce(number, literal_column("0", Integer)), BigInteger)


def _from_array(content: bytes | None) -> Whole:
    if content is None or len(content) <= ARRAY_BEGINS:
        return np.zeros(0, dtype=np.int64)
    return np.frombuffer(content, dtype=ELEMENT, offset=ARRAY_BEGINS)["value"].astype(np.int64)


def add_rows(model: type[Model], columns: Columns, *, instead_of: Sequence[str] = ()) -> None:
    """Insert rows given as columns of equal length: whole numbers, texts and dates, no moments.

    :param instead_of: the names of a unique key; a row that has it already takes the new values
    """
    others = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in instead_of)
    clash = f" ON CONFLICT ({', '.join(instead_of)}) DO UPDATE SET {others}" if instead_of else ""
    table = cast(Table, model.__table__)
    begin = f"INSERT INTO {table.name} ({', '.join(columns)})"
    _run(
        table,
        columns,
        sqlite=f"{begin} VALUES ({', '.join('?' * len(columns))}){clash}",
        postgresql=f"{begin} SELECT * FROM unnest({{arrays}}) WHERE true{clash}",  # noqa: S608 - names of our own columns
    )


def change_rows(model: type[Model], columns: Columns, *, key: str) -> None:
    """Change rows given as columns of equal length, each named by its ``key``: whole numbers and dates.

    The bounds of the keys are said too, so that PostgreSQL reads that stretch of the table and not all of it.
    """
    others = [name for name in columns if name != key]
    table = cast(Table, model.__table__)
    begin = f"UPDATE {table.name} SET"
    fresh = ", ".join(f"{name} = fresh.{name}" for name in others)
    _run(
        table,
        {name: columns[name] for name in [*others, key]},
        sqlite=f"{begin} {', '.join(f'{name} = ?' for name in others)} WHERE {key} = ?",
        postgresql=f"{begin} {fresh} FROM unnest({{arrays}}) AS fresh ({', '.join([*others, key])}) "
        f"WHERE {table.name}.{key} = fresh.{key} AND {table.name}.{key} BETWEEN :first_key AND :last_key",
        bounds={"first_key": min(columns[key], default=0), "last_key": max(columns[key], default=0)},
    )


def _run(
    table: Table, columns: Columns, *, sqlite: str, postgresql: str, bounds: Mapping[str, int] | None = None
) -> None:
    if not next(iter(columns.values())):
        return
    connection: Connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(sqlite, list(zip(*map(_as_text, columns.values()), strict=True)))
        return
    types = {name: table.c[name].type.compile(connection.dialect) for name in columns}
    arrays = ", ".join(f"CAST(:{name} AS {types[name]}[])" for name in columns)
    values = {name: _as_array(given) for name, given in columns.items()}
    connection.execute(text(postgresql.format(arrays=arrays)), {**values, **(bounds or {})})


def _as_text(values: Sequence[Any]) -> Sequence[Any]:
    """Return dates as SQLite keeps them."""
    if not isinstance(_first(values), date):
        return values
    return [None if value is None else value.isoformat() for value in values]


def _as_array(values: Sequence[Any]) -> Any:
    """Return whole numbers and dates as PostgreSQL writes an array, which costs a tenth of the driver's own way."""
    if isinstance(_first(values), str):
        return list(values)
    return f"{{{','.join('NULL' if value is None else str(value) for value in values)}}}"


def _first(values: Sequence[Any]) -> Any:
    return next((value for value in values if value is not None), None)
