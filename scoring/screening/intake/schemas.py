"""The gates for uploads, columns, typed papers and typed lines; rows of a form are numbered from 1."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from core.web.fields import Choice, DateField, FormSchema, NikField, RupiahField, Text, WholeField
from scoring.screening.amounts import NumberStyle
from scoring.screening.columns import Role
from scoring.screening.drafts import BankAnswerDraft, IntakeDraft
from scoring.screening.hand_columns import ColumnChoice
from scoring.screening.origins import AccountOwner, BankResult
from scoring.screening.seen_lines import SeenLine
from scoring.screening.typed_ideb import FacilityState, TypedFacility, TypedIdeb

MOST = 10_000_000_000


class IntakeSchema(FormSchema):
    """Whose account it is, and the password of a locked PDF, which is used once."""

    owner = Choice("pemilik rekening", AccountOwner, required=False)
    spouse_name = Text("nama istri atau suami", required=False)
    spouse_agreed_on = DateField("tanggal persetujuan tertulisnya", required=False)
    password = Text("sandi berkas", required=False, most=80)

    @staticmethod
    def makes(owner: AccountOwner | None, **values: Any) -> IntakeDraft:
        """Turn the form into a draft; without a word the account is the person's own."""
        return IntakeDraft(owner=owner or AccountOwner.OWN, **values)


class BankAnswerSchema(FormSchema):
    """A bank's coded answer."""

    bank = Text("nama bank", most=120)
    result = Choice("jawaban bank", BankResult)
    answered_on = DateField("tanggal jawaban")
    reference = Text("nomor surat jawaban", most=80)
    consent_on = DateField("tanggal persetujuan tertulis")
    basis = Text("dasar permintaan", most=300, lines=True)
    makes = BankAnswerDraft


def column_schema(width: int) -> Schema:
    """Return the gate for the columns of a table: the line of the head, a role for each column, the number style."""

    class ColumnSchema(FormSchema):
        header_line = WholeField("baris judul", required=False)
        style = Choice("cara menulis angka", NumberStyle, required=False)

        @staticmethod
        def makes(header_line: int | None, style: NumberStyle | None, **roles: Role | None) -> ColumnChoice:
            chosen = {int(name.removeprefix("column_")): role for name, role in roles.items() if role is not None}
            return ColumnChoice(header_line or None, chosen, style or NumberStyle.AUTO)

    fields: dict[str, Any] = {}
    for number in range(1, width + 1):
        fields[f"column_{number}"] = Choice("isi kolom", Role, required=False)
    return ColumnSchema.from_dict(fields)()


def typed_schema(values: Mapping[str, str], rows: int) -> Schema:
    """Return the gate for a typed paper: rows left empty do not count, and one begun must be whole."""
    begun = [number for number in range(1, rows + 1) if _begun(values, number, ("lender", "outstanding"))]

    class TypedSchema(FormSchema):
        nik = NikField("NIK di kertas")
        asked_on = DateField("tanggal permintaan iDeb")
        facility_count = WholeField("banyaknya fasilitas", most=100)

        @staticmethod
        def makes(nik: str, asked_on: Any, facility_count: int, **cells: Any) -> TypedIdeb:
            rows = tuple(
                TypedFacility(
                    cells[f"lender_{number}"],
                    cells[f"state_{number}"],
                    cells[f"quality_{number}"],
                    cells[f"outstanding_{number}"],
                    cells[f"days_late_{number}"] or 0,
                )
                for number in begun
            )
            return TypedIdeb(nik, asked_on, facility_count, rows)

    fields: dict[str, Any] = {}
    for number in begun:
        fields |= {
            f"lender_{number}": Text(f"pelapor baris {number}"),
            f"state_{number}": Choice(f"kondisi baris {number}", FacilityState),
            f"quality_{number}": WholeField(f"kualitas baris {number}", least=1, most=5),
            f"outstanding_{number}": RupiahField(f"baki debet baris {number}", most=MOST),
            f"days_late_{number}": WholeField(f"hari tunggakan baris {number}", required=False, most=9999),
        }
    return TypedSchema.from_dict(fields)()


def seen_schema(values: Mapping[str, str], rows: int) -> Schema:
    """Return the gate for lines seen on a picture: rows left empty do not count, and one begun must be whole."""
    begun = [
        number for number in range(1, rows + 1) if _begun(values, number, ("day", "text", "money_in", "money_out"))
    ]

    class SeenSchema(FormSchema):
        @staticmethod
        def makes(**cells: Any) -> tuple[SeenLine, ...]:
            return tuple(
                SeenLine(
                    cells[f"day_{number}"],
                    cells[f"text_{number}"],
                    cells[f"money_in_{number}"] or 0,
                    cells[f"money_out_{number}"] or 0,
                )
                for number in begun
            )

    fields: dict[str, Any] = {}
    for number in begun:
        fields |= {
            f"day_{number}": DateField(f"tanggal baris {number}"),
            f"text_{number}": Text(f"keterangan baris {number}"),
            f"money_in_{number}": RupiahField(f"uang masuk baris {number}", required=False, most=MOST),
            f"money_out_{number}": RupiahField(f"uang keluar baris {number}", required=False, most=MOST),
        }
    return SeenSchema.from_dict(fields)()


def _begun(values: Mapping[str, str], number: int, names: tuple[str, ...]) -> bool:
    return any(values.get(f"{name}_{number}", "").strip() for name in names)
