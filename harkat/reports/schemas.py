"""The gate for what a report is asked for: the day, and which rows count for a past one."""

from core.web.fields import Choice, DateField, FormSchema, Text
from harkat.reports.basis import Basis
from harkat.reports.question import Question
from harkat.reports.routes import Route


class QuestionSchema(FormSchema):
    """The day and the basis; left empty they mean today."""

    makes = Question

    tanggal = DateField("tanggal", required=False)
    dasar = Choice("dasar", Basis, required=False)
    kecamatan = Text("kecamatan", required=False, most=8)
    rute = Choice("jalur", Route, required=False)
