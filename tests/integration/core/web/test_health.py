"""The health address tells a database of another version from one that is fit for this one."""

from flask import Flask
from sqlalchemy import text

from core.db import db
from core.web.views import newest_revision


def answer(app: Flask) -> tuple[int, dict[str, str]]:
    response = app.test_client().get("/sehat")
    body = response.get_json()
    assert isinstance(body, dict)
    return response.status_code, body


def test_health_compares_the_revision_with_the_newest(app: Flask) -> None:
    assert answer(app)[0] == 503
    with app.app_context():
        db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.session.execute(text("INSERT INTO alembic_version VALUES ('0000')"))
        db.session.commit()
    code, body = answer(app)
    assert (code, body["status"], body["expected"]) == (503, "perlu harkat db upgrade", newest_revision())
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": newest_revision()})
        db.session.commit()
    assert answer(app) == (200, {"status": "sehat", "database": "sqlite", "revision": newest_revision()})
