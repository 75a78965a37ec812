"""Registering a person, completing and correcting the file."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.crypto import blind_index
from core.dates import JAKARTA
from core.db import db
from core.errors import Conflict, RuleBroken
from core.numbers import number_for
from core.people import queries
from core.people.answers import record_consent, withdraw_consent
from core.people.belongings import add_business, edit_business, record_paper
from core.people.consent import REQUIRED
from core.people.drafts import Details, Registration
from core.people.kinds import ConsentPurpose
from core.people.models import Person, UnprovenNik
from core.people.nik import Claims, list_warnings, mask_nik, parse_nik, read_nik
from core.people.phone import format_phone, parse_phone
from core.places.areas import kecamatan_code_of
from core.places.queries import kecamatan_choices, kelurahan_exists

__all__ = [
    "add_business",
    "complete",
    "edit_business",
    "record_consent",
    "record_paper",
    "register",
    "withdraw_consent",
]

RECORDERS = (Role.OFFICER, Role.SYSTEM)
REGISTRARS = (*RECORDERS, Role.TRAINER)  # a trainer registers who walks into a class


class DuplicateNik(Conflict):
    """The NIK belongs to somebody who is already registered."""


class ConsentMissing(RuleBroken):
    """Nothing may be kept about a person who did not agree to be registered."""


class UnknownKelurahan(RuleBroken):
    """The kelurahan is none of the city's."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed the person while the form was open."""


class ReasonMissing(RuleBroken):
    """A changed NIK or name needs a reason that an auditor can read later."""


def register(draft: Registration, *, actor: Actor, now: datetime) -> Person:
    """Register a person with the least that is needed, and record the answers to every consent.

    Sex and birth date are taken from the NIK until somebody reads them off the KTP.

    :raises DuplicateNik: naming the number under which the NIK is registered
    :raises ConsentMissing: without consent to registration
    """
    actor.require(*REGISTRARS, deed="mendaftarkan orang")
    if not draft.consents >= REQUIRED:
        raise ConsentMissing(
            "Pendaftaran hanya bisa disimpan bila orangnya setuju datanya disimpan. Bacakan teksnya, lalu centang.",
            field="consent_registration",
        )
    _check_kelurahan(draft.kelurahan_code)
    today = now.astimezone(JAKARTA).date()
    person = Person(
        number=f"baru-{secrets.token_hex(6)}",
        name=draft.name,
        phone=parse_phone(draft.phone),
        kelurahan_code=draft.kelurahan_code,
        rt=draft.rt,
        need=draft.need,
        registered_at=now,
        registered_by_id=actor.id,
    )
    nik = parse_nik(draft.nik) if draft.nik else None
    if nik is not None:
        reading = read_nik(nik, today=today)
        if reading.born_on is not None:
            person.born_on, person.sex = reading.born_on, reading.sex
    _claim_nik(person, nik)
    _refresh_warnings(person, today)
    person.number = number_for("HK", today, person.id)
    db.session.flush()
    audit.record(
        "people.register",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"Mendaftarkan {person.number}",
        after=_shown(person),
    )
    for purpose in ConsentPurpose:
        record_consent(person, purpose, is_given=purpose in draft.consents, actor=actor, now=now)
    return person


def complete(person: Person, draft: Details, *, actor: Actor, now: datetime) -> Person:
    """Write what is now known of a person; a changed NIK or name is a correction and needs a reason.

    :raises ReasonMissing: when a NIK or a name changes without a reason
    :raises DuplicateNik: when the NIK belongs to somebody else
    :raises ChangedMeanwhile: when the person changed since the form was opened
    """
    actor.require(*RECORDERS, deed="mengubah data orang")
    if draft.version not in (None, person.version):
        raise ChangedMeanwhile(
            "Data orang ini diubah petugas lain sejak formulir ini dibuka. Periksa isian Anda, lalu simpan sekali lagi."
        )
    _check_kelurahan(draft.kelurahan_code)
    today = now.astimezone(JAKARTA).date()
    nik = parse_nik(draft.nik) if draft.nik else None
    corrected = (person.nik is not None and nik != person.nik) or draft.name != person.name
    if corrected and not draft.reason:
        raise ReasonMissing(
            "Nama atau NIK berubah dari yang tercatat. Tulis alasannya, contoh: salah ketik, KTP sudah dilihat.",
            field="reason",
        )
    if draft.born_on is not None and draft.born_on > today:
        raise RuleBroken("Tanggal lahir tidak boleh sesudah hari ini.", field="born_on")
    before = _shown(person)
    if nik != person.nik:
        _claim_nik(person, nik)
    person.name, person.phone, person.email = draft.name, parse_phone(draft.phone), draft.email
    person.sex, person.born_on = draft.sex, draft.born_on
    person.address, person.rt, person.kelurahan_code = draft.address, draft.rt, draft.kelurahan_code
    person.need = draft.need
    person.household_cost_monthly = draft.household_cost_monthly
    person.other_income_monthly = draft.other_income_monthly
    person.version += 1
    _refresh_warnings(person, today)
    db.session.flush()
    after = _shown(person)
    changed = [key for key in after if after[key] != before[key]]
    reason = f". Alasan: {draft.reason}" if corrected and draft.reason else ""
    audit.record(
        "people.correct" if corrected else "people.complete",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"{'Membetulkan' if corrected else 'Melengkapi'} data {person.number}{reason}",
        before={key: before[key] for key in changed},
        after={key: after[key] for key in changed},
    )
    return person


def _check_kelurahan(code: str) -> None:
    if not kelurahan_exists(code):
        raise UnknownKelurahan(
            "Pilih kelurahan dari daftar. Program ini untuk warga Kota Jambi.", field="kelurahan_code"
        )


def _claim_nik(person: Person, nik: str | None) -> None:
    """Give a person a NIK and write the row; another officer may have used it a moment after we looked."""
    known = queries.find_by_nik(nik) if nik else None
    if known is not None and known is not person:
        raise _duplicate(known)
    try:
        with db.session.begin_nested():
            person.nik, person.nik_index = nik, blind_index(nik) if nik else None
            db.session.add(person)
            db.session.flush()
            if nik is not None:
                db.session.execute(delete(UnprovenNik).where(UnprovenNik.person_id == person.id))
    except IntegrityError:
        known = queries.find_by_nik(nik) if nik else None
        if known is None:
            raise
        raise _duplicate(known) from None


def _duplicate(known: Person) -> DuplicateNik:
    return DuplicateNik(
        f"NIK ini sudah terdaftar dengan nomor {known.number}. Buka nomor itu, jangan mendaftar dua kali.", field="nik"
    )


def _refresh_warnings(person: Person, today: date) -> None:
    if person.nik is None:
        person.nik_warnings = None
        return
    claims = Claims(person.born_on, person.sex, kecamatan_code_of(person.kelurahan_code))
    warnings = list_warnings(person.nik, claims, kecamatan=dict(kecamatan_choices()), today=today)
    person.nik_warnings = "\n".join(warnings) or None


def _shown(person: Person) -> dict[str, Any]:
    """Return what the audit trail keeps: never a whole name, NIK, phone number or address."""
    return {
        "name": mask_name(person.name),
        "nik": mask_nik(person.nik),
        "phone": f"…{format_phone(person.phone)[-4:]}",
        "email": None if person.email is None else "tercatat",
        "sex": person.sex,
        "born_on": None if person.born_on is None else person.born_on.year,
        "kelurahan_code": person.kelurahan_code,
        "address": None if person.address is None else "tercatat",
        "need": None if person.need is None else "tercatat",
        "household_cost_monthly": person.household_cost_monthly,
        "other_income_monthly": person.other_income_monthly,
    }


def mask_name(name: str) -> str:
    """Return a name as the trail keeps it: enough to see that it changed, too little to know whose it is."""
    return " ".join(f"{word[:2]}{'•' * max(0, len(word) - 2)}" for word in name.split())
