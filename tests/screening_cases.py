"""Persons, files and findings for tests of screening."""

import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from core.auth.roles import Actor
from core.crypto import blind_index
from core.db import db, transaction
from core.people.models import Consent, ConsentPurpose
from scoring.screening import service
from scoring.screening.drafts import UploadedFile
from scoring.screening.findings import Confidence
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.models import DebtFinding, ScreeningFile
from scoring.screening.screening import EvidenceKind
from tests import factories
from tests.factories import NOW, TODAY

SAMPLES = Path(__file__).parent / "samples"
IDEB = SAMPLES / "ideb" / "d1" / "KTP_1571022605949039.txt"
NIK = "1571022605949039"


def consent(person_id: int, *, is_given: bool = True) -> None:
    """Record an answer to screening."""
    db.session.add(
        Consent(
            person_id=person_id,
            purpose=ConsentPurpose.SCREENING,
            is_given=is_given,
            text_version="2026-1",
            answered_at=NOW,
        )
    )


def make_owner(name: str = "Taufik Akbar", nik: str = NIK) -> int:
    """Add a person who consented to screening, by default the owner of the sample iDeb; return the key."""
    with transaction():
        person = factories.make_person(name, nik=nik)
        consent(person.id)
        return person.id


def officer(name: str = "officer") -> Actor:
    """Return an officer."""
    return factories.account_named(name).as_actor()


def count(model: type[Any]) -> int:
    """Count the rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def send(client: FlaskClient, person_id: int, *files: tuple[bytes, str], **values: str) -> TestResponse:
    """Upload files through the page."""
    parts = [(io.BytesIO(content), name) for content, name in files]
    url = f"/pemeriksaan/orang/{person_id}/unggah"
    return client.post(url, data={"files": parts, **values}, content_type="multipart/form-data")


def with_changes(change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return the sample iDeb with something else in it."""
    value = copy.deepcopy(json.loads(IDEB.read_text(encoding="utf-8-sig")))
    change(value)
    return json.dumps(value).encode()


def facilities(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the facilities of an iDeb."""
    found: list[dict[str, Any]] = value["individual"]["fasilitas"]["kreditPembiayan"]
    return found


def bank_ideb(asked_on: str, **facility: str) -> bytes:
    """Return an iDeb with one facility at a bank, changed as told; no facility at all without changes."""

    def change(value: dict[str, Any]) -> None:
        value["individual"]["tanggalPermintaan"] = f"{asked_on}091522"
        rows = facilities(value)
        rows[:] = [{**rows[0], "ljk": "002", "ljkKet": "PT Bank Rakyat Indonesia (Persero) Tbk", **facility}]
        if not facility:
            rows.clear()

    return with_changes(change)


def read(person_id: int, content: bytes, name: str = "ideb.txt") -> None:
    """Let an officer upload a file."""
    with transaction():
        service.upload(person_id, [UploadedFile(name, content)], actor=officer(), now=NOW, today=TODAY)


def make_finding(person_id: int, **values: Any) -> int:
    """Add a finding of a statement."""
    with transaction() as session:
        file = ScreeningFile(
            person_id=person_id,
            kind=EvidenceKind.STATEMENT,
            filename="mutasi.csv",
            content=b"x",
            size=1,
            sha256=blind_index(f"{person_id}{values}")[:64],
            as_of=TODAY,
            warnings="[]",
            read_at=NOW,
        )
        session.add(file)
        session.flush()
        settings: dict[str, Any] = {
            "lender": "Dana Kilat Jaya",
            "kind": DebtKind.PINJOL_ILLEGAL,
            "lender_kind": LenderKind.ILLEGAL,
            "source": EvidenceKind.STATEMENT,
            "active": True,
            "written_off": False,
            "confidence": Confidence.LIKELY,
            "evidence": json.dumps([{"place": 7, "text": "TRSF DANA KILAT", "amount": -250000, "day": "2026-10-01"}]),
            "first_seen_at": NOW,
            "changed_at": NOW,
            **values,
        }
        finding = DebtFinding(person_id=person_id, file_id=file.id, **settings)
        session.add(finding)
        session.flush()
        return finding.id
