"""Before an account is closed the admin sees what it still holds, by number, and closes it on the same page."""

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from balikat.incubation.models import Tenant
from balikat.incubation.stages import Stage, TenantState
from core.auth.roles import Role
from core.db import transaction
from tests.factories import NOW, TODAY, account_named, make_person

Login = Callable[..., FlaskClient]


def test_what_is_held_is_shown_by_number_and_the_account_closed(app: Flask, login: Login) -> None:
    with app.app_context(), transaction() as session:
        mentor = account_named("mentor")
        until = {"contract_starts_on": TODAY, "contract_ends_on": TODAY + timedelta(days=365), "enrolled_at": NOW}
        for number, state in (("BN-UJI-1", TenantState.ACTIVE), ("BN-UJI-2", TenantState.GRADUATED)):
            person = make_person("Siti Rahasia")
            ended = None if state is TenantState.ACTIVE else TODAY
            session.add(
                Tenant(
                    number=number, person_id=person.id, business="Warung", stage=Stage.INCUBATION, state=state,
                    mentor_id=mentor.id, ended_on=ended, **until,
                )
            )  # fmt: skip
        key = mentor.id
    admin = login(Role.ADMIN)
    shown = admin.get(f"/akun/{key}/pindah").text
    assert "Masih memegang 1 pekerjaan" in shown
    assert "BN-UJI-1" in shown
    assert "BN-UJI-2" not in shown
    assert "Siti Rahasia" not in shown, "an admin keeps accounts and reads no case"
    assert f"/akun/{key}/pindah" in admin.get("/akun/").text
    assert re.search(rf'action="/akun/{key}/aktif"', shown)
    assert admin.post(f"/akun/{key}/aktif", data={"is_active": "0"}).status_code == 303
    assert "akun sudah ditutup" in admin.get(f"/akun/{key}/pindah").text
    assert admin.get("/akun/999999/pindah").status_code == 404
    assert login(Role.HEAD).get(f"/akun/{key}/pindah").status_code == 403


def test_an_admin_sees_that_another_closes_the_own_account(app: Flask, login: Login) -> None:
    with app.app_context():
        key = account_named("admin").id
    shown = login(Role.ADMIN).get(f"/akun/{key}/pindah").text
    assert "Tidak ada pekerjaan yang dipegang" in shown
    assert "ditutup oleh admin lain" in shown
    assert f"/akun/{key}/aktif" not in shown
