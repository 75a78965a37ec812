"""The gate for a draw."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema, Text, WholeField
from harkat.reports.audit_samples.drawing import MOST


@dataclass(frozen=True)
class DrawWish:
    """How many loans to draw, out of which, with which seed; one is made up where none was given."""

    size: int
    bank_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    seed: str | None = None


class DrawSchema(FormSchema):
    """A draw."""

    makes = DrawWish

    size = WholeField("banyaknya pinjaman", least=1, most=MOST)
    bank_id = WholeField("bank", required=False, least=1, most=2**62)
    first_on = DateField("cair dari tanggal", required=False)
    last_on = DateField("cair sampai tanggal", required=False)
    seed = Text("benih", required=False, most=64)
