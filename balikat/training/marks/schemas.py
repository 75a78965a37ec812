"""Reading the attendance page and the score grid, whose rows are the participants."""

from collections.abc import Mapping
from typing import Any

from marshmallow import post_load
from werkzeug.datastructures import MultiDict

from balikat.training.attendance import Competence, Entry, Mark, WrongHours, mark_for, read_code
from balikat.training.completion import AssessmentKind
from balikat.training.drafts import ScoreDraft
from core.people.drafts import Registration
from core.people.kinds import ConsentPurpose
from core.people.schemas import CheckedPhone, KelurahanCode, PersonName
from core.web.fields import Flag, FormSchema
from core.web.forms import Form

DIGITS_AT_MOST = 4


class WalkInSchema(FormSchema):
    """Somebody who came without being enrolled: the least that is needed; the NIK comes with the KTP."""

    name = PersonName("nama")
    phone = CheckedPhone()
    kelurahan_code = KelurahanCode()
    consent = Flag("persetujuan", must="Tanyakan persetujuannya, lalu centang. Tanpa itu namanya tidak boleh dicatat.")

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Registration:
        """Turn good values into the draft."""
        values.pop("consent")
        return Registration(**values, consents=frozenset({ConsentPurpose.REGISTRATION}))


def read_attendance(source: MultiDict[str, str], names: Mapping[int, str], *, session_hours: int) -> Form[list[Entry]]:
    """Read an attendance page: ``mark-7``, ``hours-7`` and ``was-7`` (the mark it was shown with) for enrollment 7.

    :param names: of the participants, by enrollment; a row for anybody else is an error
    """
    form: Form[list[Entry]] = Form(dict(source.items()))
    _check_rows(form, source, names, prefix="mark-")
    marks = {mark.value: mark for mark in Mark}
    entries = []
    for key, name in names.items():
        mark = marks.get(source.get(f"mark-{key}", ""))
        if mark is None:
            continue
        typed = source.get(f"hours-{key}", "").strip()
        if typed and not (typed.isdecimal() and len(typed) <= DIGITS_AT_MOST):
            form.add_error(f"{name}: isi JP dengan angka, paling banyak {session_hours}.", f"hours-{key}")
            continue
        try:
            chosen = mark_for(mark, int(typed) if typed else None, session_hours=session_hours, name=name)
        except WrongHours as error:
            form.add_error(error.message, f"hours-{key}")
            continue
        entries.append(Entry(key, shown=read_code(source.get(f"was-{key}", "")), chosen=chosen))
    if not form.errors:
        form.draft = entries
    return form


def read_scores(source: MultiDict[str, str], names: Mapping[int, str], *, maximum: int) -> Form[list[ScoreDraft]]:
    """Read a score grid: one cell for each participant and kind of test, named ``post_test-7`` for enrollment 7."""
    form: Form[list[ScoreDraft]] = Form(dict(source.items()))
    _check_rows(form, source, names, prefix=f"{AssessmentKind.POST_TEST.value}-")
    drafts = []
    for key, name in names.items():
        for kind in AssessmentKind:
            cell = f"{kind.value}-{key}"
            typed = source.get(cell, "").strip()
            if not typed:
                continue
            if not (typed.isdecimal() and len(typed) <= DIGITS_AT_MOST and int(typed) <= maximum):
                form.add_error(f"{name}: nilai {kind.label} berupa angka bulat 0 sampai {maximum}.", cell)
                continue
            drafts.append(ScoreDraft(key, kind, int(typed)))
    if not form.errors:
        form.draft = drafts
    return form


def read_competences(source: MultiDict[str, str], names: Mapping[int, str]) -> dict[int, Competence]:
    """Read what the assessor found: ``competence-7`` for enrollment 7; an empty choice says nothing."""
    kinds = {kind.value: kind for kind in Competence}
    told = {key: kinds.get(source.get(f"competence-{key}", "")) for key in names}
    return {key: kind for key, kind in told.items() if kind is not None}


def _check_rows(form: Form[Any], source: MultiDict[str, str], names: Mapping[int, str], *, prefix: str) -> None:
    known = {f"{prefix}{key}" for key in names}
    if any(name.startswith(prefix) and name not in known for name in source):
        form.add_error("Daftar peserta berubah sejak halaman ini dibuka. Periksa daftarnya di bawah, lalu simpan lagi.")
