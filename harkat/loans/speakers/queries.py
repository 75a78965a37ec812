"""Asking whom to speak to about a loan."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.db import db
from core.groups.models import GroupRole, Membership, SubGroup
from core.people.models import Person
from harkat.loans.models import Loan, LoanShare


def speakers_of(loans: Collection[Loan]) -> dict[int, Person]:
    """Return whom to speak to about each loan: the borrower, or of a sub-group its chair, else its first member."""
    shares = select(LoanShare).where(LoanShare.loan_id.in_([loan.id for loan in loans]))
    shares = shares.options(joinedload(LoanShare.person)).order_by(LoanShare.loan_id, LoanShare.id)
    chairs = _chairs([loan.sub_group_id for loan in loans if loan.sub_group_id is not None])
    groups = {loan.id: loan.sub_group_id for loan in loans}
    found: dict[int, Person] = {}
    for share in db.session.scalars(shares):
        is_chair = chairs.get(groups[share.loan_id] or 0) == share.person_id
        if share.loan_id not in found or is_chair:
            found[share.loan_id] = share.person
    return found


def _chairs(sub_group_ids: Collection[int]) -> dict[int, int]:
    query = (
        select(SubGroup.id, Membership.person_id)
        .join(Membership, Membership.group_id == SubGroup.group_id)
        .where(SubGroup.id.in_(sub_group_ids), Membership.left_on.is_(None), Membership.role == GroupRole.CHAIR)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
