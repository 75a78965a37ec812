"""The question of the incubation report."""

from core.web.fields import DateField, FormSchema


class PeriodSchema(FormSchema):
    """From a day to a day; left empty, this year so far."""

    dari = DateField("tanggal awal", required=False)
    sampai = DateField("tanggal akhir", required=False)
