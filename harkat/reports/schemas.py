"""The gate for what a report is asked for: the day, and which rows count for a past one."""

from core.web.fields import Choice, DateField, FormSchema
from harkat.reports.basis import Basis
from harkat.reports.question import Question


class QuestionSchema(FormSchema):
    """The day and the basis; left empty they mean today."""

    makes = Question

    tanggal = DateField("tanggal", required=False)
    dasar = Choice("dasar", Basis, required=False)
