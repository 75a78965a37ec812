"""The sample's papers of the economics department: documents, indicators, briefs, frozen months, a draw, a release."""

from datetime import timedelta

from sqlalchemy import select

from core.auth.roles import SYSTEM
from core.db import db
from harkat.facility.models import CeilingFact
from harkat.facility.sources import service as sources
from harkat.facility.sources.schemas import SourceDraft, SpanWish
from harkat.facility.sourcing import SourceKind
from harkat.facility.terms import CeilingStanding
from harkat.reports.audit_samples import service as audit_samples
from harkat.reports.audit_samples.schemas import DrawWish
from harkat.reports.basis import Basis
from harkat.reports.briefs import service as briefs
from harkat.reports.briefs.queries import heaviest_reasons, proposed_decisions
from harkat.reports.briefs.schemas import BriefDraft
from harkat.reports.open_data import service as open_data
from harkat.reports.reasons import Reason
from harkat.reports.snapshots import service as snapshots
from harkat.reports.targets import service as targets
from harkat.reports.targets.kinds import Measure, TargetUnit, quarter_of
from harkat.reports.targets.schemas import IndicatorDraft
from harkat.sample.service.cast import Cast, moment

SCAN = b"%PDF-1.4\nSurat contoh, bukan dokumen sungguhan\n%%EOF\n"
SAMPLE_MONTHS = 3


def fill_reports(cast: Cast) -> None:
    """Put something on every page of papers of the economics department."""
    letter_id = _documents(cast)
    _indicators(cast, letter_id)
    _briefs(cast)
    for month_end in snapshots.missing(cast.today)[-SAMPLE_MONTHS:]:
        frozen_on = month_end + timedelta(days=1)
        # the story is not told in order: what was recorded after that night must not be in what it froze
        snapshots.freeze(month_end, business_date=frozen_on, actor=SYSTEM, now=moment(frozen_on, 5), basis=Basis.KNOWN)
    now = moment(cast.day(1), 10)
    audit_samples.draw_sample(DrawWish(size=5), actor=cast.actors["auditor"], now=now)
    open_data.give_out(actor=cast.actors["perekonomian"], now=now, today=cast.today)


def _documents(cast: Cast) -> int:
    """Register a decree that the fund rests on, and a bank's monthly letter that its entries of that month rest on."""
    actor, now = cast.actors["perekonomian"], moment(cast.day(9), 10)
    bank, until = cast.banks[0], cast.today.replace(day=1) - timedelta(days=1)
    decree = SourceDraft(
        SourceKind.DECREE, "Contoh 500/2026", cast.day(200), "Wali Kota Jambi", "Contoh: besar dana BANK HARKAT"
    )
    letter = SourceDraft(
        SourceKind.BANK_LETTER, "Contoh 77/DIR/2026", until, bank.name, "Contoh: laporan bulanan penyaluran"
    )
    fund = sources.register(decree, scan=SCAN, media_type="application/pdf", actor=actor, now=now)
    monthly = sources.register(letter, scan=SCAN, media_type="application/pdf", actor=actor, now=now)
    fact = db.session.scalar(select(CeilingFact.id).where(CeilingFact.standing == CeilingStanding.IN_FORCE))
    if fact is not None:
        sources.link_ceiling(fund, fact, actor=actor, now=now)
    sources.link_span(monthly, SpanWish(bank.id, until.replace(day=1), until), actor=actor, now=now)
    return fund.id


def _indicators(cast: Cast, letter_id: int) -> None:
    """Write four indicators for this year, one of them with a realised value that somebody typed."""
    actor, now, year = cast.actors["perekonomian"], moment(cast.day(60), 10), cast.today.year
    rows = (
        ("Dana HARKAT yang dicairkan", TargetUnit.RUPIAH, Measure.DISBURSED, 250_000_000, letter_id),
        ("Serapan plafon program", TargetUnit.PERCENT, Measure.ABSORPTION, 50, letter_id),
        ("Pedagang yang lulus BALIKAT", TargetUnit.PERSONS, Measure.TRAINED, 60, None),
        ("Kredit bermasalah (NPL)", TargetUnit.PERCENT, Measure.TYPED, 500, None),
    )
    for name, unit, measure, step, document in rows:
        is_lower_better = measure is Measure.TYPED
        draft = IndicatorDraft(year, name, unit, measure, "Bagian Perekonomian", is_lower_better, document)
        goals = {quarter: step if is_lower_better else step * quarter for quarter in (1, 2, 3, 4)}
        row = targets.write_indicator(None, draft, goals, actor=actor, now=now)
    quarter = quarter_of(cast.today).number
    targets.write_quarter(
        row,
        quarter,
        realised=310,
        realised_from="Contoh: laporan kualitas kredit bank",
        note=None,
        actor=actor,
        now=now,
    )


def _briefs(cast: Cast) -> None:
    """Issue a brief for a day last month and leave one as a draft."""
    actor, day = cast.actors["perekonomian"], cast.day(28)
    first, second, third = [*heaviest_reasons(day), None, None, None][:3]
    asked = [proposed.words for proposed in proposed_decisions(day, today=cast.today)]
    row = briefs.start(actor=actor, now=moment(day, 9), today=cast.today)
    draft = BriefDraft(
        day=day, opening="Dana baru sedikit terserap; sebagian besar warga tertahan sebelum mengajukan.",
        reason1=first, reason2=second, reason3=third,
        words1="Loket kelurahan dapat menolong melengkapinya." if first is Reason.PAPERS else None,
        decision1=asked[0], decision2=asked[1], decision3=asked[2],
    )  # fmt: skip
    briefs.revise(row, draft, actor=actor, now=moment(day, 9, 30), today=cast.today)
    briefs.issue(row, actor=actor, now=moment(day, 10), today=cast.today)
    briefs.start(actor=actor, now=moment(cast.today, 8), today=cast.today)
