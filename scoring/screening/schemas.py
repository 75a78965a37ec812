"""The gates for what officers type about debts."""

from typing import Any

from marshmallow import ValidationError, validates_schema

from core.web.fields import Choice, DateField, Flag, FormSchema, RupiahField, Text, WholeField
from scoring.screening.drafts import (
    AnswerDraft,
    ClosingDraft,
    DecisionDraft,
    DeclaredDraft,
    EndLenderDraft,
    InterviewDraft,
    LiftDraft,
    ObjectionAnswerDraft,
    ObjectionDraft,
    SettledDraft,
)
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.informal import DebtPeriod, LoanPurpose
from scoring.screening.kinds import Decision, FlagClosing, HandedAs, InterviewSource, YesNo
from scoring.screening.lenders import Lender, LenderKind
from scoring.screening.objection_rules import ObjectionOutcome

MOST = 10_000_000_000


class DeclaredSchema(FormSchema):
    """A debt that was told."""

    lender = Text("nama pemberi pinjaman", most=120)
    told_as = Choice("asal pinjaman", InterviewSource)
    purpose = Choice("kegunaan uangnya", LoanPurpose)
    received = RupiahField("uang yang diterima", least=1000, most=MOST)
    principal = RupiahField("jumlah yang disepakati", required=False, least=1000, most=MOST)
    installment = RupiahField("setoran sekali bayar", least=100, most=MOST)
    payments = WholeField("banyaknya setoran", least=1, most=1000)
    payments_made = WholeField("setoran yang sudah dibayar", required=False, most=1000)
    paid_every = Choice("waktu setoran", DebtPeriod)
    taken_on = DateField("tanggal pinjam")
    is_in_arrears = Flag("menunggak")
    handed_as = Choice("tunai atau transfer", HandedAs)
    makes = DeclaredDraft


class InterviewSchema(FormSchema):
    """The talk about debts."""

    held_on = DateField("tanggal wawancara")
    has_no_other_debt = Flag("tidak ada utang lain")
    note = Text("catatan", required=False, most=1000, lines=True)
    makes = InterviewDraft


class DecisionSchema(FormSchema):
    """The decision about a finding."""

    decision = Choice("keputusan", Decision)
    reason = Text("alasan", most=400, lines=True)
    installment_monthly = RupiahField("angsuran sebulan", required=False, most=MOST)
    makes = DecisionDraft


class AnswerSchema(FormSchema):
    """What a person said about a pattern."""

    is_debt = Choice("jawaban", YesNo)
    answer = Text("penjelasan", most=400, lines=True)

    @staticmethod
    def makes(is_debt: YesNo, answer: str) -> AnswerDraft:
        """Turn the answer into a draft."""
        return AnswerDraft(is_debt is YesNo.YES, answer)


class ClosingSchema(FormSchema):
    """Why a flag is closed."""

    closing = Choice("alasan penutupan", FlagClosing)
    note = Text("bukti", most=400, lines=True)
    makes = ClosingDraft


class SettledSchema(FormSchema):
    """The end of a debt that was told."""

    closed_on = DateField("tanggal lunas")
    close_reason = Text("bukti lunas", most=300, lines=True)
    makes = SettledDraft

    @validates_schema
    def need_proof(self, values: dict[str, object], **_: object) -> None:
        """Ask for more than a word: somebody else must be able to look the proof up."""
        if len(str(values.get("close_reason") or "")) < 8:
            raise ValidationError({"close_reason": ["Tulis buktinya, contoh: kuitansi lunas 3 November 2026 dilihat."]})


class LiftSchema(FormSchema):
    """The creditor's letter that lifts a hold."""

    lifting = Choice("cara beresnya", HoldLifting)
    letter_number = Text("nomor surat", most=80)
    letter_on = DateField("tanggal surat")
    slik_due_on = DateField("tanggal SLIK seharusnya berubah", required=False)
    recheck_on = DateField("tanggal periksa ulang", required=False)
    note = Text("catatan", required=False, most=400, lines=True)
    makes = LiftDraft


class ObjectionSchema(FormSchema):
    """What a person says against a finding or a flag."""

    said_on = DateField("tanggal keberatan")
    words = Text("isi keberatan", most=1000, lines=True)
    makes = ObjectionDraft


class ObjectionAnswerSchema(FormSchema):
    """The answer to an objection."""

    outcome = Choice("hasilnya", ObjectionOutcome)
    answer = Text("jawaban", most=1000, lines=True)
    makes = ObjectionAnswerDraft


class ReturnSchema(FormSchema):
    """Why a typed paper goes back."""

    note = Text("yang tidak cocok", most=300, lines=True)


class LenderSchema(FormSchema):
    """An entry of the lender registry."""

    kind = Choice("jenis", LenderKind)
    brand = Text("merek", most=160)
    company = Text("nama perusahaan", required=False, most=200)
    aliases = Text("nama lain", required=False, most=1000)
    common_word = Flag("kata umum")
    cooperative_name = Flag("nama koperasi")
    valid_from = DateField("berlaku sejak", required=False)
    valid_to = DateField("berlaku sampai", required=False)
    source = Text("sumber", most=300)

    @staticmethod
    def makes(company: str | None, aliases: str | None, **values: Any) -> Lender:
        """Turn the form into an entry; other names are separated by semicolons."""
        names = tuple(part.strip() for part in (aliases or "").split(";") if part.strip())
        return Lender(company=company or "", aliases=names, **values)


class EndLenderSchema(FormSchema):
    """The end of an entry."""

    last_day = DateField("hari terakhir berlaku")
    source = Text("sumber", most=300)
    makes = EndLenderDraft


class LenderFormSchema(FormSchema):
    """Whether a form is the whole list of the kinds it holds."""

    is_whole = Flag("daftar lengkap")
