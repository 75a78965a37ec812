"""Counting persons, groups, loans and rupiah under every value or pair of values, and listing who stands in a cell."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from core.groups.models import SubGroup
from core.people.models import Person
from core.places.models import Kelurahan
from core.web.keyset import Sortable
from harkat.facility.models import PartnerBank
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import UNKNOWN, BorrowerKind, Dimension, Measure, birthdays_before
from harkat.reports.breakdowns.grid import NOTHING, Figures, Grid, closed_places, named
from harkat.reports.breakdowns.queries.keys import joined, key_of
from harkat.reports.breakdowns.queries.names import ALWAYS_ALL, choices_of
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.queries.book import book, pieces
from harkat.reports.queries.evidence import on
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.lateness import lateness, scales_on

NON_PERFORMING_FROM = 3


def grid(question: BreakdownQuestion, day: date) -> Grid:
    """Return a breakdown of a day."""
    rows, columns, measure = question.rows, question.columns, question.measure
    may_tell = not question.is_narrowed and Dimension.WARD not in (rows, columns)
    with_npl = may_tell and (columns is None or measure is Measure.NPL)
    by_row = _counted(question, day, (rows,), with_npl=with_npl)
    by_column = _counted(question, day, (columns,), with_npl=with_npl) if columns else {}
    cells = _counted(question, day, (rows, columns), with_npl=with_npl) if columns else {}
    down = {key[0]: figures for key, figures in by_row.items()}
    across = {key[0]: figures for key, figures in by_column.items()}
    pairs = {(key[0], key[1]): figures for key, figures in cells.items()}
    return Grid(
        measure=measure,
        row_dimension=rows,
        column_dimension=columns,
        rows=_named(rows, set(down), day, question.basis),
        columns=_named(columns, set(across), day, question.basis) if columns else [],
        by_row=down,
        by_column=across,
        cells=pairs,
        total=_counted(question, day, (), with_npl=with_npl).get((), NOTHING),
        may_tell_npl=may_tell,
        closed=closed_places(down, across, pairs) if with_npl else frozenset(),
    )


def asked_on(day: date) -> dict[str, Any]:
    """Return what the statements are asked with for a day."""
    return on(day) | scales_on(day) | birthdays_before(day)


def loans_in(
    question: BreakdownQuestion, day: date, chosen: dict[Dimension, str]
) -> tuple[Select[Any], dict[str, Sortable]]:
    """Return the borrowers' parts of loans under some values: person, numbers, bank, day and rupiah, for a list."""
    loan, piece = book(question.basis), pieces(question.basis)
    query = _borrowers(question, set(chosen)).join(PartnerBank, PartnerBank.id == loan.c.bank_id)
    for dimension, key in chosen.items():
        column = key_of(dimension, question.basis)
        query = query.where(column.is_(None) if key == UNKNOWN else column == key)
    query = query.with_only_columns(
        Person.id, Person.number, loan.c.paid_on, loan.c.number, PartnerBank.name, piece.c.disbursed
    )
    return query.params(**asked_on(day)), {
        "nomor": Person.number,
        "tanggal": loan.c.paid_on,
        "pinjaman": loan.c.number,
        "bank": PartnerBank.name,
        "jumlah": piece.c.disbursed,
    }


def _counted(
    question: BreakdownQuestion, day: date, by: tuple[Dimension, ...], *, with_npl: bool
) -> dict[tuple[str, ...], Figures]:
    loan, piece = book(question.basis).c, pieces(question.basis).c
    keys = [func.coalesce(key_of(dimension, question.basis), UNKNOWN) for dimension in by]
    sums: list[ColumnElement[Any]] = [
        func.count(piece.person_id.distinct()),
        func.count(SubGroup.group_id.distinct()),
        func.count(case((Person.rt.is_not(None), Person.kelurahan_code + "/" + Person.rt)).distinct()),
        func.count(loan.loan_id.distinct()),
        func.coalesce(func.sum(piece.disbursed), 0),
        func.coalesce(func.sum(piece.owed), 0),
    ]
    query = _borrowers(question, set(by)).outerjoin(SubGroup, SubGroup.id == loan.sub_group_id)
    if with_npl:
        late = lateness(question.basis).c
        query = query.join(lateness(question.basis), late.loan_id == loan.loan_id)
        is_bad = late.rank >= NON_PERFORMING_FROM
        sums += [
            func.coalesce(func.sum(case((is_bad, piece.owed), else_=0)), 0),
            func.count(case((is_bad, piece.person_id)).distinct()),
        ]
    query = query.with_only_columns(*keys, *sums).group_by(*keys) if keys else query.with_only_columns(*sums)
    width = len(by)
    return {
        tuple(str(value) for value in row[:width]): Figures(*(int(value) for value in row[width:]))
        for row in asked_rows(f"breakdown {by} {with_npl} {replace(question, tanggal=None)}", query, asked_on(day))
    }


def _borrowers(question: BreakdownQuestion, wanted: set[Dimension]) -> Select[Any]:
    """Return every borrower's part of every loan that is asked for, with the person, the area and the loan."""
    loan, piece = book(question.basis), pieces(question.basis)
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


def _named(dimension: Dimension, found: set[str], day: date, basis: Basis) -> list[tuple[str, str]]:
    return named(choices_of(dimension, day, basis), found, keep_empty=dimension in ALWAYS_ALL)
