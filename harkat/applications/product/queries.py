"""Gathering the product's rules of a day, in words and with their sources; and what a group has borrowed already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.db import db
from core.groups.models import SubGroup
from core.groups.terms import MEMBERS_MAX, MEMBERS_MIN
from core.labels import LabeledEnum
from core.money import format_rupiah
from core.people.kinds import PaperKind
from core.policy.definitions import definition_of
from core.policy.queries import row_on, value_on, whole_on
from harkat.applications import rules
from harkat.applications.models import Application
from harkat.applications.product.terms import CEILING_COUNTS, FEES, RESIDENCE, CeilingCounts, check_group_ceiling
from harkat.applications.signing.papers import CONTRACT_SIGNERS, POWER_RULE, SPOUSE_RULE, ContractSigners
from harkat.applications.states import RESERVED, State
from harkat.facility.terms import RESERVATION_DAYS
from harkat.loans import products
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.paces import Pace
from harkat.loans.states import LoanState
from harkat.loans.terms import Method
from harkat.loans.words import CONTRACT_TYPE, LENDER_WORDS, ContractType, LenderWords

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Biaya dan cara membayar", (
        products.RATE, products.METHOD, products.PACE, LENDER_WORDS, CONTRACT_TYPE, products.GRACE, FEES,
    )),
    ("Jumlah dan jangka waktu", (
        products.LEAST, products.PERSON_MOST, products.SUB_GROUP_MOST, CEILING_COUNTS, products.MEMBER_MOST,
        products.MONTHS_LEAST, products.MONTHS_MOST,
    )),
    ("Siapa dan berkas apa", (
        MEMBERS_MIN, MEMBERS_MAX, RESIDENCE, rules.SMALLEST_AGE, rules.PAPERS_OF_PERSON, rules.PAPERS_OF_MEMBER,
        rules.TRAINING_RULE,
    )),
    ("Tanda tangan dan tawaran", (CONTRACT_SIGNERS, POWER_RULE, SPOUSE_RULE, RESERVATION_DAYS)),
)  # fmt: skip
COMPUTED = frozenset({products.RATE, products.METHOD, products.PACE, products.GRACE, LENDER_WORDS})
"""What says how a schedule is computed; where the bank makes it itself, none of it holds."""
CHOICES: dict[str, type[LabeledEnum]] = {
    products.METHOD: Method,
    LENDER_WORDS: LenderWords,
    CONTRACT_TYPE: ContractType,
    products.PACE: Pace,
    CEILING_COUNTS: CeilingCounts,
    CONTRACT_SIGNERS: ContractSigners,
    rules.TRAINING_RULE: rules.Strength,
}
PAPERS = {kind.value: kind.label for kind in PaperKind}


@dataclass(frozen=True)
class Rule:
    """One rule as the page tells it."""

    key: str
    label: str
    words: str
    source: str
    since: date


def product_on(day: date) -> list[tuple[str, list[Rule]]]:
    """Return the product's rules of a day by section, each in words and with its source."""
    hidden = COMPUTED if loans.contract_on(day).is_sharia else frozenset()
    return [(title, [_rule(key, day) for key in keys if key not in hidden]) for title, keys in SECTIONS]


def lasting(months: int, day: date) -> str:
    """Say for how long and how often the product of a day is repaid, as letters do."""
    if loans.contract_on(day).is_sharia:
        return f"{months} bulan, angsuran menurut jadwal dari bank"
    pace = loans.pace_on(day)
    return f"{months} bulan, dibayar {pace.label}" if pace is Pace.AT_END else f"{months} bulan, diangsur {pace.label}"


def check_group(
    sub_group_id: int, *, amount: int, day: date, own_application: int | None = None, field: str = "amount"
) -> None:
    """Refuse what the sub-groups of one group may not borrow together, where the rule of the day counts so; rupiah.

    :raises GroupCeiling: saying how much is left
    """
    if value_on(CEILING_COUNTS, day) != CeilingCounts.GROUP.value:
        return
    taken = taken_by_group(sub_group_id, own_application=own_application)
    check_group_ceiling(amount, taken=taken, most=whole_on(products.SUB_GROUP_MOST, day), field=field)


def taken_by_group(sub_group_id: int, *, own_application: int | None = None) -> int:
    """Return what the sub-groups of the same group were granted and not paid out yet, and what they still owe."""
    group_id = select(SubGroup.group_id).where(SubGroup.id == sub_group_id).scalar_subquery()
    same_group = select(SubGroup.id).where(SubGroup.group_id == group_id)
    granted = select(func.coalesce(func.sum(Application.approved), 0)).where(
        Application.sub_group_id.in_(same_group),
        Application.state.in_(RESERVED),
        Application.id != (own_application or 0),
    )
    owed = (
        select(func.coalesce(func.sum(Loan.outstanding), 0))
        .join(Application, Application.id == Loan.application_id)
        .where(Loan.sub_group_id.in_(same_group), Loan.state != LoanState.CLOSED, Application.state == State.DISBURSED)
    )
    return int(db.session.scalar(granted) or 0) + int(db.session.scalar(owed) or 0)


def _rule(key: str, day: date) -> Rule:
    definition, row = definition_of(key), row_on(key, day)
    value = definition.default if row is None else row.value
    source = definition.source if row is None else row.source
    since = definition.valid_from if row is None else row.valid_from
    return Rule(key, definition.label, _words(key, definition.kind, value), source, since)


def _words(key: str, kind: str, value: Any) -> str:
    if key in CHOICES:
        return CHOICES[key].of(value).label
    if key == FEES:
        return _fees(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(PAPERS.get(str(part), str(part)) for part in value) or "tidak ada"
    if kind == "rupiah":
        return format_rupiah(int(value))
    if kind == "percent":
        return f"{value}% setahun".replace(".", ",")
    return {True: "ya", False: "tidak"}[value] if kind == "flag" else str(value)


def _fees(value: dict[str, int]) -> str:
    named = ", ".join(f"{name} paling banyak {format_rupiah(most)}" for name, most in value.items())
    return f"{named or 'Tidak ada'}. Selain itu tidak boleh ditarik biaya apa pun."
