"""Every table that tells of a person: its words, where the person stands in it, and what becomes of it when erased."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.labels import LabeledEnum

NOTHING: Mapping[str, object] = MappingProxyType({})


class Term(LabeledEnum):
    """How long a table's rows about a person are needed."""

    LIFE = ("life", "tidak diperlukan lagi setelah orangnya meminta dihapus")
    FINANCING = ("financing", "berkas pembiayaan, disimpan selama masa simpan")
    BOOKS = ("books", "pembukuan, pengawasan, dan hak orang lain; hanya menyimpan nomor")


@dataclass(frozen=True)
class Kept:
    """One table: ``column`` holds the person, or the key of a row of ``parent``; ``blank`` replaces erasing the row."""

    table: str
    label: str
    term: Term
    column: str = "person_id"
    parent: str | None = None
    blank: Mapping[str, object] = field(default_factory=dict)


def _life(label: str, *tables: str) -> tuple[Kept, ...]:
    return tuple(Kept(table, label, Term.LIFE) for table in tables)


def _under(parent: str, column: str, label: str, *tables: str) -> tuple[Kept, ...]:
    return tuple(Kept(table, label, Term.LIFE, column, parent) for table in tables)


def _books(label: str, *tables: str) -> tuple[Kept, ...]:
    return tuple(Kept(table, label, Term.BOOKS) for table in tables)


def _financing(label: str, *tables: str) -> tuple[Kept, ...]:
    return tuple(Kept(table, label, Term.FINANCING) for table in tables)


KEEPING: tuple[Kept, ...] = (
    *_life("Usaha", "business"),
    *_books("Kata pencarian, ditulis ulang dari nomor", "person_word"),
    *_life("Berkas dan fotonya", "paper", "paper_scan", "sent_paper"),
    *_life("NIK yang belum sah dan pendaftaran ganda", "unproven_nik", "merged_person"),
    *_life("Cara dihubungi dan kuasa", "contact_preference", "delegate", "reminder"),
    *_life("Pintu pemohon", "applicant_asking", "door_code", "door_visit"),
    *_life("Keterangan dan bukti utang", "declared_debt", "debt_interview", "waiting_file", "bank_answer"),
    *_life("Temuan dan penanda utang", "debt_finding", "debt_flag", "debt_hold", "debt_objection"),
    *_life("Berkas pemeriksaan utang", "screening_question", "screening_file", "spouse_consent"),
    *_life("Penilaian kesiapan", "observed_fact", "readiness_assessment", "readiness_objection", "status_departure"),
    *_life("Persetujuan membagi skor", "score_consent"),
    *_under("readiness_assessment", "assessment_id", "Surat penjelasan", "explanation_letter"),
    *_life("Pembinaan utang", "debt_exit_plan"),
    *_under(
        "debt_exit_plan",
        "plan_id",
        "Pembinaan utang",
        "debt_exit_visit",
        "debt_exit_debt",
        "debt_exit_letter",
        "debt_exit_proof",
        "debt_exit_refinancing",
        "debt_exit_step",
    ),
    *_under("debt_exit_debt", "debt_id", "Pembinaan utang", "debt_exit_balance"),
    *_life("Binaan", "tenant", "follow_up"),
    *_under("tenant", "tenant_id", "Binaan", "cash_week", "mentor_spell", "milestone", "stage_decision", "visit"),
    *_under("milestone", "milestone_id", "Binaan", "milestone_evidence"),
    *_life("Sertifikat kompetensi", "competence_certificate"),
    *_financing("Pernyataan dan pemeriksaan permohonan", "liability_signature", "liability_explanation"),
    *_financing("Pernyataan dan pemeriksaan permohonan", "eligibility_check", "business_visit"),
    *_financing("Peristiwa anggota", "member_event", "member_joining"),
    Kept(
        "application_attachment", "Lampiran permohonan", Term.FINANCING, blank={"content": b"", "digest": "dikosongkan"}
    ),
    *_books("Jawaban atas persetujuan", "consent", "processing_limit"),
    Kept("data_request", "Permintaan atas data sendiri", Term.BOOKS, blank={"words": "dikosongkan"}),
    *_books("Permintaan atas data sendiri", "legal_hold", "erasure"),
    *_books("Kelompok", "membership", "sub_group_member"),
    *_books("Pelatihan dan kelulusan", "enrollment", "past_training"),
    *_books("Permohonan", "application", "application_share", "receipt_confirmation"),
    Kept("loan", "Pinjaman", Term.BOOKS, blank={"borrower_name": "Data dihapus"}),
    *_books("Pinjaman", "loan_share", "loan_part_share", "loan_part_deduction", "death_case"),
    Kept("collection_line", "Setoran kelompok", Term.BOOKS, "owner_id"),
    *_books("Pengaduan dan pertanyaan pungutan", "complaint", "money_question_answer"),
)
"""In no order; rows are erased children first."""


def covered() -> set[str]:
    """Return the tables the list names."""
    return {kept.table for kept in KEEPING}
