"""The gate for number and code."""

from dataclasses import dataclass

from core.web.fields import FormSchema, Text


@dataclass(frozen=True)
class TypedCode:
    """Number and code as typed."""

    number: str
    code: str


class CodeSchema(FormSchema):
    """Number and code."""

    makes = TypedCode

    number = Text("nomor pada lembar", most=40)
    code = Text("kode dari petugas", most=20)
