"""Reading the grid: a row a participant, a column a session, and what each row was shown with."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from balikat.training.attendance import Entry, Marked, WrongHours, read_code
from balikat.training.cells import read_cell
from balikat.training.models import ClassSession
from core.dates import format_date_short
from core.web.forms import Form

Entries = dict[int, list[Entry]]


def write_shown(marks: Mapping[int, Marked]) -> str:
    """Write the marks a row was shown with, by session, for a hidden field."""
    return ";".join(f"{session_id}={marked.code}" for session_id, marked in sorted(marks.items()))


def read_shown(text: str) -> dict[int, Marked]:
    """Read the marks a row was shown with; what is mangled counts as not shown."""
    shown = {}
    for part in text.split(";"):
        key, _, code = part.partition("=")
        marked = read_code(code)
        if key.isdecimal() and len(key) < 18 and marked is not None:
            shown[int(key)] = marked
    return shown


def read_grid(source: MultiDict[str, str], names: Mapping[int, str], sessions: Sequence[ClassSession]) -> Form[Entries]:
    """Read the cells ``s12-7`` (session 12, enrollment 7) and the rows' ``was-7``.

    :param names: of the participants, by enrollment
    :param sessions: those that may be marked
    """
    form: Form[Entries] = Form(dict(source.items()))
    entries: Entries = {}
    for key, name in names.items():
        shown = read_shown(source.get(f"was-{key}", ""))
        for session in sessions:
            cell = f"s{session.id}-{key}"
            if cell not in source:
                continue
            try:
                words = f"{name}, {format_date_short(session.held_on)}"
                chosen = read_cell(source[cell], session_hours=session.hours, name=words)
            except WrongHours as error:
                form.add_error(error.message, cell)
                continue
            if chosen is None and session.id in shown:
                form.add_error(f"{words}: tanda tidak bisa dihapus. Tulis A bila tidak hadir.", cell)
            elif chosen is not None and chosen != shown.get(session.id):
                entries.setdefault(session.id, []).append(Entry(key, shown.get(session.id), chosen))
    known = {f"was-{key}" for key in names}
    if any(name.startswith("was-") and name not in known for name in source):
        form.add_error("Daftar peserta berubah sejak halaman ini dibuka. Periksa daftarnya, lalu simpan lagi.")
    if not form.errors:
        form.draft = entries
    return form


def typed_cells(form: Form[Any]) -> Mapping[str, str]:
    """Return what was typed into the cells, for a page that comes back with errors."""
    return {name: str(value) for name, value in form.values.items() if name.startswith("s")}
