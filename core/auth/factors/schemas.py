"""The form of one code."""

from dataclasses import dataclass

from core.web.fields import FormSchema, Text


@dataclass(frozen=True)
class CodeDraft:
    """A code as typed: six digits of the app, or a recovery code."""

    code: str


class CodeSchema(FormSchema):
    """One code."""

    makes = CodeDraft
    code = Text("kode", most=20)
