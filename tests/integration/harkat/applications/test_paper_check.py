"""The paper check: what this applicant brings, a photo taken by phone, who looked, and what still waits."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Role
from core.db import db, transaction
from core.people.models import Paper, PaperKind, PaperScan
from core.people.scans import service
from tests import factories
from tests.factories import NOW
from tests.outside import outside

Login = Callable[..., FlaskClient]
PLACE = b"\xff\xe1\x00\x18Exif\x00\x00GPS 1.6S 103.6E "
PICTURE = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00?\x00\x124\xff\xd9"
PHOTO = b"\xff\xd8" + PICTURE
"""The smallest JPEG there is; cameras write the place and the device before the picture."""


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in; its requests share nothing with the test."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


def send(client: FlaskClient, person_id: int, content: bytes, kind: str = "ktp") -> int:
    """Send a photo of a paper and return the answer's status."""
    files = {"file": (BytesIO(content), "foto.jpg")}
    answer = client.post(f"/orang/{person_id}/berkas/{kind}/foto/kirim", data=files, content_type="multipart/form-data")
    return answer.status_code


def test_a_borrower_alone_brings_more_than_a_member_and_each_paper_is_explained(app: Flask, login: Login) -> None:
    with app.app_context():
        with transaction():
            person_id = factories.make_person("Rina Wati").id
        client = login(Role.OFFICER)
        alone = client.get(f"/berkas/orang/{person_id}").text
        assert "menunggu 4 dari 4 berkas" in alone
        assert "NIB gratis lewat oss.go.id" in alone
        assert "ditolak" not in alone
        member = client.get(f"/berkas/orang/{person_id}?sebagai=anggota").text
        assert "menunggu 3 dari 3 berkas" in member
        assert "Berkas untuk mengajukan" in client.get(f"/orang/{person_id}").text
        assert login(Role.BANK).get(f"/berkas/orang/{person_id}").status_code == 403
        assert "Catat pemeriksaan" not in login(Role.AUDITOR).get(f"/berkas/orang/{person_id}").text


def test_a_photo_is_kept_unreadable_and_counts_only_once_somebody_looked(app: Flask, login: Login) -> None:
    with app.app_context():
        with transaction():
            person_id = factories.make_person("Rina Wati").id
        client = login(Role.OFFICER)
        assert send(client, person_id, PHOTO) == 303
        assert send(client, person_id, b"\xff\xd8" + PLACE + PICTURE) == 303
        assert db.session.scalar(select(func.count(PaperScan.id))) == 1
        assert PICTURE not in db.session.execute(text("SELECT content FROM paper_scan")).scalar_one()
        shown = client.get(f"/berkas/orang/{person_id}").text
        assert "foto masuk, belum diperiksa" in shown
        assert "menunggu 4 dari 4 berkas" in shown
        sent = client.get(f"/orang/{person_id}/berkas/ktp/foto")
        assert sent.data == PHOTO
        assert sent.mimetype == "image/jpeg"
        assert login(Role.AUDITOR).get(f"/orang/{person_id}/berkas/ktp/foto").status_code == 403
        assert db.session.scalar(select(func.count()).where(AuditEntry.deed == "people.open_scan")) == 1
        with transaction() as session:
            checked_by = factories.account_named("officer").id
            seen_on = clock.today() - timedelta(days=400)
            expired = Paper(
                person_id=person_id,
                kind=PaperKind.BUSINESS_LICENSE,
                seen_on=seen_on,
                expires_on=seen_on + timedelta(days=365),
                checked_by_id=checked_by,
            )
            session.add_all([Paper(person_id=person_id, kind=PaperKind.KTP, seen_on=seen_on, checked_by_id=checked_by)])
            session.add(expired)
        shown = client.get(f"/berkas/orang/{person_id}").text
        assert "menunggu 3 dari 4 berkas" in shown
        assert "sudah habis masa berlakunya" in shown
        assert "oleh Akun officer" in shown


@pytest.mark.parametrize("content", [b"", b"MZ\x90 a program", PHOTO[:-2]])
def test_what_is_no_photo_is_refused(app: Flask, login: Login, content: bytes) -> None:
    with app.app_context():
        with transaction():
            person_id = factories.make_person().id
        assert send(login(Role.OFFICER), person_id, content) == 422
        assert login(Role.OFFICER).post(f"/orang/{person_id}/berkas/ktp/foto/kirim").status_code == 422
        assert login(Role.OFFICER).get(f"/orang/{person_id}/berkas/surat/foto/kirim").status_code == 404
        assert db.session.scalar(select(func.count(PaperScan.id))) == 0


def test_photos_are_destroyed_when_their_time_is_over(app: Flask) -> None:
    with app.app_context():
        with transaction():
            person = factories.make_person()
            actor = factories.account_named("officer").as_actor()
            service.keep_scan(person, PaperKind.KTP, PHOTO, actor=actor, now=NOW)
        for days, gone in ((730, 0), (732, 1), (733, 0)):
            with transaction():
                today = factories.TODAY + timedelta(days=days)
                assert service.destroy_old_scans(today=today, now=NOW, actor=SYSTEM) == gone
