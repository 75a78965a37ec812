"""Columns chosen by hand: the right ones read, wrong ones are refused with a word on which to change."""

import pytest

from scoring.screening.amounts import NumberStyle, in_style, read_amount
from scoring.screening.columns import Role
from scoring.screening.hand_columns import (
    BadColumns,
    ColumnChoice,
    choose_table,
    could_be_statement,
    found_choice,
    read_chosen,
    show_columns,
)

HEAD = (3, ("A", "B", "C", "D"))
ROWS = (
    (1, ("Laporan", "", "", "")),
    HEAD,
    (4, ("01/10/2026", "BUDI", "1.500,00", "")),
    (5, ("02/10/2026", "SHOPEE", "", "250.000,50")),
)
GOOD = {1: Role.DATE, 2: Role.TEXT, 3: Role.DEBIT, 4: Role.CREDIT}


def choice(roles: dict[int, Role], style: NumberStyle = NumberStyle.AUTO, head: int | None = 3) -> ColumnChoice:
    return ColumnChoice(head, roles, style)


def test_columns_without_any_known_head_are_read_as_a_person_says() -> None:
    statement = read_chosen(ROWS, choice(GOOD, NumberStyle.COMMA))
    assert [(line.number, line.sen, line.text) for line in statement.lines] == [
        (4, -150_000, "BUDI"),
        (5, 25_000_050, "SHOPEE"),
    ]
    shown = show_columns(ROWS, choice(GOOD))
    assert [(column.heading, column.samples[:1], column.role) for column in shown][:2] == [
        ("A", ("01/10/2026",), Role.DATE),
        ("B", ("BUDI",), Role.TEXT),
    ]


@pytest.mark.parametrize(
    ("roles", "word"),
    [
        ({}, "Tanggal"),
        ({1: Role.DATE}, "Keterangan"),
        ({1: Role.DATE, 2: Role.TEXT}, "Jumlah"),
        ({1: Role.DATE, 2: Role.TEXT, 3: Role.DEBIT}, "dua-duanya"),
        ({**GOOD, 4: Role.DEBIT}, "lebih dari satu kali"),
        ({**GOOD, 5: Role.AMOUNT}, "salah satu"),
        ({1: Role.TEXT, 2: Role.DATE, 3: Role.DEBIT, 4: Role.CREDIT}, "Kolom 2 tidak berisi tanggal (contoh: BUDI)"),
        ({1: Role.DATE, 2: Role.AMOUNT, 3: Role.TEXT}, "Kolom 2 tidak terbaca sebagai jumlah"),
    ],
)
def test_columns_that_make_no_statement_are_refused_with_what_to_change(roles: dict[int, Role], word: str) -> None:
    with pytest.raises(BadColumns) as refused:
        read_chosen(ROWS, choice(roles))
    assert word in refused.value.message


def test_a_stated_number_style_never_lets_an_amount_be_misread() -> None:
    with pytest.raises(BadColumns):
        read_chosen(ROWS, choice(GOOD, NumberStyle.POINT))
    for text, style, sen in (
        ("1.500", NumberStyle.COMMA, 150_000),
        ("1,500", NumberStyle.POINT, 150_000),
        ("Rp1.234.567,89", NumberStyle.COMMA, 123_456_789),
        ("1,234.50 DB", NumberStyle.POINT, 123_450),
        ("250000", NumberStyle.COMMA, 25_000_000),
    ):
        amount = read_amount(in_style(text, style))
        assert amount is not None
        assert amount.sen == sen
    for text, style in (("1,234.56", NumberStyle.COMMA), ("1.234,56", NumberStyle.POINT), ("12.5", NumberStyle.COMMA)):
        assert read_amount(in_style(text, style)) is None


def test_found_columns_open_the_form_and_a_table_without_dates_is_no_statement() -> None:
    rows = ((1, ("Tanggal", "Keterangan", "Debit", "Kredit")), *((n, row) for n, row in ROWS[2:]))
    found = found_choice(rows)
    assert found.header_line == 1
    assert found.roles == GOOD
    assert could_be_statement(ROWS)
    assert not could_be_statement(((1, ("nama", "umur", "kota")), (2, ("Budi", "30", "Jambi"))))
    assert choose_table((((1, ("Tanggal;Keterangan;Debit;Kredit",)),), rows)) == 1
