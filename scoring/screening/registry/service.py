"""Adding, dating and ending lenders, and applying a form after its changes were looked at."""

from datetime import date, datetime, timedelta

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from core.files.delimited import rank_delimiters, read_delimited
from core.files.text import decode_text
from scoring.screening.drafts import EndLenderDraft
from scoring.screening.lenders import Lender, RegistryChange
from scoring.screening.normalising import name_letters
from scoring.screening.registry import queries
from scoring.screening.registry.models import LenderEntry, LenderForm
from scoring.screening.registry_form import ReadForm, compare_form, read_form


class AlreadyListed(Conflict):
    """A name of this kind that is on the list already."""


class AlreadyApplied(Conflict):
    """A form that was applied before."""


class BadEntry(RuleBroken):
    """An entry that cannot be looked up, or whose days are not in order."""


class BadForm(RuleBroken):
    """A form with rows that cannot be read; nothing of it is applied."""


def add(lender: Lender, *, actor: Actor, now: datetime) -> LenderEntry:
    """Put a name on the list.

    :raises AlreadyListed: when the kind already has it
    :raises BadEntry: when it cannot be looked up or its days are not in order
    """
    actor.require(Role.ADMIN, deed="mengubah daftar pemberi pinjaman")
    _check(lender)
    if any(held.key == lender.key for held in queries.lenders()):
        raise AlreadyListed("Nama ini sudah ada di daftar untuk jenis yang sama. Buka dan ubah di sana.", field="brand")
    row = _write(lender, actor=actor, now=now)
    _record("screening.add_lender", f"Menambah pemberi pinjaman {lender.brand}", row, None, actor=actor, now=now)
    return row


def change(held: Lender, lender: Lender, *, actor: Actor, now: datetime) -> LenderEntry:
    """Change an entry; its kind and name stay, so that what was found under it stays told apart.

    :raises BadEntry: when its days are not in order
    """
    actor.require(Role.ADMIN, deed="mengubah daftar pemberi pinjaman")
    _check(lender)
    if lender.key != held.key:
        raise BadEntry("Jenis dan mereknya tidak bisa diganti. Akhiri yang lama, lalu tambah yang baru.", field="brand")
    row = _write(lender, actor=actor, now=now)
    _record("screening.change_lender", f"Mengubah pemberi pinjaman {lender.brand}", row, held, actor=actor, now=now)
    return row


def end(held: Lender, draft: EndLenderDraft, *, actor: Actor, now: datetime) -> LenderEntry:
    """Let an entry count until a day; older evidence is still read by it.

    :raises BadEntry: when it began later
    """
    actor.require(Role.ADMIN, deed="mengubah daftar pemberi pinjaman")
    ended = _ended(held, draft.last_day, draft.source)
    _check(ended)
    row = _write(ended, actor=actor, now=now)
    _record("screening.end_lender", f"Mengakhiri pemberi pinjaman {held.brand}", row, held, actor=actor, now=now)
    return row


def hand_in(content: bytes, *, is_whole: bool, actor: Actor, now: datetime) -> LenderForm:
    """Keep a form until somebody has looked at what it would change.

    :raises BadForm: when no row can be read
    """
    actor.require(Role.ADMIN, deed="mengubah daftar pemberi pinjaman")
    text = decode_text(content)
    if not read_rows(text).lenders:
        problem = next(iter(read_rows(text).problems), (1, "Berkasnya kosong."))
        raise BadForm(f"Baris {problem[0]}: {problem[1]}", field="file")
    form = LenderForm(content=text, is_whole=is_whole, made_at=now, made_by_id=actor.id)
    db.session.add(form)
    db.session.flush()
    return form


def read_rows(text: str) -> ReadForm:
    """Read a form's text."""
    delimiter = next(iter(rank_delimiters(text)), ",")
    return read_form(read_delimited(text, delimiter))


def changes_of(form: LenderForm, *, today: date) -> tuple[ReadForm, RegistryChange]:
    """Return what a form holds and what it would change against the list of now."""
    read = read_rows(form.content)
    return read, compare_form(queries.lenders(), read.lenders, is_whole=form.is_whole, day=today)


def apply(form: LenderForm, *, actor: Actor, now: datetime, today: date) -> LenderForm:
    """Apply a form: new and changed entries as written, and those a whole list leaves out end yesterday.

    :raises AlreadyApplied: when it is applied
    :raises BadForm: when rows cannot be read
    """
    actor.require(Role.ADMIN, deed="mengubah daftar pemberi pinjaman")
    if form.applied_at is not None:
        raise AlreadyApplied("Berkas ini sudah diterapkan. Muat ulang halaman.")
    read, change = changes_of(form, today=today)
    if read.problems:
        raise BadForm("Masih ada baris yang salah. Betulkan berkasnya, lalu unggah lagi.")
    for lender in change.added:
        _write(lender, actor=actor, now=now)
    for _, lender in change.changed:
        _write(lender, actor=actor, now=now)
    for lender in change.missing:
        _write(_ended(lender, today - timedelta(days=1), lender.source), actor=actor, now=now)
    form.added, form.changed, form.ended = len(change.added), len(change.changed), len(change.missing)
    form.applied_at, form.applied_by_id = now, actor.id
    db.session.flush()
    audit.record(
        "screening.apply_lenders",
        actor=actor,
        now=now,
        subject="lender_form",
        subject_id=form.id,
        summary=f"Menerapkan daftar pemberi pinjaman: {form.added} baru, {form.changed} berubah, {form.ended} berakhir",
        after={
            "added": [lender.brand for lender in change.added][:200],
            "changed": [lender.brand for _, lender in change.changed][:200],
            "ended": [lender.brand for lender in change.missing][:200],
        },
    )
    return form


def _ended(lender: Lender, last_day: date, source: str) -> Lender:
    return Lender(
        lender.brand,
        lender.company,
        lender.aliases,
        lender.kind,
        common_word=lender.common_word,
        cooperative_name=lender.cooperative_name,
        valid_from=lender.valid_from,
        valid_to=last_day,
        source=source,
    )


def _check(lender: Lender) -> None:
    if len(name_letters(lender.brand)) < 3:
        raise BadEntry("Merek paling sedikit tiga huruf, selain PT atau tanda baca.", field="brand")
    if lender.valid_from and lender.valid_to and lender.valid_to < lender.valid_from:
        raise BadEntry("Berlaku sampai tidak boleh sebelum berlaku sejak.", field="valid_to")


def _write(lender: Lender, *, actor: Actor, now: datetime) -> LenderEntry:
    letters = name_letters(lender.brand)
    row = queries.entry(lender.kind, letters)
    if row is None:
        row = LenderEntry(kind=lender.kind, letters=letters)
        db.session.add(row)
    row.brand, row.company, row.aliases = lender.brand, lender.company, "; ".join(lender.aliases)
    row.common_word, row.cooperative_name = lender.common_word, lender.cooperative_name
    row.valid_from, row.valid_to, row.source = lender.valid_from, lender.valid_to, lender.source
    row.changed_at, row.changed_by_id = now, actor.id
    db.session.flush()
    return row


def _record(deed: str, summary: str, row: LenderEntry, before: Lender | None, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="lender_entry",
        subject_id=row.id,
        summary=summary,
        before=None if before is None else _told(before),
        after=_told(row.as_lender()),
    )


def _told(lender: Lender) -> dict[str, object]:
    return {
        "kind": lender.kind,
        "brand": lender.brand,
        "company": lender.company,
        "aliases": list(lender.aliases),
        "valid_from": lender.valid_from,
        "valid_to": lender.valid_to,
        "source": lender.source,
    }
