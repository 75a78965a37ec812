"""The ``screen`` command: reads iDeb files, statements and declared debts without a database, secret or app."""

import gc
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TextIO

import click

from core.errors import DomainError
from core.files.limits import LARGEST_FILE, FileRefused, refuse_large
from core.files.opening import OpenedFile, open_file
from core.files.packaged import read_packaged_table
from core.files.text import decode_text
from scoring.screening.caps import Cap, read_caps
from scoring.screening.evidence import read_evidence, screen_evidence
from scoring.screening.findings import Finding, places_of
from scoring.screening.informal_cases import answer_case
from scoring.screening.lenders import read_lenders
from scoring.screening.matching import LenderRegistry
from scoring.screening.screening import EvidenceKind, Screening

_FACTS = "scoring.screening.facts"
_LONGEST_ROW = 1_000_000


@cache
def packaged_registry() -> LenderRegistry:
    """Load the lender registry that ships with the program."""
    return LenderRegistry(
        read_lenders(
            read_packaged_table(_FACTS, "p2p_lenders.csv"),
            read_packaged_table(_FACTS, "illegal_lenders.csv"),
            read_packaged_table(_FACTS, "other_lenders.csv"),
        )
    )


@cache
def packaged_caps() -> tuple[Cap, ...]:
    """Load the dated caps that ship with the program."""
    return tuple(read_caps(read_packaged_table(_FACTS, "pinjol_caps.csv")))


def screen_files(paths: Sequence[str], *, nik: str | None, name: str | None) -> dict[str, object]:
    """Screen one iDeb (its parts) or one statement; whatever the files hold, an answer comes back."""
    try:
        opened, notes = _open_all(paths)
        screening = screen_evidence(read_evidence(opened), packaged_registry(), nik=nik, name=name)
    except DomainError as refused:
        return _failure(refused.message, _kind_of_failure(paths))
    except (MemoryError, RecursionError):
        return _failure("Berkas ini terlalu rumit untuk dibaca dengan aman.", None)
    except Exception as problem:  # noqa: BLE001 no file, however hostile, ends the run
        return _failure(f"Berkas ini tidak bisa dibaca ({type(problem).__name__}).", None)
    answer = _answer(screening)
    answer["warnings"] = [*notes, *screening.warnings]
    return answer


def _open_all(paths: Sequence[str]) -> tuple[list[OpenedFile], list[str]]:
    """Open the files; a part of several that cannot be opened becomes an empty part, so the others still speak."""
    if not paths:
        raise FileRefused("Tidak ada berkas yang disebut.")
    opened: list[OpenedFile] = []
    notes: list[str] = []
    names = _distinct_names(paths)
    for path, name in zip(paths, names, strict=True):
        try:
            opened.append(open_file(name, _read_bytes(path)))
        except FileRefused as refused:
            if len(paths) == 1:
                raise
            opened.append(OpenedFile(name))
            notes.append(f"{name}: {refused.message}")
    if not any(file.json_value is not None or file.tables or file.lines for file in opened):
        raise FileRefused(notes[0])
    return opened, notes


def _distinct_names(paths: Sequence[str]) -> list[str]:
    short = [Path(path).name for path in paths]
    return short if len(set(short)) == len(short) else list(paths)


def _read_bytes(path: str) -> bytes:
    place = Path(path)
    try:
        if not place.is_file():
            raise FileRefused("Berkas tidak ditemukan, atau bukan berkas biasa.")
        refuse_large(place.stat().st_size)
        with place.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise FileRefused("Berkas tidak bisa dibuka.") from None


def _kind_of_failure(paths: Sequence[str]) -> str | None:
    """Name the kind of a broken file where its beginning still tells."""
    try:
        start = decode_text(_read_bytes(paths[0])[:4000])
    except (FileRefused, IndexError):
        return None
    return (
        EvidenceKind.IDEB.value
        if '"individual"' in start or "kreditPembiay" in start or '"totalBagian"' in start
        else None
    )


def _failure(message: str, kind: str | None) -> dict[str, object]:
    return {
        "kind": kind,
        "flagged": None,
        "complete": None,
        "identity_match": None,
        "findings": [],
        "warnings": [],
        "error": message,
    }


def _answer(screening: Screening) -> dict[str, object]:
    return {
        "kind": screening.kind.value,
        "flagged": screening.flagged,
        "complete": screening.complete,
        "identity_match": screening.identity_match,
        "findings": [_show_finding(finding) for finding in screening.findings],
        "warnings": [],
        "error": None,
    }


def _show_finding(finding: Finding) -> dict[str, object]:
    return {
        "lender": finding.lender,
        "kind": finding.kind.value,
        "active": finding.active,
        "outstanding": finding.outstanding,
        "confidence": finding.confidence.value,
        "evidence": places_of(finding.evidence),
    }


def screen_batch(rows: Iterator[str]) -> Iterator[str]:
    """Answer each JSON line in order; a broken line gets an answer with an error."""
    for row in rows:
        if row.strip():
            yield json.dumps(_answer_row(row), ensure_ascii=False)


def _answer_row(row: str) -> dict[str, object]:
    try:
        request = json.loads(row) if len(row) <= _LONGEST_ROW else None
    except (ValueError, RecursionError):
        request = None
    if not isinstance(request, Mapping):
        return {"id": None, **_failure("Baris ini bukan objek JSON.", None)}
    key = request.get("id")
    files = request.get("files")
    if isinstance(files, str):
        files = [files]
    if not isinstance(files, list) or not files or not all(isinstance(path, str) for path in files):
        return {"id": key, **_failure("Isi files dengan daftar nama berkas.", None)}
    nik, name = _text_of(request.get("nik")), _text_of(request.get("name"))
    return {"id": key, **screen_files(files, nik=nik, name=name)}


def _text_of(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip()[:500] or None


def answer_informal(content: bytes) -> list[dict[str, object]]:
    """Answer a list of declared debts.

    :raises FileRefused: when the content is not a JSON list
    """
    if len(content) > LARGEST_FILE:
        raise FileRefused("Berkas terlalu besar.")
    try:
        cases = json.loads(decode_text(content))
    except (ValueError, RecursionError):
        raise FileRefused("Berkas bukan JSON yang utuh. Isinya harus daftar utang.") from None
    if isinstance(cases, Mapping):
        cases = [cases]
    if not isinstance(cases, list):
        raise FileRefused('Isi berkas harus daftar utang, contoh [{"id": …, "received": …}].')
    return [answer_case(case, packaged_caps()) for case in cases]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(), metavar="FILE…")
@click.option("--nik", help="NIK orangnya; iDeb milik orang lain tidak dinilai.")
@click.option("--name", "person", help="Nama orangnya; rekening milik orang lain tidak dinilai.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--batch", type=click.Path(allow_dash=True), help="Baris JSON masuk, baris JSON keluar; - untuk masukan baku."
)
@click.option("--informal", type=click.Path(allow_dash=True), help="Daftar utang yang diceritakan, dalam JSON.")
def screen(
    files: tuple[str, ...], nik: str | None, person: str | None, form: str, batch: str | None, informal: str | None
) -> None:
    """Baca iDeb, mutasi rekening, atau utang yang diceritakan, dan tunjukkan pinjol serta rentenir dengan buktinya."""
    for stream in (sys.stdout, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if informal is None:
        packaged_registry()
        gc.freeze()  # the registry stays until the end, so looking through it for garbage is time lost
    if batch is not None:
        _run_batch(batch)
    elif informal is not None:
        _run_informal(informal)
    elif not files:
        raise click.UsageError("Sebut berkas yang akan dibaca, atau pakai --batch atau --informal.")
    else:
        _run_files(files, nik, person, form)


def _run_batch(batch: str) -> None:
    if batch == "-":
        _answer_rows(sys.stdin)
        return
    try:
        with Path(batch).open(encoding="utf-8-sig", errors="replace") as source:
            _answer_rows(source)
    except OSError:
        raise click.ClickException(f"Berkas {batch} tidak bisa dibuka.") from None


def _answer_rows(source: TextIO) -> None:
    for answer in screen_batch(iter(source)):
        click.echo(answer)


def _run_informal(informal: str) -> None:
    try:
        content = sys.stdin.buffer.read() if informal == "-" else Path(informal).read_bytes()
        answers = answer_informal(content)
    except OSError:
        raise click.ClickException(f"Berkas {informal} tidak bisa dibuka.") from None
    except FileRefused as refused:
        raise click.ClickException(refused.message) from None
    click.echo(json.dumps(answers, ensure_ascii=False, indent=1))


def _run_files(files: Sequence[str], nik: str | None, person: str | None, form: str) -> None:
    was_read = False
    for group in _group_files(files):
        answer = screen_files(group, nik=nik, name=person)
        was_read = was_read or answer["error"] is None
        if form == "json":
            click.echo(json.dumps({"files": list(group), **answer}, ensure_ascii=False, indent=1))
        else:
            click.echo(_table(group, answer))
    if not was_read:
        raise SystemExit(1)


def _group_files(files: Sequence[str]) -> list[tuple[str, ...]]:
    """Put the JSON files together as parts of one iDeb; every other file stands alone."""
    if len(files) == 1:
        return [tuple(files)]
    parts = [path for path in files if _kind_of_failure([path]) == EvidenceKind.IDEB.value]
    groups = [tuple(parts)] if parts else []
    return groups + [(path,) for path in files if path not in parts]


_YES_NO = {True: "ya", False: "tidak", None: "belum tentu"}


def _table(group: Sequence[str], answer: Mapping[str, object]) -> str:
    lines = [", ".join(group)]
    if answer["error"]:
        return "\n".join([*lines, f"  Tidak terbaca: {answer['error']}"])
    for label, key in (("Perlu ditanyakan", "flagged"), ("Lengkap", "complete"), ("Orangnya cocok", "identity_match")):
        value = answer[key]
        lines.append(f"  {label}: {_YES_NO[value if isinstance(value, bool) else None]}")
    findings = answer["findings"]
    for finding in findings if isinstance(findings, list) else []:
        owed = finding["outstanding"]
        places = ", ".join(str(place) for place in finding["evidence"][:12])
        shown = f" sisa {owed:,}".replace(",", ".") if isinstance(owed, int) else ""
        lines.append(
            f"  - {finding['lender']} [{finding['kind']}] aktif: {_YES_NO[finding['active']]}{shown}; bukti: {places}"
        )
    notes = answer["warnings"]
    lines += [f"  ! {note}" for note in (notes if isinstance(notes, list) else [])]
    return "\n".join(lines)
