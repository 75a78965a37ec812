"""The gates for what officers type about readiness."""

from typing import Any

from marshmallow import post_load

from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text, WholeField
from harkat.readiness.drafts import DepartureDraft, ObservationDraft, YesNo
from scoring.facts import FactKind, Sureness
from scoring.status import Readiness

MOST = 1_000_000_000


class ObservationSchema(FormSchema):
    """What was seen on a visit; every field but the day and how it was seen may stay empty."""

    observed_on = DateField("tanggal dilihat")
    sureness = Choice("cara mengetahuinya", Sureness)
    business_running = Choice("keadaan usaha", YesNo, required=False)
    business_seen = Choice("tempat usaha", YesNo, required=False)
    profit_per_selling_day = RupiahField("laba per hari", required=False, most=MOST)
    selling_days = WholeField("hari berjualan", required=False, most=31)
    sales_monthly = RupiahField("penjualan sebulan", required=False, most=MOST)
    cash_book_profit = RupiahField("laba menurut buku kas", required=False, least=-MOST, most=MOST)
    household_cost = RupiahField("biaya rumah tangga", required=False, most=MOST)
    other_income = RupiahField("pendapatan lain", required=False, most=MOST)
    bookkeeping_months = WholeField("bulan pembukuan", required=False, most=600)
    saving_months = WholeField("bulan menabung", required=False, most=600)
    money_separate = Choice("uang usaha", YesNo, required=False)
    subsidized_loans = WholeField("kredit bersubsidi lain", required=False, most=20)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> ObservationDraft:
        """Keep what was filled in, each under the kind of fact it is."""
        observed_on, sureness = values.pop("observed_on"), values.pop("sureness")
        seen = tuple(
            (FactKind.of(name), int(value.value) if isinstance(value, YesNo) else int(value))
            for name, value in sorted(values.items())
            if value is not None
        )
        return ObservationDraft(observed_on, sureness, seen)


class DepartureSchema(FormSchema):
    """Another status and why."""

    status = Choice("status yang diusulkan", Readiness)
    reason = Text("alasan", most=500, lines=True)
    makes = DepartureDraft


class AnswerSchema(FormSchema):
    """The second person's words; needed when the proposal is turned down."""

    answer = Text("alasan", most=500, lines=True)
