"""Reads an iDeb out of the text lines of its PDF: the person's number and what each reporter prints."""

import re
from collections.abc import Sequence

from scoring.screening.facilities import Facility, MonthQuality
from scoring.screening.ideb import IdebReport, PartHeader

_TITLE = re.compile(r"informasi debitur|\bideb\b|sistem layanan informasi keuangan|\bslik\b", re.IGNORECASE)
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_REPORTER = re.compile(
    r"^\s*(?:pelapor|nama pelapor|ljk|"
    r"kreditur/?pelapor)\s*[:/]?\s*(?:(\d{3,6})\s*[-–]?\s*)?(?P<name>[A-Z].{3,120}?)\s*$",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"^\s*(?P<code>\d{3}|\d{6})\s*[-–]\s*(?P<name>(?:PT|Bank|Koperasi|BPR|PD|Perum).{3,110}?)(?:\s{2,}.*)?$"
)
_FIELDS = {
    "outstanding": re.compile(r"baki\s*debet\s*:?\s*(?:rp\.?\s*)?([\d.,]+)", re.IGNORECASE),
    "limit": re.compile(r"plafon(?!\s*awal)\s*(?:efektif)?\s*:?\s*(?:rp\.?\s*)?([\d.,]+)", re.IGNORECASE),
    "quality": re.compile(r"kualitas\s*:?\s*([1-5])\b", re.IGNORECASE),
    "days": re.compile(r"(?:jumlah\s*)?hari\s*tunggakan\s*:?\s*(\d{1,5})", re.IGNORECASE),
    "principal": re.compile(r"tunggakan\s*pokok\s*:?\s*(?:rp\.?\s*)?([\d.,]+)", re.IGNORECASE),
    "interest": re.compile(r"tunggakan\s*bunga\s*:?\s*(?:rp\.?\s*)?([\d.,]+)", re.IGNORECASE),
    "fines": re.compile(r"denda\s*:?\s*(?:rp\.?\s*)?([\d.,]+)", re.IGNORECASE),
    "condition": re.compile(r"kondisi\s*:?\s*((?:\d{2}\s*[-–]?\s*)?[A-Za-z][A-Za-z ]{3,60})", re.IGNORECASE),
}


def is_printed_ideb(lines: Sequence[str]) -> bool:
    """Tell whether text lines are a printed iDeb and not a statement."""
    start = "\n".join(lines[:80])
    return bool(_TITLE.search(start)) and any(
        re.search(r"baki\s*debet|kreditur|fasilitas|debitur", line, re.I) for line in lines
    )


def read_printed_ideb(lines: Sequence[str]) -> IdebReport:
    """Read the lines of a printed iDeb; what it does not print is left empty, and an officer confirms the rest."""
    number = next(
        (match[0] for line in lines if re.search("nik|identitas|ktp", line, re.I) and (match := _NIK.search(line))), ""
    )
    number = number or next((match[0] for line in lines if (match := _NIK.search(line))), "")
    facilities: list[Facility] = []
    name, start = "", 0
    code = ""
    for index, line in enumerate(lines):
        match = _CODED.match(line) or _REPORTER.match(line)
        if match:
            if name:
                facilities += _facility(lines[start:index], start, code, name)
            groups = match.groupdict()
            name, start, code = groups["name"].strip(), index, groups.get("code") or ""
    if name:
        facilities += _facility(lines[start:], start, code, name)
    person = next((line.split(":", 1)[1].strip() for line in lines if re.match(r"\s*nama\b.*:", line, re.I)), "")
    return IdebReport(
        parts=(PartHeader(None, None, "", ""),),
        niks=(number,) if number else (),
        name=person,
        as_of="",
        requested_on=None,
        facilities=tuple(facilities),
        complete=None,
        missing_parts=(),
        total_outstanding=None,
        worst_quality=max((facility.quality for facility in facilities if facility.quality), default=None),
        warnings=("Dibaca dari PDF: periksa setiap fasilitas terhadap lembarnya sebelum dikonfirmasi.",),
    )


def _facility(block: Sequence[str], start: int, code: str, name: str) -> list[Facility]:
    text = "\n".join(block)
    found = {key: match[1] for key, pattern in _FIELDS.items() if (match := pattern.search(text))}
    if not {"outstanding", "quality", "condition"} & set(found):
        return []
    condition = found.get("condition", "")
    coded = re.match(r"(\d{2})", condition)
    label = re.sub(r"^\d{2}\s*[-–]?\s*", "", condition).strip()
    quality = int(found["quality"]) if "quality" in found else None
    history: tuple[MonthQuality, ...] = ()
    return [
        Facility(
            path=f"baris {start + 1}",
            reporter_code=code,
            reporter=name,
            branch="",
            account="",
            outstanding=_rupiah(found.get("outstanding")),
            limit=_rupiah(found.get("limit")),
            first_limit=None,
            rate="",
            kind_of_credit="",
            purpose="",
            programme="",
            quality=quality,
            quality_label="",
            days_late=int(found["days"]) if "days" in found else None,
            principal_late=_rupiah(found.get("principal")),
            interest_late=_rupiah(found.get("interest")),
            fines=_rupiah(found.get("fines")),
            times_late=None,
            times_restructured=None,
            restructured_on=None,
            restructuring="",
            started_on=None,
            due_on=None,
            stuck_on=None,
            stuck_because="",
            condition=coded[1] if coded else "",
            condition_label=label,
            condition_on=None,
            remark="",
            updated_on=None,
            history=history,
        )
    ]


def _rupiah(text: str | None) -> int | None:
    if not text:
        return None
    digits = re.sub(r"[.,]\d{2}$", "", text.strip(".,"))
    digits = re.sub(r"\D", "", digits)
    return int(digits) if digits and len(digits) <= 15 else None
