"""The gates for what is typed on the way out of debt."""

from decimal import Decimal

from balikat.debt_exit.drafts import BalanceDraft, CostDraft, LetterDraft, ProofDraft, StepDraft, VisitDraft
from balikat.debt_exit.kinds import BalanceSource, PlanKind, ProofKind, ProofShows, Relief
from core.web.fields import Choice, DateField, Flag, FormSchema, RateField, RupiahField, Text, WholeField

MOST = 1_000_000_000
MOST_PERCENT = Decimal(999)


class StartSchema(FormSchema):
    """Which kind of plan to open."""

    kind = Choice("jenis rencana", PlanKind)


class MentorSchema(FormSchema):
    """Who is given the plan; nobody when left empty."""

    mentor_id = WholeField("pendamping", required=False, least=1, most=2**62)


class ReasonSchema(FormSchema):
    """Why a plan stops or runs again, why something is cancelled."""

    reason = Text("alasan", most=300, lines=True)


class BalanceSchema(FormSchema):
    """What is still owed on a day."""

    on = DateField("tanggal")
    amount = RupiahField("sisa utang", most=MOST)
    source = Choice("dilihat dari mana", BalanceSource)
    is_sure = Flag("sudah diperiksa")
    makes = BalanceDraft


class ProofSchema(FormSchema):
    """A paper."""

    kind = Choice("jenis bukti", ProofKind)
    shows = Choice("apa yang ditunjukkan", ProofShows)
    on = DateField("tanggal pada surat")
    debt_id = WholeField("utang", required=False, least=1, most=2**62)
    paper_number = Text("nomor surat", required=False, most=80)
    note = Text("catatan", required=False, most=300, lines=True)
    makes = ProofDraft


class VisitSchema(FormSchema):
    """A visit."""

    visited_on = DateField("tanggal kunjungan")
    note = Text("hasil kunjungan", most=1000, lines=True)
    next_on = DateField("tanggal kunjungan berikutnya", required=False)
    makes = VisitDraft


class StepSchema(FormSchema):
    """A step ticked off by hand."""

    done_on = DateField("tanggal selesai")
    note = Text("hasilnya", most=400, lines=True)
    makes = StepDraft


class MoveSchema(FormSchema):
    """Another day for a step."""

    due_on = DateField("tanggal baru")


class CostSchema(FormSchema):
    """What a debt costs."""

    yearly_cost = RateField("biaya setahun", required=False, most=MOST_PERCENT)
    installment_monthly = RupiahField("angsuran sebulan", required=False, most=MOST)
    makes = CostDraft


class LetterSchema(FormSchema):
    """A letter to a licensed lender."""

    relief = Choice("keringanan yang diminta", Relief)
    reason = Text("alasan", most=600, lines=True)
    can_pay_monthly = RupiahField("kemampuan membayar sebulan", required=False, most=MOST)
    contract_number = Text("nomor pinjaman", required=False, most=60)
    makes = LetterDraft


class RefinanceSchema(FormSchema):
    """How much is asked for to leave a rentenir."""

    amount = RupiahField("jumlah", least=1, most=MOST)
