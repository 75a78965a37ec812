"""The plan of the sample: who there is and how far each has come, drawn from a fixed seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from core.labels import LabeledEnum
from harkat.sample import names

GROUPS = 21
GROUP_PEOPLE = 801
INDIVIDUALS = 176
SEED = 20250423


class Fate(LabeledEnum):
    """How far a sample person comes, and what holds them."""

    REGISTERED = ("registered", "Baru mendaftar")
    PAPERS_MISSING = ("papers_missing", "Berkas belum lengkap")
    IN_TRAINING = ("in_training", "Sedang dilatih")
    PINJOL = ("pinjol", "Terjerat pinjol")
    RENTENIR = ("rentenir", "Terjerat rentenir")
    OLD_ARREARS = ("old_arrears", "Tunggakan lama di bank")
    THIN_INCOME = ("thin_income", "Penghasilan belum cukup")
    READY = ("ready", "Siap")
    APPLYING = ("applying", "Sedang mengajukan")
    REFUSED = ("refused", "Ditolak bank")
    BORROWER = ("borrower", "Sudah meminjam")
    LATE = ("late", "Menunggak")


# how many of the individuals have each fate; the rest are only registered
INDIVIDUAL_FATES = {
    Fate.PAPERS_MISSING: 44,
    Fate.IN_TRAINING: 22,
    Fate.PINJOL: 26,
    Fate.RENTENIR: 19,
    Fate.OLD_ARREARS: 12,
    Fate.THIN_INCOME: 9,
    Fate.READY: 8,
    Fate.APPLYING: 7,
    Fate.REFUSED: 4,
    Fate.BORROWER: 21,
    Fate.LATE: 1,
}
# sub-groups (of eight members) that have borrowed, are at the bank, or are preparing
BORROWING_SUB_GROUPS = 8
WAITING_SUB_GROUPS = 3


@dataclass(frozen=True)
class Trader:
    """One sample person with a business. Money is rupiah a month; ``kelurahan`` is an index into the areas."""

    name: str
    is_female: bool
    born_on: date
    serial: int
    kelurahan: int
    rt: str
    need: str
    registered_on: date
    trade: str
    kbli_code: str
    started_on: date
    sales: int
    profit: int
    household_cost: int
    selling_days: int
    has_license: bool
    fate: Fate


@dataclass(frozen=True)
class GroupPlan:
    """One sample group: its name, where and when it was formed, and its members, the chair first."""

    name: str
    kelurahan: int
    formed_on: date
    members: tuple[Trader, ...]


@dataclass(frozen=True)
class Story:
    """Everybody in the sample."""

    today: date
    groups: tuple[GroupPlan, ...]
    individuals: tuple[Trader, ...]


def tell(today: date, *, areas: int, seed: int = SEED) -> Story:
    """Tell the whole story, counted back from a day.

    :param areas: how many kelurahan there are, to spread the people over
    """
    chance = Random(seed)  # noqa: S311 - a sample, not a secret
    serials = iter(range(1, 10_000))
    formed_on = today - timedelta(days=578)
    groups = []
    for index, name in enumerate(names.GROUP_NAMES):
        size = GROUP_PEOPLE // GROUPS + (1 if index < GROUP_PEOPLE % GROUPS else 0)
        home = (index * areas // GROUPS + 1) % areas
        fates = _group_fates(index, size, chance)
        members = tuple(
            _trader(chance, next(serials), home, fate, formed_on - timedelta(days=chance.randint(3, 60)))
            for fate in fates
        )
        groups.append(GroupPlan(name, home, formed_on, members))
    fates = [fate for fate, count in INDIVIDUAL_FATES.items() for _ in range(count)]
    fates += [Fate.REGISTERED] * (INDIVIDUALS - len(fates))
    individuals = tuple(
        _trader(chance, next(serials), (index * 5) % areas, fate, today - timedelta(days=_days_ago(fate, chance)))
        for index, fate in enumerate(fates)
    )
    return Story(today, tuple(groups), individuals)


def _group_fates(index: int, size: int, chance: Random) -> list[Fate]:
    """Return the fates of a group's members, the chair first; the first eight borrow together where they do."""
    if index < BORROWING_SUB_GROUPS:
        lead = [Fate.BORROWER] * 8
    elif index < BORROWING_SUB_GROUPS + WAITING_SUB_GROUPS:
        lead = [Fate.APPLYING] * 8
    else:
        lead = [Fate.IN_TRAINING] * 4 + [Fate.PAPERS_MISSING] * 4
    others = [Fate.PAPERS_MISSING, Fate.REGISTERED, Fate.IN_TRAINING, Fate.PINJOL, Fate.RENTENIR, Fate.THIN_INCOME]
    return lead + chance.choices(others, weights=(46, 30, 12, 6, 4, 2), k=size - len(lead))


def _days_ago(fate: Fate, chance: Random) -> int:
    """Return how long ago a person registered: those who came further began earlier."""
    if fate in (Fate.BORROWER, Fate.LATE):
        return chance.randint(330, 470)
    if fate in (Fate.REGISTERED, Fate.IN_TRAINING):
        return chance.randint(4, 60)
    return chance.randint(90, 420)


def _trader(chance: Random, serial: int, kelurahan: int, fate: Fate, registered_on: date) -> Trader:
    is_female = chance.random() < 0.62
    first = chance.choice(names.FEMALE_NAMES if is_female else names.MALE_NAMES)
    trade, kbli_code, usual_sales, margin = chance.choice(names.TRADES)
    sales = usual_sales * chance.randint(70, 150) // 10_000_000 * 100_000
    if fate is Fate.THIN_INCOME:
        sales = sales * 4 // 1_000_000 * 100_000
    profit = sales * margin // 100
    comes_far = fate in (Fate.READY, Fate.APPLYING, Fate.REFUSED, Fate.BORROWER, Fate.LATE)
    return Trader(
        name=f"{first} {chance.choice(names.FAMILY_NAMES)}",
        is_female=is_female,
        born_on=date(chance.randint(1966, 2000), chance.randint(1, 12), chance.randint(1, 28)),
        serial=serial,
        kelurahan=kelurahan,
        rt=f"{chance.randint(1, 38):02}",
        need=chance.choice(names.NEEDS),
        registered_on=registered_on,
        trade=trade,
        kbli_code=kbli_code,
        started_on=registered_on - timedelta(days=chance.randint(400, 3000)),
        sales=sales,
        profit=profit,
        household_cost=int(
            profit * (chance.uniform(0.9, 1.1) if fate is Fate.THIN_INCOME else chance.uniform(0.35, 0.6))
        ),
        selling_days=chance.randint(22, 28),
        has_license=comes_far or chance.random() < 0.35,
        fate=fate,
    )
