"""The gates for a collection and for tying it to a posting."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, FormSchema, Text, WholeField


@dataclass(frozen=True)
class TypedCollection:
    """A collection as typed, without its members' amounts."""

    collected_on: date
    reference: str
    slip: str | None = None


class CollectionSchema(FormSchema):
    """A list of who paid."""

    makes = TypedCollection

    collected_on = DateField("tanggal setoran")
    slip = Text("nomor slip", required=False, most=60)
    reference = Text("tanda formulir", most=64)


@dataclass(frozen=True)
class TypedTie:
    """The posting a collection became part of."""

    repayment_id: int


class TieSchema(FormSchema):
    """Tying a collection to a posting."""

    makes = TypedTie

    repayment_id = WholeField("pembayaran bank", least=1, most=2**62)


@dataclass(frozen=True)
class TypedDrop:
    """Why a list is taken away."""

    reason: str


class DropSchema(FormSchema):
    """Taking a list away."""

    makes = TypedDrop

    reason = Text("alasan", most=200)
