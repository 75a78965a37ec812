"""Asking for briefs, for the figures one would show now, and for who is late."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from core.auth.roles import SYSTEM
from core.dates import format_date
from core.db import db, get_or_404
from core.money import format_number
from core.policy.queries import whole_on
from harkat.applications.queue.queries import queue_page
from harkat.applications.queue.wishes import WaitingFor, Wish
from harkat.facility import queries as facility
from harkat.reports.briefs.content import Before, Content, Figure, LateLine, ReasonLine, compare, number_of, unpack
from harkat.reports.briefs.deciding import Lateness, Proposed, heaviest, propose
from harkat.reports.briefs.kinds import MOST_LATE, BriefState, Unit
from harkat.reports.briefs.late_cases import LateFile, LateFiles, cases_words
from harkat.reports.briefs.models import MayorBrief
from harkat.reports.briefs.terms import BANK_LATE_DAYS
from harkat.reports.figures import Front
from harkat.reports.queries.borrowers import borrowers_on
from harkat.reports.queries.front import money
from harkat.reports.queries.funnel import reasons as counted_reasons
from harkat.reports.reasons import Reason, told_reasons
from harkat.reports.snapshots.queries import first_day
from harkat.reports.suppression import Count

CITY_HANDS = "Petugas dan pimpinan"


def briefs() -> list[MayorBrief]:
    """Return the briefs, drafts first, then the issued ones, newest first."""
    rows = db.session.scalars(select(MayorBrief).order_by(MayorBrief.id.desc()).limit(200))
    return sorted(rows, key=lambda row: row.state is BriefState.ISSUED)


def brief(brief_id: int) -> MayorBrief:
    """Return a brief.

    :raises NotFound: when there is none
    """
    return get_or_404(MayorBrief, brief_id, what="Lembar Wali Kota")


def newest_issued(day: date | None = None) -> MayorBrief | None:
    """Return the issued brief with the newest figures, or the one with the newest up to a day; of equals the last."""
    issued = select(MayorBrief).where(MayorBrief.state == BriefState.ISSUED)
    if day is not None:
        issued = issued.where(MayorBrief.day <= day)
    newest = issued.order_by(MayorBrief.day.desc(), MayorBrief.year.desc(), MayorBrief.sequence.desc())
    return db.session.scalar(newest.limit(1))


def earliest_day() -> tuple[date, str] | None:
    """Return the first day a new brief may tell of, and why: the newest issued brief's, or the fund's first day."""
    last = newest_issued()
    if last is not None:
        return last.day, f"{last.number} sudah menerangkan keadaan per {format_date(last.day)}"
    first = first_day()
    return None if first is None else (first, f"pembukuan dana dimulai {format_date(first)}")


def last_sequence(year: int) -> int:
    """Return the highest number issued in a year, 0 when none was."""
    query = select(MayorBrief.sequence).where(MayorBrief.year == year, MayorBrief.sequence.is_not(None))
    return db.session.scalar(query.order_by(MayorBrief.sequence.desc()).limit(1)) or 0


def next_number(year: int) -> str:
    """Return the number the next brief of a year gets."""
    return number_of(year, last_sequence(year) + 1)


def content_of(row: MayorBrief, *, today: date) -> Content:
    """Return what stands on a brief: as issued, or as it would be issued now."""
    if row.content is not None:
        return unpack(row.content)
    shown = money(row.day, today=today)
    before = newest_issued(row.day)
    known = unpack(before.content) if before is not None and before.content is not None else None
    counts = counts_on(row.day)
    return Content(
        day=row.day,
        bank_day=shown.reported_on,
        silent=shown.silent_banks,
        source=shown.in_force.source if shown.in_force else "besar dana program belum dicatat",
        figures=compare(figures_on(row.day, shown), {line.key: line.value for line in known.figures} if known else {}),
        before=Before(str(before.number), known.day) if before is not None and known is not None else None,
        opening=row.opening,
        reasons=tuple(_line(Reason.of(value), words, counts) for value, words in row.reasons),
        decisions=tuple(row.decisions),
        late=tuple(late_on(row.day, shown, today=today)),
        late_words=row.late_words or "",
    )


def figures_on(day: date, shown: Front) -> tuple[Figure, ...]:
    """Return the five figures on a day; money of borrowers is absent while no bank has reported."""
    total, rupiah = shown.total, Unit.RUPIAH.value
    told = shown.reported_on is not None
    borrowers = borrowers_on(day) if told else None
    return (
        Figure(
            "disbursed",
            "Dicairkan",
            rupiah,
            total.disbursed_total if told else None,
            f"serapan {shown.absorption_words} dari plafon program" if told else "",
        ),
        Figure(
            "borrowers", "Penerima", Unit.PERSONS.value, borrowers, "termasuk pinjaman ambil alih dan tanpa permohonan"
        ),
        Figure("committed", "Disetujui, belum cair", rupiah, total.committed, "disisihkan bank"),
        Figure("outstanding", "Sisa pokok berjalan", rupiah, total.outstanding if told else None),
        Figure("available", "Tersedia di bank", rupiah, total.available, "masih dapat disetujui"),
    )


def counts_on(day: date) -> dict[Reason, Count[Reason]]:
    """Return how many stand still for each reason on a day, small counts about debts closed."""
    return {count.key: count for count in told_reasons(counted_reasons(day))}


def heaviest_reasons(day: date) -> list[Reason]:
    """Return the reasons that hold most persons as far as their counts may be shown, three at most."""
    return heaviest(counts_on(day))


def proposed_decisions(day: date, *, today: date) -> list[Proposed]:
    """Return the three decisions that answer what holds most people on a day, and who is late."""
    late_banks = len(_late_banks(day, money(day, today=today)))
    files = late_files(day) if day == today else []
    at_city = sum(held.total for held in files if held.who == CITY_HANDS)
    at_banks = sum(held.total for held in files) - at_city
    return propose(counts_on(day), Lateness(at_banks, at_city, late_banks))


def late_on(day: date, shown: Front, *, today: date) -> Sequence[LateLine]:
    """Return who is late: banks that have not reported lately, and, today, files past their working days."""
    lines = _late_banks(day, shown)
    if day < today:
        lines.append(LateLine("Permohonan di bank dan kota", "tidak dihitung", "hanya diketahui untuk hari ini"))
    else:
        lines += [
            LateLine(held.who, f"{format_number(held.total)} permohonan lewat sasaran", cases_words(held))
            for held in late_files(day)
        ]
    return lines[:MOST_LATE]


def _late_banks(day: date, shown: Front) -> list[LateLine]:
    """Return the banks that have never reported, or not within the days that the rules give them."""
    most = whole_on(BANK_LATE_DAYS, day)
    lines = []
    for bank in shown.banks:
        if bank.reported_on is None:
            lines.append(LateLine(bank.name, "belum melaporkan data", "belum pernah"))
        elif (day - bank.reported_on).days > most:
            ago = f"{format_date(bank.reported_on)} ({(day - bank.reported_on).days} hari)"
            lines.append(LateLine(bank.name, "laporan data", f"terakhir {ago}"))
    return lines


def late_files(day: date) -> list[LateFiles]:
    """Return the files past their target today, at each bank and in the city's own hands, the latest first."""
    asked = [
        (bank.name, queue_page(SYSTEM, day, Wish(waiting_for=WaitingFor.BANK, late=True), bank_id=str(bank.id)))
        for bank in facility.banks()
    ]
    asked.append((CITY_HANDS, queue_page(SYSTEM, day, Wish(waiting_for=WaitingFor.CITY, late=True))))
    return [
        LateFiles(
            who,
            found.total,
            tuple(
                LateFile(row.id, row.number, row.state.label, waited.step, waited.beyond) for row, waited in found.rows
            ),
        )
        for who, found in asked
        if found.total
    ]


def _line(reason: Reason, words: str, counts: dict[Reason, Count[Reason]]) -> ReasonLine:
    count = counts.get(reason)
    return ReasonLine(reason.label, count.words if count else "0", words)
