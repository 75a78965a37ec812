"""Asking about proposals."""

from sqlalchemy import Select, select

from core.db import count_rows, db, get_or_404
from harkat.facility import queries as facility
from harkat.facility.exceptions import queries as exceptions
from harkat.facility.models import PartnerBank
from harkat.facility.proposals.models import FacilityProposal
from harkat.facility.proposing import ProposalKind, ProposalState


def proposal(proposal_id: int) -> FacilityProposal:
    """Return a proposal.

    :raises NotFound: when there is none
    """
    return get_or_404(FacilityProposal, proposal_id, what="Usulan")


def by_reference(reference: str) -> FacilityProposal | None:
    """Return the proposal that bears a reference."""
    return db.session.scalar(select(FacilityProposal).where(FacilityProposal.reference == reference))


def proposals_query() -> Select[FacilityProposal, str | None]:
    """Return the query behind the list of proposals, each with its bank's name, newest first."""
    return (
        select(FacilityProposal, PartnerBank.name)
        .outerjoin(PartnerBank, PartnerBank.id == FacilityProposal.bank_id)
        .order_by(FacilityProposal.id.desc())
    )


def waiting() -> list[FacilityProposal]:
    """Return the proposals that wait for a second person, oldest first."""
    return list(
        db.session.scalars(
            select(FacilityProposal)
            .where(FacilityProposal.state == ProposalState.PROPOSED)
            .order_by(FacilityProposal.id)
        )
    )


def count_waiting(actor_id: int | None) -> int:
    """Count the proposals that wait for somebody other than their proposer."""
    return count_rows(
        select(FacilityProposal).where(
            FacilityProposal.state == ProposalState.PROPOSED, FacilityProposal.proposed_by_id != actor_id
        )
    )


def stands_now(kind: ProposalKind, *, bank_id: int | None, loan_id: int | None, transfer_id: int | None = None) -> int:
    """Return what a proposal of a kind would replace, as it is now; rupiah."""
    if kind is ProposalKind.FUND:
        return facility.programme_ceiling() or 0
    if kind is ProposalKind.CEILING:
        assert bank_id is not None
        return facility.position(bank_id).ceiling
    if transfer_id is not None:
        return sum(row.amount for row in exceptions.unnamed(bank_id, transfer_id=transfer_id))
    assert loan_id is not None
    return exceptions.of_loan(loan_id)
