"""The gate for what a breakdown is asked for."""

from core.people.kinds import Sex
from core.web.fields import Choice, WholeField
from harkat.reports.breakdowns.dimensions import BorrowerKind, Dimension, Measure
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.schemas import QuestionSchema


class BreakdownSchema(QuestionSchema):
    """Rows, columns and the measure; all may be left out."""

    makes = BreakdownQuestion

    baris = Choice("baris", Dimension, required=False)
    kolom = Choice("kolom", Dimension, required=False)
    ukuran = Choice("ukuran", Measure, required=False)
    bank = WholeField("bank", required=False)
    kelamin = Choice("jenis kelamin", Sex, required=False)
    jenis = Choice("peminjam", BorrowerKind, required=False)
