"""Forms about competence certificates."""

from balikat.training.competences.service import CompetenceDraft
from core.web.fields import DateField, FormSchema, Text


class CompetenceSchema(FormSchema):
    """A competence certificate."""

    makes = CompetenceDraft
    number = Text("nomor sertifikat", most=60)
    scheme = Text("skema kompetensi", most=160)
    issuer = Text("LSP yang menguji")
    issued_on = DateField("tanggal terbit")
