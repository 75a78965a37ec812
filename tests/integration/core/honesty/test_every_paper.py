"""Every printed paper says that the service is free of charge and where to complain: each kind is made and read."""

import io
import re
from collections.abc import Iterator

import pypdf
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from core.config import ROOT
from core.db import db
from core.documents.framed import FramedPage, framed_to_pdf
from core.documents.pdf import Sheet, to_pdf
from core.honesty.terms import FREE
from core.web.access import PUBLIC, allowed
from tests.factories import signing_in

ACCOUNTS = {
    "officer": "petugas",
    "head": "pimpinan",
    "auditor": "auditor",
    "economics": "perekonomian",
    "mentor": "pendamping",
    "bank": "bank",
    "trainer": "pelatih",
}
ROWS = {
    "certificates.pdf": "SELECT id AS certificate_id FROM completion",
    "certificates.batch_pdf": "SELECT e.cohort_id FROM completion c JOIN enrollment e ON e.id = c.enrollment_id",
    "sheets.": "SELECT id AS session_id FROM class_session WHERE status = 'held'",
    "visits.report": "SELECT id AS visit_id FROM visit",
    "debt_exit_letters.letter": "SELECT plan_id, id AS letter_id FROM debt_exit_letter",
    "debt_exit_letters.undertaking": "SELECT id AS plan_id FROM debt_exit_plan",
    "explanations.pdf": "SELECT id AS letter_id FROM explanation_letter",
    "minutes.printed": "SELECT application_id, id AS minutes_id FROM share_minutes",
    "issued_letters.download": "SELECT application_id, id AS letter_id FROM application_letter",
    "loan_members.": "SELECT loan_id, person_id FROM loan_share",
    "collections.card": "SELECT s.loan_id, s.person_id FROM loan_share s JOIN loan l ON l.id = s.loan_id"
    " WHERE l.sub_group_id > 0",
    "collections.sheet": "SELECT id AS loan_id, 14 AS sequence FROM loan WHERE sub_group_id > 0",
    "loan_papers.": "SELECT id AS loan_id FROM loan",
    "snapshots.download": "SELECT month_end AS day FROM month_snapshot",
    "audit_samples.": "SELECT id AS sample_id FROM audit_sample",
    "report_files.": "SELECT 'mutu' AS name",
    "briefs.": "SELECT id AS brief_id FROM mayor_brief",
    "": "SELECT id AS application_id FROM application ORDER BY sub_group_id IS NULL, id",
}
ASKED = {"simulation.download": "?jumlah=5.000.000&bulan=12&angsuran=monthly"}
OTHERS = {"issued_letters.download"}
"""Addresses that answer with a PDF and do not say so."""
LEADS_ON = {"letters.recommendation"}
"""Addresses that only lead to another of these."""


def pdf_rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and ("pdf" in rule.rule or rule.endpoint in OTHERS):
            yield rule


def test_every_paper_of_the_sample_says_that_the_service_is_free(sample_app: Flask) -> None:
    sign_in, found, missing = signing_in(sample_app), set(), set()
    for rule in pdf_rules(sample_app):
        for address, account in addresses(sample_app, rule):
            client = sign_in(account)
            answer = client.get(address)
            if answer.status_code == 200 and answer.mimetype == "application/pdf":
                assert FREE in words_of(answer.data), address
                assert "Lapor" in words_of(answer.data), address
                found.add(rule.endpoint)
                break
        else:
            missing.add(rule.endpoint)
    assert missing - LEADS_ON == set()
    assert len(found) > 15


def addresses(app: Flask, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield addresses of a rule with the account that may open them, a few rows of the sample at most."""
    with app.test_request_context():
        allowed_roles = {str(role) for role in allowed(rule.endpoint) or ()}
        account = next(
            (name for role, name in ACCOUNTS.items() if role in allowed_roles or PUBLIC in allowed_roles), ""
        )
        query = next(value for key, value in ROWS.items() if rule.endpoint.startswith(key))
        rows = [dict(row) for row in db.session.execute(text(query)).mappings()] if rule.arguments else [{}]
        db.session.remove()
        for row in rows[:12]:
            values = {name: row.get(name, "pdf") for name in rule.arguments}
            asked = ASKED.get(rule.endpoint, "")
            yield app.url_map.bind("localhost").build(rule.endpoint, values) + asked, account


def words_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_no_paper_is_set_outside_the_two_layouts() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("core", "scoring", "balikat", "harkat")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"typst\.compile|reportlab|FPDF|weasyprint", path.read_text())
    }
    assert found == {"core/documents/pdf.py", "core/documents/framed.py"}


def test_both_layouts_say_it_with_the_code_of_the_paper() -> None:
    sheet = words_of(to_pdf(Sheet("Lembar", answer_code="D-1-ABCDEF")))
    framed_page = FramedPage(
        office="x", title="x", number="x", lead="x", holder="x", deed="x", subject="x", details="x",
        address="https://contoh.id", place_and_day="x", answer_code="S-1-ABCDEF",
    )  # fmt: skip
    framed = words_of(framed_to_pdf([framed_page]))
    for words, code in ((sheet, "D-1-ABCDEF"), (framed, "S-1-ABCDEF")):
        assert FREE in words
        assert code in words
