"""The gates for a bank's file and for a settled difference."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text, WholeField
from harkat.bank_files.columns import FileKind


@dataclass(frozen=True)
class TypedFile:
    """What is said about a file; ``control_total`` in rupiah."""

    kind: FileKind
    as_of: date | None = None
    control_rows: int | None = None
    control_total: int | None = None


class FileSchema(FormSchema):
    """A file's kind, and what it should hold."""

    makes = TypedFile

    kind = Choice("jenis berkas", FileKind)
    as_of = DateField("tanggal saldo", required=False)
    control_rows = WholeField("jumlah baris", required=False, least=1)
    control_total = RupiahField("jumlah seluruhnya", required=False)


@dataclass(frozen=True)
class TypedSettlement:
    """Why a difference is closed."""

    reason: str


class SettlementSchema(FormSchema):
    """Closing a difference."""

    makes = TypedSettlement

    reason = Text("alasan", most=300, lines=True)
