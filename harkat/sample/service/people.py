"""Registering the sample's people and forming its groups."""

from datetime import timedelta

from sqlalchemy import select

from core.db import db
from core.groups import service as groups
from core.groups.drafts import GroupDraft
from core.groups.membership import add_members
from core.groups.sub_groups import form_sub_group
from core.people import service as people
from core.people.belongings import add_business, record_paper
from core.people.drafts import BusinessDraft, Details, PaperDraft, Registration
from core.people.kinds import ConsentPurpose, KbliVersion, PaperKind, Sex
from core.places.models import Kelurahan
from harkat.sample.service.cast import Cast, moment
from harkat.sample.story import Fate, GroupPlan, Trader

COMPLETE = (
    PaperKind.KTP,
    PaperKind.FAMILY_CARD,
    PaperKind.BUSINESS_LICENSE,
    PaperKind.BUSINESS_PHOTO,
    PaperKind.ACCOUNT_BOOK,
    PaperKind.SLIK,
)
NEWCOMERS = (Fate.REGISTERED, Fate.IN_TRAINING)
COMES_FAR = (Fate.READY, Fate.APPLYING, Fate.REFUSED, Fate.BORROWER, Fate.LATE)


def register_everybody(cast: Cast) -> None:
    """Register the individuals and the groups with their members."""
    areas = list(db.session.scalars(select(Kelurahan.code).order_by(Kelurahan.code)))
    for trader in cast.story.individuals:
        _register(cast, trader, areas)
    for plan in cast.story.groups:
        _form_group(cast, plan, areas)


def _register(cast: Cast, trader: Trader, areas: list[str]) -> None:
    officer = cast.actors["petugas" if trader.serial % 3 else "petugas2"]
    now = moment(trader.registered_on, 8 + trader.serial % 7, trader.serial % 60)
    purposes = frozenset(ConsentPurpose) if trader.fate is not Fate.REGISTERED else {ConsentPurpose.REGISTRATION}
    kelurahan = areas[trader.kelurahan % len(areas)]
    nik = _nik(trader, kelurahan)
    registration = Registration(
        name=trader.name,
        phone=f"08127{trader.serial:07}",
        kelurahan_code=kelurahan,
        nik=nik,
        need=trader.need,
        rt=trader.rt,
        consents=frozenset(purposes),
    )
    person = people.register(registration, actor=officer, now=now)
    cast.people[trader.serial] = person.id
    if trader.fate is Fate.REGISTERED and trader.serial % 4:
        return  # most newcomers have left only what the quick form asks
    details = Details(
        name=trader.name,
        phone=person.phone,
        kelurahan_code=kelurahan,
        nik=nik,
        sex=Sex.FEMALE if trader.is_female else Sex.MALE,
        born_on=trader.born_on,
        address=f"Jalan Contoh No. {trader.serial % 90 + 1}",
        rt=trader.rt,
        need=trader.need,
        household_cost_monthly=trader.household_cost,
        other_income_monthly=0,
    )
    people.complete(person, details, actor=officer, now=now + timedelta(minutes=20))
    business = BusinessDraft(
        name=f"{trader.trade} {trader.name.split()[0]}",
        kbli_code=trader.kbli_code,
        kbli_version=KbliVersion.KBLI_2020,
        nib=f"91200{trader.serial:08}" if trader.has_license else None,
        started_on=trader.started_on,
        sales_monthly=trader.sales,
        profit_monthly=trader.profit,
        selling_days_monthly=trader.selling_days,
        kelurahan_code=kelurahan,
    )
    add_business(person, business, actor=officer, now=now + timedelta(minutes=25))
    seen_on = trader.registered_on + timedelta(days=2)
    for kind in _papers(trader):
        if seen_on <= cast.today:
            record_paper(person, PaperDraft(kind, seen_on), actor=officer, now=moment(seen_on, 10))


def _papers(trader: Trader) -> tuple[PaperKind, ...]:
    if trader.fate in NEWCOMERS:
        return COMPLETE[:1]
    if trader.fate is Fate.PAPERS_MISSING:
        return COMPLETE[: 1 + trader.serial % 3]
    if trader.fate in COMES_FAR:
        return COMPLETE
    return COMPLETE[:5]


def _nik(trader: Trader, kelurahan: str) -> str:
    """Return an invented NIK; most were issued where the person lives, some before they moved."""
    born = trader.born_on
    day = born.day + (40 if trader.is_female else 0)
    area = kelurahan[:8].replace(".", "") if trader.serial % 9 else "157101"
    return f"{area}{day:02}{born:%m%y}{trader.serial:04}"


def _form_group(cast: Cast, plan: GroupPlan, areas: list[str]) -> None:
    for trader in plan.members:
        _register(cast, trader, areas)
    officer, now = cast.actors["petugas"], moment(plan.formed_on, 14)
    keys = [cast.person_id(trader) for trader in plan.members]
    draft = GroupDraft(plan.name, areas[plan.kelurahan % len(areas)], plan.formed_on, keys[0])
    group = groups.form_group(draft, actor=officer, now=now)
    add_members(group, keys[1:], actor=officer, now=now, joined_on=plan.formed_on)
    together = [cast.person_id(trader) for trader in plan.members[:8]]
    if all(trader.fate in (Fate.BORROWER, Fate.APPLYING) for trader in plan.members[:8]):
        formed = now + timedelta(days=120)
        sub_group = form_sub_group(group.id, together, actor=officer, now=formed)
        cast.sub_groups.append(sub_group.id)
