"""The sample's incubation: tenants of one mentor at every stage, their visits, cash books and follow-ups."""

import random
from datetime import date, timedelta

from balikat.follow_up import service as follow_ups
from balikat.follow_up.drafts import AnswerDraft
from balikat.follow_up.kinds import BusinessState
from balikat.incubation.cash_book import service as cash_book
from balikat.incubation.cash_book.months import BookKeeper, monday_of
from balikat.incubation.drafts import Picture, TenantDraft, VisitDraft, WeekDraft
from balikat.incubation.milestones import service as milestones
from balikat.incubation.milestones.kinds import MilestoneKind
from balikat.incubation.models import Tenant
from balikat.incubation.queries import milestones_of
from balikat.incubation.stages import Stage
from balikat.incubation.tenants import service as tenants
from balikat.incubation.visits import service as visits
from balikat.incubation.visits.outcomes import VisitOutcome
from core.auth.roles import SYSTEM
from core.people import queries as people
from harkat.sample.service.cast import Cast, moment
from harkat.sample.story import Fate, Trader

PLAN = (
    # days ago taken in, days ago in incubation (None: not yet), how it ends
    (400, 380, "graduated"),
    (300, 280, "dropped"),
    (250, 230, ""),
    (210, 190, ""),
    (150, 130, ""),
    (120, 100, ""),
    (75, 55, ""),
    (40, None, ""),
    (20, None, ""),
    (6, None, ""),
)
DONE = (
    "Menghitung ulang harga pokok bersama, harga jual dinaikkan sedikit.",
    "Membantu menata buku kas harian dan memisahkan uang rumah.",
    "Mencoba kemasan baru dan memasang QRIS di gerobak.",
    "Melihat stok, barang yang lambat laku dikurangi.",
    "Menyusun daftar pembeli tetap dan pesanan mingguan.",
)
STEPS = ("Catat penjualan tiap malam", "Urus NIB di kantor kelurahan", "Pisahkan uang modal", "Cari pemasok kedua")
REACHED = (MilestoneKind.NIB, MilestoneKind.OWN_ACCOUNT, MilestoneKind.REPEAT_BUYER)


def incubate(cast: Cast) -> None:
    """Take tenants in, let the mentor visit them, and ask again who finished."""
    dice = random.Random(f"inkubasi {cast.today}")  # noqa: S311 - invented rows, the same every time
    chosen = [
        trader for trader in cast.story.individuals if trader.fate in (Fate.THIN_INCOME, Fate.BORROWER, Fate.READY)
    ]
    old_enough = [trader for trader in chosen if trader.registered_on < cast.day(405)]
    rest = [
        trader for trader in chosen if trader not in old_enough[:2] and people.businesses_of(cast.person_id(trader))
    ]
    for place, (taken, moved, end) in enumerate(PLAN):
        fitting = [trader for trader in [*old_enough[:2], *rest] if trader.registered_on < cast.day(taken)]
        if not fitting:
            continue
        trader = fitting[0]
        rest = [other for other in rest if other is not trader]
        old_enough = [other for other in old_enough if other is not trader]
        tenant = _take_in(cast, trader, taken, without_mentor=place == len(PLAN) - 1)
        _accompany(cast, tenant, trader, taken, moved, end, dice)
    _ask_again(cast, dice)


def _take_in(cast: Cast, trader: Trader, taken: int, *, without_mentor: bool) -> Tenant:
    day = cast.day(taken)
    mentor_id = None if without_mentor else cast.actors["pendamping"].id
    draft = TenantDraft(
        contract_starts_on=day,
        contract_ends_on=day + timedelta(days=365 + taken // 2),
        person_id=cast.person_id(trader),
        contract_number=f"INK/{trader.serial:03}/{day.year}",
        mentor_id=mentor_id,
    )
    return tenants.enroll(draft, actor=cast.actors["pimpinan"], now=moment(day), today=day)


def _accompany(
    cast: Cast, tenant: Tenant, trader: Trader, taken: int, moved: int | None, end: str, dice: random.Random
) -> None:
    if tenant.mentor_id is None:
        return
    last = 100 if end == "graduated" else 150 if end == "dropped" else 0
    sales, days_ago, number = trader.sales or 4_000_000, taken - 5, 0
    while days_ago > last:
        number += 1
        if number == 2:
            _reach(cast, tenant, (MilestoneKind.BUSINESS_MODEL,), cast.day(days_ago))
        if moved is not None and tenant.stage is Stage.PRE_INCUBATION and days_ago <= moved:
            day = cast.day(days_ago)
            note = "Usahanya sudah berjalan lama"
            tenants.move_on(tenant, note=note, actor=cast.actors["pimpinan"], now=moment(day), today=day)
        sales = _visit(cast, tenant, number, days_ago, sales, dice)
        days_ago -= dice.choice((13, 14, 21, 28))
    if moved is not None:
        _keep_book(cast, tenant, moved, last, sales, dice)
        _reach(cast, tenant, REACHED[: 3 if taken > 200 else 1], cast.day(max(last, 3)))
    _end(cast, tenant, end, cast.day(last))


def _visit(cast: Cast, tenant: Tenant, number: int, days_ago: int, sales: int, dice: random.Random) -> int:
    mentor, day = cast.actors["pendamping"], cast.day(days_ago)
    met = dice.random() > 0.15
    sales = sales * dice.randint(97, 105) // 100 // 10_000 * 10_000
    draft = VisitDraft(
        reference=f"contoh-{tenant.id}-{number}",
        tenant_id=tenant.id,
        visited_on=day,
        outcome=VisitOutcome.MET if met else VisitOutcome.NOT_MET,
        done=dice.choice(DONE) if met else "Warung tutup, pemiliknya keluar kota.",
        sales=sales if met else None,
        profit=sales * 24 // 100 // 1000 * 1000 if met else None,
        stock=sales // 5 // 1000 * 1000 if met and number % 2 else None,
        next_step=dice.choice(STEPS) if met else None,
        next_on=cast.today if days_ago < 14 and number % 3 == 0 and days_ago else None,
    )
    visits.log_visit(draft, None, actor=mentor, now=moment(day, 15), today=day)
    return sales


def _keep_book(cast: Cast, tenant: Tenant, moved: int, last: int, sales: int, dice: random.Random) -> None:
    monday = monday_of(cast.day(moved))
    while monday < cast.day(last):
        week_sales = sales * dice.randint(20, 27) // 100 // 1000 * 1000
        draft = WeekDraft(
            monday, week_sales, week_sales * dice.randint(70, 78) // 100, BookKeeper.TENANT, week_sales // 10
        )
        if dice.random() > 0.03:
            now = moment(monday + timedelta(days=6), 17)
            today = monday + timedelta(days=6)
            cash_book.write_week(tenant, draft, actor=cast.actors["pendamping"], now=now, today=today)
        monday += timedelta(days=7)


def _reach(cast: Cast, tenant: Tenant, kinds: tuple[MilestoneKind, ...], day: date) -> None:
    mentor, now = cast.actors["pendamping"], moment(day, 16)
    for milestone in milestones_of(tenant.id):
        if milestone.kind in kinds:
            milestone.tenant = tenant
            paper = Picture(_paper(milestone.label), "application/pdf")
            milestones.add_evidence(milestone, paper, actor=mentor, now=now)
            milestones.accept(milestone, note=None, actor=mentor, now=now, today=day)


def _paper(title: str) -> bytes:
    """Make the smallest PDF that says what it stands for."""
    words = f"BT /F1 16 Tf 60 770 Td (Contoh bukti: {title}) Tj ET".encode("ascii", "replace")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    text, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(text))
        text += b"%d 0 obj%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(text)
    tail = b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, start)
    return text + tail


def _end(cast: Cast, tenant: Tenant, end: str, day: date) -> None:
    head, now = cast.actors["pimpinan"], moment(day, 16)
    if end == "graduated":
        note = "Memenuhi kriteria waktu itu; komitmen keuangan diperiksa terpisah"
        tenants.move_on(tenant, note=note, actor=head, now=now, today=day)
    elif end == "dropped":
        tenants.drop(tenant, reason="Pindah ke luar kota", actor=head, now=now, today=day)


def _ask_again(cast: Cast, dice: random.Random) -> None:
    """Make the follow-ups of the last weeks and let most of the older ones be answered."""
    for days_ago in (110, 60, 0):
        day = cast.day(days_ago)
        made = follow_ups.make_due(actor=SYSTEM, now=moment(day, 4), today=day)
        for row in made:
            if days_ago and dice.random() < 0.7:
                state = dice.choice((BusinessState.RUNNING,) * 6 + (BusinessState.PAUSED, BusinessState.CLOSED))
                runs = state is BusinessState.RUNNING
                draft = AnswerDraft(
                    state, dice.randint(20, 90) * 100_000 if runs else None, dice.randint(1, 4) if runs else None
                )
                follow_ups.answer(row, draft, actor=None, now=moment(day + timedelta(days=3), 19))
