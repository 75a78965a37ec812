"""The sample's debts: what people told, what their iDeb showed, what an officer decided, and how ready each is."""

from datetime import date, timedelta

from core.money import Rupiah
from core.people import queries as people
from harkat.readiness import service as readiness
from harkat.readiness.drafts import ObservationDraft
from harkat.sample.papers import Facility, write_ideb
from harkat.sample.service.cast import Cast, moment
from harkat.sample.service.people import COMES_FAR
from harkat.sample.story import Fate, Trader
from scoring.facts import FactKind, Sureness
from scoring.screening import queries as screening
from scoring.screening import service as files
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import DecisionDraft, DeclaredDraft, InterviewDraft, UploadedFile
from scoring.screening.informal import DebtPeriod, LoanPurpose
from scoring.screening.kinds import Decision, InterviewSource
from scoring.screening.telling import service as telling

ONLINE_LENDERS = ("PT Pasar Dana Pinjaman", "PT Kuaikuai Tech Indonesia", "PT Kredit Utama Fintech Indonesia")
UNKNOWN_APPS = ("Dana Kilat Untung", "Rupiah Cair Instan", "Uang Gampang")
COLLECTORS = ("Bang Togar", "Bu Ros", "Koperasi Harian Sejahtera", "Pak Ucok")
SEEN_GOOD = (
    (FactKind.BUSINESS_RUNNING, 1),
    (FactKind.BUSINESS_SEEN, 1),
    (FactKind.BOOKKEEPING_MONTHS, 5),
    (FactKind.SAVING_MONTHS, 4),
    (FactKind.MONEY_SEPARATE, 1),
    (FactKind.SUBSIDIZED_LOANS, 0),
)


def screen_everybody(cast: Cast) -> None:
    """Talk with and screen those who came far enough, and assess them."""
    for trader in cast.story.individuals:
        if trader.fate not in (Fate.REGISTERED, Fate.IN_TRAINING):
            _look_at(cast, trader)
    for group in cast.story.groups:
        for place, trader in enumerate(group.members):
            if (place < 8 and trader.fate in COMES_FAR) or trader.fate in (Fate.PINJOL, Fate.RENTENIR):
                _look_at(cast, trader)


def _look_at(cast: Cast, trader: Trader) -> None:
    """Screen and assess one person on the day it would have been done."""
    person_id = cast.person_id(trader)
    day = _screened_on(cast, trader)
    if trader.fate is Fate.PINJOL and trader.serial % 2:
        _declare_app(cast, person_id, trader, day)
    elif trader.fate is Fate.PINJOL:
        lender = ONLINE_LENDERS[trader.serial % len(ONLINE_LENDERS)]
        _read_ideb(cast, person_id, day, [Facility(lender, 1_100_000 + trader.serial * 1_000, 3, 95)])
    elif trader.fate is Fate.RENTENIR:
        _declare_collector(cast, person_id, trader, day)
    elif trader.fate is Fate.OLD_ARREARS:
        _read_ideb(cast, person_id, day, [Facility("PT Bank Rakyat Indonesia (Persero) Tbk", 6_400_000, 5, 400)])
    elif trader.fate in COMES_FAR:
        _read_ideb(cast, person_id, day, [])
    officer, now = cast.actors["petugas"], moment(day, 13)
    if trader.fate in COMES_FAR:
        interview = InterviewDraft(day, has_no_other_debt=True)
        telling.hold_interview(person_id, interview, actor=officer, now=now, today=day)
        seen = ObservationDraft(day, Sureness.MENTOR, SEEN_GOOD)
        readiness.observe(person_id, seen, actor=officer, now=now, today=day)
    readiness.assess(person_id, actor=officer, now=now, today=day)


def _screened_on(cast: Cast, trader: Trader) -> date:
    """Return the day of the talk: before the application of those who asked, lately for those who are held back."""
    if trader.fate in (Fate.BORROWER, Fate.LATE, Fate.REFUSED):
        return trader.registered_on + timedelta(days=50)
    return cast.day(24 + trader.serial % 9 if trader.fate is Fate.APPLYING else 2 + trader.serial % 25)


def _read_ideb(cast: Cast, person_id: int, day: date, facilities: list[Facility]) -> None:
    person = people.person(person_id)
    assert person.nik is not None
    content = write_ideb(nik=person.nik, name=person.name, asked_on=day - timedelta(days=2), facilities=facilities)
    officer, now = cast.actors["petugas"], moment(day, 11)
    files.upload(person_id, [UploadedFile(f"KTP_contoh_{person_id}.txt", content)], actor=officer, now=now, today=day)
    if person_id % 5 == 0:
        return  # some findings still wait for somebody to look
    for finding in screening.findings_of(person_id):
        draft = DecisionDraft(Decision.CONFIRMED, "Diakui orangnya saat ditanya.", Rupiah(350_000))
        decisions.decide(finding, draft, actor=officer, now=moment(day, 12))


def _declare_app(cast: Cast, person_id: int, trader: Trader, day: date) -> None:
    draft = DeclaredDraft(
        lender=UNKNOWN_APPS[trader.serial % len(UNKNOWN_APPS)],
        told_as=InterviewSource.UNLICENSED_APP,
        purpose=LoanPurpose.CONSUMER,
        received=Rupiah(850_000),
        principal=Rupiah(1_000_000),
        installment=Rupiah(1_250_000),
        payments=1,
        paid_every=DebtPeriod.MONTH,
        taken_on=day - timedelta(days=20),
        payments_made=0,
    )
    telling.declare(person_id, draft, actor=cast.actors["petugas2"], now=moment(day, 11), today=day)


def _declare_collector(cast: Cast, person_id: int, trader: Trader, day: date) -> None:
    draft = DeclaredDraft(
        lender=COLLECTORS[trader.serial % len(COLLECTORS)],
        told_as=InterviewSource.MOBILE_LENDER,
        purpose=LoanPurpose.PRODUCTIVE_MICRO,
        received=Rupiah(900_000 + trader.serial % 3 * 450_000),
        principal=Rupiah(1_000_000 + trader.serial % 3 * 500_000),
        installment=Rupiah(30_000 + trader.serial % 3 * 15_000),
        payments=40,
        paid_every=DebtPeriod.DAY,
        taken_on=day - timedelta(days=12),
        payments_made=11,
    )
    telling.declare(person_id, draft, actor=cast.actors["petugas2"], now=moment(day, 11), today=day)
