"""The gates for what is recorded about explaining and signing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from core.web.fields import DateField, Flag, FormSchema, Text, WholeField, WholeList
from harkat.applications.signing.papers import SigningPaper


class PaperList(fields.Field[list[SigningPaper]]):
    """Several ticked papers, by their values."""

    def __init__(self) -> None:
        words = "Pilih surat yang ditandatangani."
        super().__init__(required=True, error_messages={"required": words}, metadata={"many": True, "noun": "surat"})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[SigningPaper]:  # noqa: ARG002
        known = {paper.value: paper for paper in SigningPaper}
        chosen = [value] if isinstance(value, str) else value
        if not set(chosen) <= set(known):
            raise ValidationError("Pilih surat dari daftar.")
        return [known[item] for item in chosen]


@dataclass(frozen=True)
class ExplanationDraft:
    """Who heard the explanation on a day."""

    heard_ids: list[int]
    explained_on: date


class ExplanationSchema(FormSchema):
    """The explanation."""

    makes = ExplanationDraft

    heard_ids = WholeList("anggota yang mendengar penjelasan")
    explained_on = DateField("tanggal penjelasan")


@dataclass(frozen=True)
class SignatureDraft:
    """Who signed what on a day, and whether the stamp duty is paid on it."""

    person_ids: list[int]
    papers: list[SigningPaper]
    signed_on: date
    has_stamp: bool


class SignatureSchema(FormSchema):
    """The members' signatures."""

    makes = SignatureDraft

    person_ids = WholeList("anggota yang menandatangani")
    papers = PaperList()
    signed_on = DateField("tanggal tanda tangan")
    has_stamp = Flag("meterai")


@dataclass(frozen=True)
class SpouseDraft:
    """Whose husband or wife signed, or that there is none."""

    spouse_of: int
    spouse_name: str | None
    spouse_signed_on: date | None


class SpouseSchema(FormSchema):
    """A husband's or wife's consent; without a name there is nobody to sign."""

    makes = SpouseDraft

    spouse_of = WholeField("anggota", least=1, most=2**62)
    spouse_name = Text("nama suami atau istri", required=False)
    spouse_signed_on = DateField("tanggal tanda tangan suami atau istri", required=False)
