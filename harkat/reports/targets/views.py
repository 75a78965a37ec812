"""Pages of the Perjanjian Kinerja: the quarter's report, an indicator, what was realised, and the files."""

from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date
from core.db import transaction
from core.documents.pdf import Sheet, Signature, to_pdf
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from core.errors import NotFound
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.downloads import file_answer
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem
from harkat.facility.sources import queries as sources
from harkat.reports.figures import Front
from harkat.reports.letterhead import CITY, OFFICE, SIGNED_BY
from harkat.reports.tables import front_facts
from harkat.reports.targets import queries, service
from harkat.reports.targets.achieving import (
    Achievement,
    printed_table,
    quarter_facts,
    tells_of_arrears,
    workbook_table,
)
from harkat.reports.targets.kinds import FIRST_YEAR, LAST_YEAR, QUARTERS, ROMAN, Measure, Quarter, TargetUnit
from harkat.reports.targets.kinds import quarter_of as current
from harkat.reports.targets.models import PerformanceIndicator
from harkat.reports.targets.schemas import IndicatorSchema, QuarterSchema, amounts, typed

READERS = (*service.WRITERS, Role.AUDITOR)

blueprint = Blueprint("targets", __name__, url_prefix="/laporan/kinerja")
MENU = [MenuItem("Kinerja", "targets.index", READERS, order=8)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show a quarter: every indicator with target, realised, percent, note and who answers for it."""
    quarter, today = _asked(), clock.today()
    rows, shown = queries.achievements(quarter, today=today)
    return page(
        "harkat/reports/targets/index.html",
        quarter=quarter,
        rows=rows,
        facts=_facts(quarter, shown, today),
        years=queries.years(today),
        quarters=[(number, f"Triwulan {ROMAN[number]}") for number in QUARTERS],
        may_write=actor().role in service.WRITERS,
    )


@blueprint.get("/triwulan.<any(pdf, xlsx):kind>")
@allow(*READERS)
def report(kind: str) -> ResponseReturnValue:
    """Give the quarter's report as a printed sheet with a place to sign, or as Excel."""
    quarter, today = _asked(), clock.today()
    rows, shown = queries.achievements(quarter, today=today)
    facts, name = _facts(quarter, shown, today), f"kinerja-{quarter.year}-triwulan-{quarter.number}.{kind}"
    if kind == "xlsx":
        return file_answer(to_xlsx([Table.of(workbook_table(rows, facts, quarter.label))], made_at=clock.now()), name)
    return file_answer(to_pdf(_sheet(quarter, rows, facts, today), label=print_label()), name)


@blueprint.get("/indikator/baru")
@allow(*service.WRITERS)
def new() -> ResponseReturnValue:
    """Show the form for an indicator."""
    return _form(None, empty_form({"year": request.args.get("tahun", "")[:4] or clock.today().year}))


@blueprint.post("/indikator/baru")
@allow(*service.WRITERS)
def create() -> ResponseReturnValue:
    """Write an indicator down."""
    return _write(None)


@blueprint.get("/indikator/<int:indicator_id>")
@allow(*service.WRITERS)
def edit(indicator_id: int) -> ResponseReturnValue:
    """Show the form of an indicator as it is."""
    row = queries.indicator(indicator_id)
    return _form(row, empty_form(_values(row)))


@blueprint.post("/indikator/<int:indicator_id>")
@allow(*service.WRITERS)
def change(indicator_id: int) -> ResponseReturnValue:
    """Change an indicator."""
    return _write(indicator_id)


@blueprint.get("/indikator/<int:indicator_id>/triwulan/<int:number>")
@allow(*service.WRITERS)
def fill(indicator_id: int, number: int) -> ResponseReturnValue:
    """Show the form for what was realised in a quarter."""
    row = queries.indicator(indicator_id)
    known = queries.quarters_of(row.id).get(_number(number))
    values = {} if known is None else {
        "realised": typed(known.realised, row.unit), "realised_from": known.realised_from or "",
        "note": known.note or "",
    }  # fmt: skip
    return page("harkat/reports/targets/quarter.html", **_quarter_context(row, number), form=empty_form(values))


@blueprint.post("/indikator/<int:indicator_id>/triwulan/<int:number>")
@allow(*service.WRITERS)
def realise(indicator_id: int, number: int) -> ResponseReturnValue:
    """Write down what was realised in a quarter."""
    row, form = queries.indicator(indicator_id), read_form(QuarterSchema())
    read = amounts(form, {"realised": form.draft.realised}, row.unit) if form.draft is not None else {}
    if form.draft is not None and not form.errors:
        with form.catching(), transaction():
            row = queries.indicator(indicator_id)
            service.write_quarter(
                row, _number(number), realised=read["realised"], realised_from=form.draft.realised_from,
                note=form.draft.note, actor=actor(), now=clock.now(),
            )  # fmt: skip
            return moved("targets.index", tahun=row.year, triwulan=number, flash="Realisasi tersimpan.")
    return page("harkat/reports/targets/quarter.html", **_quarter_context(row, number), form=form)


def _write(indicator_id: int | None) -> ResponseReturnValue:
    form = read_form(IndicatorSchema())
    if form.draft is not None:
        texts = {f"target{number}": text for number, text in form.draft.targets.items()}
        read = amounts(form, texts, form.draft.unit)
        if not form.errors:
            with form.catching(), transaction():
                row = None if indicator_id is None else queries.indicator(indicator_id)
                targets = {number: read[f"target{number}"] for number in QUARTERS}
                service.write_indicator(row, form.draft, targets, actor=actor(), now=clock.now())
                return moved("targets.index", tahun=form.draft.year, flash="Indikator tersimpan.")
    return _form(None if indicator_id is None else queries.indicator(indicator_id), form)


def _form(row: PerformanceIndicator | None, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "harkat/reports/targets/indicator.html",
        row=row,
        form=form,
        units=TargetUnit.choices(),
        measures=Measure.choices(),
        documents=sources.choices(),
        quarters=[(number, ROMAN[number]) for number in QUARTERS],
    )


def _values(row: PerformanceIndicator) -> dict[str, Any]:
    written = queries.quarters_of(row.id)
    targets = {f"target{number}": typed(found.target, row.unit) for number, found in written.items()}
    return targets | {
        "year": row.year, "name": row.name, "unit": row.unit.value, "measure": row.measure.value,
        "responsible": row.responsible, "is_lower_better": row.is_lower_better, "source_id": row.source_id or "",
    }  # fmt: skip


def _quarter_context(row: PerformanceIndicator, number: int) -> dict[str, Any]:
    return {
        "row": row,
        "quarter": Quarter(row.year, _number(number)),
        "is_counted": row.measure is not Measure.TYPED,
        "may_be_closed": tells_of_arrears(row.name),
    }


def _number(number: int) -> int:
    if number not in QUARTERS:
        raise NotFound("Triwulan ini tidak ada. Pilih triwulan 1 sampai 4.")
    return number


def _asked() -> Quarter:
    """Read the quarter from the address; the current one where nothing is asked.

    :raises NotFound: for a year or quarter that there is not
    """
    now = current(clock.today())
    year = request.args.get("tahun", "").strip() or str(now.year)
    number = request.args.get("triwulan", "").strip() or str(now.number)
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise NotFound(f"Tahun ini tidak ada. Pilih tahun {FIRST_YEAR} sampai {LAST_YEAR}.")
    return Quarter(int(year), _number(int(number) if number in {"1", "2", "3", "4"} else 0))


def _facts(quarter: Quarter, shown: Front, today: date) -> list[tuple[str, str]]:
    bank = next(value for label, value in front_facts(shown) if label == "Data bank")
    day, running = min(quarter.last_day, today), quarter.first_day <= today < quarter.last_day
    counted = format_date(day) if quarter.first_day <= today else "triwulan belum mulai"
    return quarter_facts(quarter, bank, is_running=running, counted_on=counted)


def _sheet(quarter: Quarter, rows: list[Achievement], facts: list[tuple[str, str]], today: date) -> Sheet:
    return Sheet(
        title=f"Laporan capaian Perjanjian Kinerja {quarter.label}",
        office=OFFICE,
        subtitle="Program BANK HARKAT dan BALIKAT. Dana milik bank mitra.",
        facts=facts,
        tables=[Table.of(printed_table(rows))],
        signatures=[
            Signature("Mengetahui,\nSekretaris Daerah Kota Jambi"),
            Signature(f"{CITY}, {format_date(today)}\n{SIGNED_BY}"),
        ],
        footer=f"Capaian kinerja {quarter.label}, dicetak dari HARKAT",
        landscape=True,
    )
