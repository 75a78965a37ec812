"""Counting persons, groups, loans and rupiah under every value or pair of values, and listing who stands in a cell."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Subquery, and_, case, func, literal, select, union_all

from core.db import db
from core.groups.models import SubGroup
from core.people.models import Person
from core.places.models import Kecamatan, Kelurahan
from core.web.keyset import Sortable
from harkat.facility.models import PartnerBank
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import UNKNOWN, BorrowerKind, Dimension, Measure, birthdays_before
from harkat.reports.breakdowns.grid import NOTHING, Figures, Grid, closed_places, named
from harkat.reports.breakdowns.queries.keys import joined, key_of
from harkat.reports.breakdowns.queries.months import monthly_pieces
from harkat.reports.breakdowns.queries.names import ALWAYS_ALL, choices_of
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.queries.book import book, pieces
from harkat.reports.queries.evidence import on
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.lateness import lateness, scales_on

NON_PERFORMING_FROM = 3
AT_ONCE = 2_000
bad_persons, owing = attrgetter("bad_persons"), attrgetter("owing")
EVERY = ""
"""Stands for all rows, or all columns, together; no key of a dimension is empty."""


def grid(question: BreakdownQuestion, day: date) -> Grid:
    """Return a breakdown of a day."""
    rows, columns, measure = question.rows, question.columns, question.measure
    may_tell = not question.is_narrowed and Dimension.WARD not in (rows, columns)
    with_npl = may_tell and (columns is None or measure is Measure.NPL)
    with_owing = may_tell and (columns is None or measure is Measure.OWED)
    counted = _counted(question, day, with_npl=with_npl, with_owing=with_owing)
    down = {row: figures for (row, column), figures in counted.items() if row != EVERY and column == EVERY}
    across = {column: figures for (row, column), figures in counted.items() if row == EVERY and column != EVERY}
    pairs = {key: figures for key, figures in counted.items() if EVERY not in key}
    return Grid(
        measure=measure,
        row_dimension=rows,
        column_dimension=columns,
        rows=_named(rows, set(down), day, question.basis),
        columns=_named(columns, set(across), day, question.basis) if columns else [],
        by_row=down,
        by_column=across,
        cells=pairs,
        total=counted.get((EVERY, EVERY), NOTHING),
        may_tell_debts=may_tell,
        is_whole=not question.is_narrowed,
        closed=closed_places(down, across, pairs, persons=bad_persons) if with_npl else frozenset(),
        closed_owed=closed_places(down, across, pairs, persons=owing) if with_owing else frozenset(),
    )


def asked_on(day: date) -> dict[str, Any]:
    """Return what the statements are asked with for a day."""
    return on(day) | scales_on(day) | birthdays_before(day)


def loans_in(
    question: BreakdownQuestion, day: date, chosen: dict[Dimension, str]
) -> tuple[Select[Any], dict[str, Sortable]]:
    """Return the borrowers' parts of loans under some values: person, numbers, bank, day and rupiah, for a list."""
    loan, piece = book(question.basis), _pieces(question.basis, chosen)
    paid_on = piece.c.paid_on if Dimension.MONTH in chosen else loan.c.paid_on
    query = _borrowers(question, set(chosen)).join(PartnerBank, PartnerBank.id == loan.c.bank_id)
    for dimension, key in chosen.items():
        column = key_of(dimension, question.basis)
        query = query.where(column.is_(None) if key == UNKNOWN else column == key)
    query = query.with_only_columns(
        Person.id, Person.number, paid_on, loan.c.number, PartnerBank.name, piece.c.disbursed
    )
    return query.params(**asked_on(day)), {
        "nomor": Person.number,
        "tanggal": paid_on,
        "pinjaman": loan.c.number,
        "bank": PartnerBank.name,
        "jumlah": piece.c.disbursed,
    }


def every_part(question: BreakdownQuestion, day: date) -> Iterator[tuple[Any, ...]]:
    """Yield every borrower's part of every loan asked for, read from the database piece by piece, by loan.

    Each is: the person's number, the loan's, the bank, the day paid out, kecamatan, kelurahan, and rupiah paid out.
    """
    loan, piece = book(question.basis).c, pieces(question.basis).c
    query = _borrowers(question, set()).join(PartnerBank, PartnerBank.id == loan.bank_id)
    query = query.join(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
    query = query.with_only_columns(
        Person.number, loan.number, PartnerBank.name, loan.paid_on, Kecamatan.name, Kelurahan.name, piece.disbursed
    ).order_by(loan.loan_id, Person.id)
    for row in db.session.execute(query, asked_on(day), execution_options={"yield_per": AT_ONCE}):
        yield (*row[:-1], int(row[-1]))


def _counted(
    question: BreakdownQuestion, day: date, *, with_npl: bool, with_owing: bool
) -> dict[tuple[str, str], Figures]:
    """Count under every row, every column, every pair, and all together (``EVERY``), in one walk over the loans."""
    pieces_of = _keyed(question, with_npl=with_npl)
    row, column, every = pieces_of.c.row_key, pieces_of.c.column_key, literal(EVERY)
    groups: list[tuple[Any, Any]] = [(row, every), (every, every)]
    if question.columns is not None:
        groups += [(every, column), (row, column)]
    sums = _sums(pieces_of.c, with_npl=with_npl, with_owing=with_owing)
    parts = [select(*keys, *sums).group_by(*(key for key in keys if key is not every)) for keys in groups]
    narrowed_to = replace(question, tanggal=None, baris=None, kolom=None, ukuran=None)
    named_by = f"breakdown {with_npl} {with_owing} {question.rows} {question.columns} {narrowed_to}"
    return {
        (str(found[0]), str(found[1])): Figures(*(int(value) for value in found[2:]))
        for found in asked_rows(named_by, union_all(*parts), asked_on(day))
    }


def _keyed(question: BreakdownQuestion, *, with_npl: bool) -> CTE:
    """Return every borrower's part of every loan under its row and its column, with what is counted of it."""
    wanted = {dimension for dimension in (question.rows, question.columns) if dimension is not None}
    loan, piece, basis = book(question.basis).c, _pieces(question.basis, wanted).c, question.basis
    query = _borrowers(question, wanted).outerjoin(SubGroup, SubGroup.id == loan.sub_group_id)
    columns: list[Any] = [
        func.coalesce(key_of(question.rows, basis), UNKNOWN).label("row_key"),
        (literal(EVERY) if question.columns is None else func.coalesce(key_of(question.columns, basis), UNKNOWN)).label(
            "column_key"
        ),
        piece.person_id,
        SubGroup.group_id,
        case((Person.rt.is_not(None), Person.kelurahan_code + "/" + Person.rt)).label("rt_key"),
        loan.loan_id,
        piece.disbursed,
        piece.owed,
    ]
    if with_npl:
        late = lateness(basis)
        query = query.join(late, late.c.loan_id == loan.loan_id)
        is_bad = late.c.rank >= NON_PERFORMING_FROM
        owes = piece.owed > 0
        columns.append((and_(is_bad, owes) if Dimension.MONTH in wanted else is_bad).label("is_bad"))
    return query.with_only_columns(*columns).cte("keyed")


def _sums(of: Any, *, with_npl: bool, with_owing: bool) -> list[ColumnElement[Any]]:
    sums: list[ColumnElement[Any]] = [
        func.count(of.person_id.distinct()),
        func.count(of.group_id.distinct()),
        func.count(of.rt_key.distinct()),
        func.count(of.loan_id.distinct()),
        func.coalesce(func.sum(of.disbursed), 0),
        func.coalesce(func.sum(of.owed), 0),
        func.count(case((of.owed > 0, of.person_id)).distinct()) if with_owing else literal(0),
    ]
    if with_npl:
        sums.append(func.coalesce(func.sum(case((of.is_bad, of.owed), else_=0)), 0))
        sums.append(func.count(case((of.is_bad, of.person_id)).distinct()))
    return sums


def _borrowers(question: BreakdownQuestion, wanted: set[Dimension]) -> Select[Any]:
    """Return every borrower's part of every loan that is asked for, with the person, the area and the loan."""
    loan, piece = book(question.basis), _pieces(question.basis, wanted)
    query = (
        select(literal(1))
        .select_from(piece)
        .join(loan, loan.c.loan_id == piece.c.loan_id)
        .join(Person, Person.id == piece.c.person_id)
        .join(Kelurahan, Kelurahan.code == Person.kelurahan_code)
    )
    if question.bank is not None:
        query = query.where(loan.c.bank_id == question.bank)
    if question.kecamatan is not None:
        query = query.where(Kelurahan.kecamatan_code == question.kecamatan)
    if question.kelamin is not None:
        query = query.where(Person.sex == question.kelamin)
    if question.jenis is not None:
        query = query.where(loan.c.sub_group_id.is_(None) == (question.jenis is BorrowerKind.PERSON))
    return joined(query, wanted)


def _pieces(basis: Basis, wanted: Collection[Dimension]) -> Subquery:
    """Return the borrowers' parts of loans; month by month only where months are asked for, since that costs more."""
    return monthly_pieces(basis) if Dimension.MONTH in wanted else pieces(basis)


def _named(dimension: Dimension, found: set[str], day: date, basis: Basis) -> list[tuple[str, str]]:
    return named(choices_of(dimension, day, basis), found, keep_empty=dimension in ALWAYS_ALL)
