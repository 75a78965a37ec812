"""From an uploaded iDeb to a readiness status, on SQLite and on PostgreSQL."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from core.db import db, transaction
from harkat.readiness import queries as readiness_queries
from harkat.readiness import service as readiness
from scoring.screening import queries, service
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import AnswerDraft, ClosingDraft, DecisionDraft, UploadedFile
from scoring.screening.kinds import Decision, FlagClosing, FlagReason
from scoring.screening.models import DebtFlag, ScreeningQuestion
from scoring.screening.patterns import PatternKind
from scoring.screening.waiting import queries as waiting
from scoring.status import Readiness
from tests.factories import NOW, TODAY
from tests.screening_cases import IDEB, make_owner, officer


def test_a_debt_in_arrears_is_read_confirmed_flagged_weighed_and_let_go(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = make_owner()
        file = UploadedFile(IDEB.name, IDEB.read_bytes())
        with transaction():
            service.upload(person_id, [file], actor=officer(), now=NOW, today=TODAY)
        late = next(row for row in queries.findings_of(person_id) if row.quality == 2)
        with transaction():
            draft = DecisionDraft(Decision.CONFIRMED, "Mengaku terlambat dua puluh hari.")
            decisions.decide(queries.finding(late.id), draft, actor=officer(), now=NOW)
        with transaction():
            kept = readiness.assess(person_id, actor=officer(), now=NOW, today=TODAY)
            assert kept.status is Readiness.NEEDS_DEBT_RESOLUTION
            assert readiness_queries.count_by_status() == {Readiness.NEEDS_DEBT_RESOLUTION: 1}
        flag = queries.open_flags(person_id)[0]
        assert flag.reason is FlagReason.PINJOL_IN_ARREARS
        assert waiting.flag_counts([person_id]) == {person_id: 1}
        assert len(list(db.session.scalars(waiting.screened_persons(words="taufik")))) == 1
        with transaction():
            closing = ClosingDraft(FlagClosing.SETTLED, "Surat lunas dilihat.")
            decisions.close_flag(queries.flag(flag.id), closing, actor=officer(), now=NOW)
        assert queries.open_flags(person_id) == []
        with pytest.raises(decisions.AlreadyClosed), transaction():
            decisions.close_flag(queries.flag(flag.id), closing, actor=officer(), now=NOW)


def test_a_distress_pattern_flags_only_when_it_is_confirmed(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = make_owner()
        with transaction():
            file = service.upload(
                person_id, [UploadedFile(IDEB.name, IDEB.read_bytes())], actor=officer(), now=NOW, today=TODAY
            )[0]
            question = ScreeningQuestion(
                person_id=person_id,
                file_id=file.id,
                subject="x" * 64,
                pattern=PatternKind.ROLL_OVER,
                question="Apakah pinjaman baru dipakai membayar yang lama?",
                evidence="[]",
                asked_at=NOW,
            )
            db.session.add(question)
            db.session.flush()
            key = question.id
        for is_debt, flags in ((True, 1), (False, 0)):
            with transaction():
                decisions.answer(
                    queries.question(key), AnswerDraft(is_debt, "Dijelaskan orangnya."), actor=officer(), now=NOW
                )
            assert len(queries.open_flags(person_id)) == flags


def test_the_database_wants_exactly_one_ground_for_a_flag(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = make_owner()
        with pytest.raises(IntegrityError), transaction() as session:
            session.add(DebtFlag(person_id=person_id, reason=FlagReason.RENTENIR, lender="X", raised_at=NOW))
