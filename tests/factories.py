"""Invented people, accounts and places for tests."""

import itertools
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.auth.models import Account, Organization, OrganizationKind
from core.auth.roles import Role
from core.crypto import blind_index
from core.db import db, transaction
from core.groups.models import Group, GroupRole, Membership, SubGroup, SubGroupMember
from core.people.models import Person, Sex
from core.places.models import Kecamatan, Kelurahan

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
WARD = "15.71.01.1001"

_count = itertools.count(1)


def lay_ground() -> None:
    """Add two places, two banks and one account of every staff role (bank accounts: ``bank`` and ``bank2``)."""
    with transaction() as session:
        for code, name in (("15.71.01", "Telanaipura"), ("15.71.02", "Jambi Selatan")):
            session.add(Kecamatan(code=code, name=name))
        session.flush()
        session.add(Kelurahan(code=WARD, name="Simpang IV Sipin", kecamatan_code="15.71.01"))
        session.add(Kelurahan(code="15.71.02.1001", name="Pasir Putih", kecamatan_code="15.71.02"))
        banks = [Organization(name=name, kind=OrganizationKind.BANK) for name in ("Bank Uji Satu", "Bank Uji Dua")]
        session.add_all(banks)
        session.flush()
        for role in Role:
            if role not in (Role.BANK, Role.SYSTEM):
                add_account(role.value, role)
        add_account("officer2", Role.OFFICER)
        add_account("bank", Role.BANK, organization_id=banks[0].id)
        add_account("bank2", Role.BANK, organization_id=banks[1].id)


def add_account(username: str, role: Role, **values: Any) -> Account:
    """Add an account that can be signed in by its token; it has no password."""
    account = Account(
        username=username,
        name=f"Akun {username}",
        role=role,
        session_token=secrets.token_hex(16),
        created_at=NOW,
        **values,
    )
    db.session.add(account)
    db.session.flush()
    return account


def account_named(username: str) -> Account:
    """Return the account with a sign-in name."""
    return db.session.scalars(select(Account).where(Account.username == username)).one()


def signing_in(app: Flask) -> Callable[..., FlaskClient]:
    """Return a function that gives a signed-in browser for a role or a sign-in name."""

    def sign_in(who: Role | str) -> FlaskClient:
        with app.app_context():
            token = account_named(str(who)).session_token
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session["seen_at"] = datetime.now(UTC).timestamp()
        return client

    return sign_in


def make_nik(*, born_on: date = date(1985, 5, 20), sex: Sex = Sex.FEMALE, area: str = "157101") -> str:
    """Return a NIK that fits its owner, new at each call."""
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    return f"{area}{day:02}{born_on:%m%y}{next(_count) % 9999 + 1:04}"


def make_person(name: str = "Siti Aminah", **values: Any) -> Person:
    """Add a person."""
    number = next(_count)
    nik = values.pop("nik", make_nik())
    settings = {
        "number": f"HK-UJI-{number:05}",
        "nik": nik,
        "nik_index": blind_index(nik) if nik else None,
        "name": name,
        "phone": f"0812{number:08}",
        "sex": Sex.FEMALE,
        "born_on": date(1985, 5, 20),
        "kelurahan_code": WARD,
        "registered_at": NOW,
        **values,
    }
    person = Person(**settings)
    db.session.add(person)
    db.session.flush()
    return person


def make_group(
    name: str = "Kelompok Melati", *, size: int = 6, with_sub_group: bool = True
) -> tuple[Group, SubGroup | None]:
    """Add a group with a chair and members, and a sub-group of all of them unless told not to."""
    number = next(_count)
    group = Group(
        number=f"KL-UJI-{number:05}", name=f"{name} {number}", kelurahan_code=WARD, formed_on=TODAY, registered_at=NOW
    )
    db.session.add(group)
    db.session.flush()
    people = [make_person(f"Anggota {index}") for index in range(1, size + 1)]
    for index, person in enumerate(people):
        role = GroupRole.CHAIR if index == 0 else GroupRole.MEMBER
        db.session.add(Membership(group_id=group.id, person_id=person.id, role=role, joined_on=TODAY))
    sub_group = None
    if with_sub_group:
        sub_group = SubGroup(group_id=group.id, name="Sub 1", formed_on=TODAY)
        db.session.add(sub_group)
        db.session.flush()
        for person in people:
            db.session.add(SubGroupMember(sub_group_id=sub_group.id, person_id=person.id, joined_on=TODAY))
    db.session.flush()
    return group, sub_group
