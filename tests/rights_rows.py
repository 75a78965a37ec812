"""Real rows of the sample for every part of an address, each with whoever it belongs to, read with plain SQL."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from werkzeug.routing import Rule

from core.auth.roles import Role
from core.db import db
from scoring.screening.registry.queries import lenders

ASSIGNED = """
 LEFT JOIN (SELECT s.person_id, s.loan_id, t.mentor_id FROM loan_share s JOIN tenant t ON t.person_id = s.person_id
            UNION SELECT l.person_id, l.id, t.mentor_id FROM loan l JOIN tenant t ON t.person_id = l.person_id) care
 ON care.loan_id = l.id
"""
APPLICATION = """
 FROM application a JOIN partner_bank b ON b.id = a.bank_id {join}
"""
BANK_AFTER_SUBMISSION = "CASE WHEN a.confirmed_at IS NOT NULL THEN b.organization_id END AS bank"
LOAN = f" FROM loan l JOIN partner_bank b ON b.id = l.bank_id {ASSIGNED} "
TAUGHT = " LEFT JOIN cohort_trainer ct ON ct.cohort_id = {cohort} "


def _of_application(columns: str, table: str, more: str = "") -> str:
    join = f"JOIN {table} x ON x.application_id = a.id {more}"
    return f"SELECT a.id AS application_id, {columns}, {BANK_AFTER_SUBMISSION}" + APPLICATION.format(join=join)


def _of_plan(columns: str, table: str) -> str:
    return (
        f"SELECT p.id AS plan_id, {columns}, p.mentor_id AS mentor "
        f"FROM debt_exit_plan p JOIN {table} x ON x.plan_id = p.id"
    )


SOURCES: dict[str, str] = {
    "account_id": "SELECT id AS account_id FROM account",
    "application_id": f"SELECT a.id AS application_id, {BANK_AFTER_SUBMISSION}" + APPLICATION.format(join=""),
    "application_id attachment_id": _of_application("x.id AS attachment_id", "application_attachment"),
    "application_id event_id": _of_application("x.id AS event_id", "member_event"),
    "application_id joining_id": _of_application("x.id AS joining_id", "member_joining"),
    "application_id letter_id": _of_application("x.id AS letter_id", "application_letter"),
    "application_id minutes_id": _of_application("x.id AS minutes_id", "share_minutes"),
    "application_id person_id": _of_application("x.person_id AS person_id", "application_share"),
    "asking_id": "SELECT id AS asking_id FROM applicant_asking",
    "assessment_id": "SELECT id AS assessment_id FROM readiness_assessment ORDER BY id DESC",
    "bank_id": "SELECT id AS bank_id, organization_id AS bank FROM partner_bank",
    "bank_id day": "SELECT DISTINCT s.bank_id, s.as_of AS day, b.organization_id AS bank FROM bank_statement s "
    "JOIN partner_bank b ON b.id = s.bank_id",
    "breach_id": "SELECT id AS breach_id FROM breach",
    "brief_id": "SELECT id AS brief_id FROM mayor_brief",
    "deduction_id": "SELECT id AS deduction_id FROM loan_part_deduction WHERE name = 'Uang administrasi'",
    "indicator_id": "SELECT id AS indicator_id FROM performance_indicator",
    "sample_id": "SELECT id AS sample_id FROM audit_sample",
    "source_id": "SELECT id AS source_id FROM source_document",
    "snapshots.show day": "SELECT month_end AS day FROM month_snapshot",
    "snapshots.download day kind": "SELECT month_end AS day, 'pdf' AS kind FROM month_snapshot",
    "open_data.download day kind": "SELECT day, 'csv' AS kind FROM open_release",
    "indicator_id number": "SELECT id AS indicator_id, 2 AS number FROM performance_indicator",
    "claim_id": "SELECT c.id AS claim_id, b.organization_id AS bank FROM subsidy_claim c "
    "JOIN partner_bank b ON b.id = c.bank_id",
    "certificate_id": "SELECT c.id AS certificate_id, ct.account_id AS trainer FROM completion c "
    "JOIN enrollment e ON e.id = c.enrollment_id" + TAUGHT.format(cohort="e.cohort_id"),
    "own_door kind": "SELECT 'ktp' AS kind",
    "own_door.certificate certificate_id": "SELECT c.id AS certificate_id, e.person_id AS person FROM completion c "
    "JOIN enrollment e ON e.id = c.enrollment_id WHERE c.revoked_at IS NULL AND c.signed_on IS NOT NULL",
    "cohort_id": "SELECT c.id AS cohort_id, ct.account_id AS trainer FROM cohort c" + TAUGHT.format(cohort="c.id"),
    "cohort_id enrollment_id": "SELECT e.cohort_id, e.id AS enrollment_id, ct.account_id AS trainer FROM enrollment e"
    + TAUGHT.format(cohort="e.cohort_id"),
    "collection_id": f"SELECT g.id AS collection_id, b.organization_id AS bank, care.mentor_id AS mentor {LOAN} "
    "JOIN group_collection g ON g.loan_id = l.id",
    "complaint_id": "SELECT id AS complaint_id FROM complaint",
    "course_id": "SELECT id AS course_id FROM course",
    "debt_id": "SELECT id AS debt_id FROM declared_debt",
    "departure_id": "SELECT id AS departure_id FROM status_departure",
    "device_id": "SELECT id AS device_id, account_id AS account FROM device",
    "draft_id": "SELECT id AS draft_id FROM scorecard_draft",
    "enrollment_id": "SELECT e.id AS enrollment_id, ct.account_id AS trainer FROM enrollment e"
    + TAUGHT.format(cohort="e.cohort_id"),
    "entry_id": "SELECT id AS entry_id FROM audit_entry",
    "evidence_id": "SELECT x.id AS evidence_id, t.mentor_id AS mentor FROM milestone_evidence x "
    "JOIN milestone m ON m.id = x.milestone_id JOIN tenant t ON t.id = m.tenant_id",
    "visits.photo visit_id": "SELECT v.id AS visit_id, t.mentor_id AS mentor FROM visit v "
    "JOIN tenant t ON t.id = v.tenant_id WHERE v.photo IS NOT NULL",
    "collections.photo collection_id": f"SELECT g.id AS collection_id, b.organization_id AS bank, "
    f"care.mentor_id AS mentor {LOAN} JOIN group_collection g ON g.loan_id = l.id WHERE g.photo IS NOT NULL",
    "signatures.drafts cohort_id": "SELECT DISTINCT e.cohort_id FROM enrollment e "
    "JOIN completion c ON c.enrollment_id = e.id WHERE c.certificate_state = 'draft'",
    "signing.power application_id": f"SELECT a.id AS application_id, {BANK_AFTER_SUBMISSION}"
    + APPLICATION.format(join="")
    + " WHERE a.sub_group_id IS NOT NULL",
    "issued_letters.download application_id letter_id": _of_application("x.id AS letter_id", "application_letter")
    + " WHERE x.state <> 'draft' AND x.kind = 'recommendation'",
    "issued_letters.show application_id letter_id": _of_application("x.id AS letter_id", "application_letter")
    + " WHERE x.state <> 'draft' AND x.kind = 'recommendation'",
    "bank_files file_id": "SELECT f.id AS file_id, b.organization_id AS bank FROM bank_file f "
    "JOIN partner_bank b ON b.id = f.bank_id",
    "decision_files file_id": "SELECT f.id AS file_id, b.organization_id AS bank FROM decision_file f "
    "JOIN partner_bank b ON b.id = f.bank_id",
    "file_id": "SELECT id AS file_id FROM screening_file",
    "screening_pictures file_id": "SELECT id AS file_id FROM screening_file WHERE origin = 'seen'",
    "finding_id": "SELECT id AS finding_id FROM debt_finding",
    "flag_id": "SELECT id AS flag_id FROM debt_flag",
    "follow_up_id": "SELECT f.id AS follow_up_id, t.mentor_id AS mentor FROM follow_up f "
    "LEFT JOIN tenant t ON t.id = f.tenant_id OR t.person_id = f.person_id",
    "form_id": "SELECT id AS form_id FROM lender_form",
    "ground ground_id": "SELECT 'temuan' AS ground, id AS ground_id FROM debt_finding "
    "UNION ALL SELECT 'penanda', id FROM debt_flag",
    "group_id": "SELECT id AS group_id FROM business_group",
    "group_id membership_id": "SELECT group_id, id AS membership_id FROM membership WHERE left_on IS NULL",
    "hold_id": "SELECT id AS hold_id FROM debt_hold",
    "key": "SELECT DISTINCT key FROM policy",
    "letter_id": "SELECT id AS letter_id FROM explanation_letter",
    "loan_id": f"SELECT l.id AS loan_id, b.organization_id AS bank, care.mentor_id AS mentor {LOAN}",
    "proposals loan_id": "SELECT l.id AS loan_id FROM loan l JOIN facility_transfer t ON t.loan_id = l.id "
    "WHERE t.kind LIKE '%exception%'",
    "loan_id person_id": f"SELECT l.id AS loan_id, x.person_id, b.organization_id AS bank, "
    f"care.mentor_id AS mentor {LOAN} "
    "JOIN loan_share x ON x.loan_id = l.id WHERE l.sub_group_id IS NOT NULL",
    "loan_id sequence": f"SELECT l.id AS loan_id, 2 AS sequence, b.organization_id AS bank, "
    f"care.mentor_id AS mentor {LOAN} "
    "WHERE l.sub_group_id IS NOT NULL",
    "milestone_id": "SELECT m.id AS milestone_id, t.mentor_id AS mentor FROM milestone m "
    "JOIN tenant t ON t.id = m.tenant_id",
    "notice_id": "SELECT id AS notice_id FROM application_notice",
    "objection_id": "SELECT id AS objection_id FROM readiness_objection",
    "debt_objections objection_id": "SELECT id AS objection_id FROM debt_objection",
    "paper_id": "SELECT p.id AS paper_id, ct.account_id AS trainer FROM training_paper p "
    "JOIN class_session s ON s.id = p.session_id" + TAUGHT.format(cohort="s.cohort_id"),
    "person_id": "SELECT id AS person_id FROM person",
    "debt_exit person_id": "SELECT DISTINCT person_id, mentor_id AS mentor FROM debt_exit_plan",
    "nik_repair person_id": "SELECT id AS person_id FROM person WHERE nik IS NULL",
    "person_id business_id": "SELECT person_id, id AS business_id FROM business",
    "person_id delegate_id": "SELECT person_id, id AS delegate_id FROM delegate",
    "person_id hold_id": "SELECT person_id, id AS hold_id FROM legal_hold WHERE lifted_at IS NULL",
    "privacy.lift_limit person_id": "SELECT person_id FROM processing_limit WHERE lifted_at IS NULL",
    "person_id kind": "SELECT id AS person_id, 'ktp' AS kind FROM person",
    "paper_scans person_id kind": "SELECT person_id, kind FROM paper_scan",
    "person_file.consent person_id kind": "SELECT id AS person_id, 'screening' AS kind FROM person",
    "plan_id": "SELECT id AS plan_id, mentor_id AS mentor FROM debt_exit_plan ORDER BY id DESC",
    "plan_id balance_id": "SELECT d.plan_id, x.id AS balance_id, p.mentor_id AS mentor FROM debt_exit_balance x "
    "JOIN debt_exit_debt d ON d.id = x.debt_id JOIN debt_exit_plan p ON p.id = d.plan_id",
    "plan_id debt_id": _of_plan("x.id AS debt_id", "debt_exit_debt"),
    "plan_id letter_id": _of_plan("x.id AS letter_id", "debt_exit_letter"),
    "plan_id proof_id": _of_plan("x.id AS proof_id", "debt_exit_proof"),
    "plan_id step_id": _of_plan("x.id AS step_id", "debt_exit_step"),
    "proposal_id": "SELECT id AS proposal_id FROM facility_proposal",
    "question_id": "SELECT id AS question_id FROM screening_question",
    "reminder_id": "SELECT r.id AS reminder_id, t.mentor_id AS mentor FROM reminder r LEFT JOIN tenant t "
    "ON t.person_id = r.person_id AND t.state = 'active' AND r.kind IN ('papers', 'follow_up') ORDER BY r.id DESC",
    "report_files.download name kind": "SELECT 'utang' AS name, 'csv' AS kind",
    "request_id": "SELECT id AS request_id FROM data_request",
    "repayment_id": f"SELECT r.id AS repayment_id, b.organization_id AS bank {LOAN} "
    "JOIN repayment r ON r.loan_id = l.id",
    "session_id": "SELECT s.id AS session_id, ct.account_id AS trainer FROM class_session s"
    + TAUGHT.format(cohort="s.cohort_id"),
    "statement_id": "SELECT s.id AS statement_id, b.organization_id AS bank FROM bank_statement s "
    "JOIN partner_bank b ON b.id = s.bank_id",
    "sub_group_id": "SELECT g.id AS sub_group_id, t.mentor_id AS mentor, c.person_id AS chair FROM sub_group g "
    "LEFT JOIN sub_group_member m ON m.sub_group_id = g.id AND m.left_on IS NULL "
    "LEFT JOIN tenant t ON t.person_id = m.person_id OR t.group_id = g.group_id "
    "LEFT JOIN membership c ON c.group_id = g.group_id AND c.role = 'chair' AND c.left_on IS NULL",
    "tenant_id": "SELECT id AS tenant_id, mentor_id AS mentor FROM tenant",
    "ticket_id": "SELECT id AS ticket_id FROM counter_ticket",
    "visit_id": "SELECT v.id AS visit_id, t.mentor_id AS mentor FROM visit v JOIN tenant t ON t.id = v.tenant_id",
    "screening_typing waiting_id": "SELECT id AS waiting_id FROM waiting_file WHERE kind = 'typed_ideb'",
    "waiting_id": "SELECT id AS waiting_id FROM waiting_file",
}
"""For the parts of an address, if need be of one blueprint or endpoint: real values, and columns that name an owner."""

WORDS: dict[str, list[dict[str, str]]] = {
    "kind": [{"kind": "xlsx"}],
    "how": [{"how": "selesai"}],
    "filename": [{"filename": "style.css"}],
    "step": [{"step": "disbursed"}, {"step": "registered"}, {"step": "submitted"}],
    "reason": [{"reason": reason} for reason in ("left", "training", "papers", "waiting")],
    "word": [{"word": "plafon"}],
    "name": [{"name": "serapan"}],
}
OWNER_COLUMNS = ("bank", "mentor", "trainer", "account", "chair", "person")


@dataclass
class SampleRow:
    """Values for an address' parts, and the owners found for them by kind."""

    values: dict[str, Any]
    owners: dict[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Visitor:
    """Who walks: an account's role, key, organization and person."""

    role: Role
    account_id: int
    organization_id: int | None
    person_id: int | None

    def owns(self, row: SampleRow) -> bool:
        """Tell whether a row belongs to this visitor: by account where it names one, else by the role's column."""
        if "account" in row.owners:
            return self.account_id in row.owners["account"]
        column, key = {
            Role.BANK: ("bank", self.organization_id),
            Role.MENTOR: ("mentor", self.account_id),
            Role.TRAINER: ("trainer", self.account_id),
            Role.CHAIR: ("chair", self.person_id),
        }.get(self.role, ("person", self.person_id))
        return key in row.owners.get(column, set())


def rows_for(rule: Rule) -> list[SampleRow]:
    """Return the sample's rows for an address, each set of values once; one empty row where it has no parts."""
    parts = [part for part in rule._converters if part]
    if not parts:
        return [SampleRow({})]
    words = " ".join(sorted(parts, key=rule.rule.index))
    if words == "kind brand":
        return [SampleRow({"kind": lender.kind.value, "brand": lender.brand}) for lender in lenders()[:1]]
    blueprint = rule.endpoint.split(".")[0]
    for name in (f"{rule.endpoint} {words}", f"{blueprint} {words}", words):
        if name in SOURCES:
            return _read(SOURCES[name])
    return _combined(rule, words.split())


def _combined(rule: Rule, parts: list[str]) -> list[SampleRow]:
    """Join the rows of the parts with a table to the words of the others."""
    known, rest = [part for part in parts if part not in WORDS], [part for part in parts if part in WORDS]
    name = " ".join(known)
    if known and name not in SOURCES:
        return []
    rows = _read(SOURCES[name]) if known else [SampleRow({})]
    for part in rest:
        rows = [SampleRow(row.values | word, row.owners) for row in rows for word in WORDS[part]]
    return rows


def _read(query: str) -> list[SampleRow]:
    found: dict[str, SampleRow] = {}
    for line in db.session.execute(text(query)).mappings():
        values = {name: value for name, value in line.items() if name not in OWNER_COLUMNS}
        row = found.setdefault(str(values), SampleRow(values))
        for column in OWNER_COLUMNS:
            if line.get(column) is not None:
                row.owners.setdefault(column, set()).add(line[column])
    return list(found.values())


def spread(rows: list[SampleRow], most: int) -> Iterator[SampleRow]:
    """Yield at most so many rows from all over the list, the last first."""
    step = max(1, len(rows) // most)
    yield from rows[::-1][::step][:most]
