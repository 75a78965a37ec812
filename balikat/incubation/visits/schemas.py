"""The form of a visit."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from balikat.incubation.drafts import VisitDraft
from balikat.incubation.visits.outcomes import VisitOutcome
from core.money import LARGEST_RUPIAH
from core.web.fields import Choice, DateField, Flag, FormSchema, RupiahField, Text, WholeField

LARGEST = 100_000_000_000


class VisitSchema(FormSchema):
    """Logging a visit; everything but what happened may stay empty."""

    makes = VisitDraft
    reference = Text("nomor kiriman", most=64)
    tenant_id = WholeField("binaan", least=1, most=2**62)
    visited_on = DateField("tanggal kunjungan")
    outcome = Choice("hasil kunjungan", VisitOutcome)
    done = Text("yang dilakukan", required=False, most=2000, lines=True)
    sales = RupiahField("penjualan", required=False, most=LARGEST)
    profit = RupiahField("laba", required=False, least=-LARGEST_RUPIAH, most=LARGEST)
    stock = RupiahField("nilai stok", required=False, most=LARGEST)
    next_step = Text("langkah berikutnya", required=False, most=300)
    next_on = DateField("kunjungan berikutnya", required=False)
    is_sure = Flag("angka sudah ditanyakan lagi")

    @validates_schema(skip_on_field_errors=True)
    def check_done(self, values: dict[str, Any], **_: Any) -> None:
        """Ask what was done when somebody was met, and refuse numbers when nobody was."""
        if values.get("outcome") is VisitOutcome.NOT_MET:
            if values.get("sales") is not None or values.get("profit") is not None:
                raise ValidationError("Angka penjualan hanya diisi bila bertemu atau menelepon.", "sales")
        elif not values.get("done"):
            raise ValidationError("Tulis yang dilakukan, cukup satu kalimat.", "done")
