"""Who still has to hear or sign what, for the list of members and shares as it is now."""

from datetime import date

from sqlalchemy import select

from core.db import db
from core.documents.pdf import Sheet, Signature
from core.errors import NotFound
from core.groups import queries as groups
from core.people import queries as people
from core.policy.queries import value_on
from harkat.applications import queries
from harkat.applications.letters.wording import OFFICE, footer
from harkat.applications.models import Application
from harkat.applications.signing import wording
from harkat.applications.signing.models import LiabilityExplanation, LiabilitySignature
from harkat.applications.signing.papers import (
    CONTRACT_SIGNERS,
    POWER_RULE,
    SPOUSE_RULE,
    ContractSigners,
    Signer,
    SigningPaper,
    mark_of,
    missing_words,
    needed_papers,
)


def needed_on(day: date) -> tuple[SigningPaper, ...]:
    """Return the papers the rules of a day ask each member for."""
    return needed_papers(
        power=bool(value_on(POWER_RULE, day)), spouse=bool(value_on(SPOUSE_RULE, day)), signers=contract_signers(day)
    )


def contract_signers(day: date) -> ContractSigners:
    """Return who signs the credit agreement by the rule of a day."""
    return ContractSigners.of(value_on(CONTRACT_SIGNERS, day))


def list_mark(application_id: int) -> str:
    """Return the mark of the members and shares as they are now."""
    return mark_of({share.person_id: share.approved for share in queries.shares_of(application_id)})


def signatures_of(application_id: int) -> list[LiabilitySignature]:
    """Return the signatures that hold for the members and shares as they are now."""
    query = select(LiabilitySignature).where(
        LiabilitySignature.application_id == application_id, LiabilitySignature.list_mark == list_mark(application_id)
    )
    return list(db.session.scalars(query.order_by(LiabilitySignature.id)))


def signature(application_id: int, person_id: int, paper: SigningPaper, mark: str) -> LiabilitySignature | None:
    """Return what is recorded of one paper of one member for one list."""
    query = select(LiabilitySignature).where(
        LiabilitySignature.application_id == application_id,
        LiabilitySignature.person_id == person_id,
        LiabilitySignature.paper == paper,
        LiabilitySignature.list_mark == mark,
    )
    return db.session.scalar(query)


def signers_of(application: Application) -> list[Signer]:
    """Return how far each liable member has come; nobody for a person's own loan."""
    if application.sub_group_id is None:
        return []
    explained = _explained(application.id)
    rows = signatures_of(application.id)
    chair_id = chair_of(application)
    found = []
    for share in queries.shares_of(application.id):
        mine = [row for row in rows if row.person_id == share.person_id]
        exempt = {row.paper for row in mine if row.is_exempt}
        if share.person_id == chair_id:
            exempt.add(SigningPaper.POWER)
        signed = {row.paper: row.signed_on for row in mine if not row.is_exempt}
        on = explained.get(share.person_id)
        found.append(Signer(share.person_id, share.person.name, on, signed, frozenset(exempt)))
    return found


def chair_of(application: Application) -> int | None:
    """Return the person who chairs the sub-group's group."""
    if application.sub_group_id is None:
        return None
    chair = groups.chair_of(groups.sub_group(application.sub_group_id).group_id)
    return None if chair is None else chair.person_id


def missing_of(application: Application, day: date) -> list[str]:
    """Name each member who still has to sign, with the papers; empty when all is done, or for a person's own loan."""
    return missing_words(signers_of(application), needed_on(day))


def power_sheet(application: Application) -> Sheet:
    """Return the power to the chair as a printed sheet, with a place for each other member to sign.

    :raises NotFound: for a person's own application
    """
    chair_id = chair_of(application)
    if chair_id is None:
        raise NotFound("Surat kuasa hanya untuk sub-kelompok yang punya ketua.")
    chair = people.person(chair_id).name
    givers = [share.person.name for share in queries.shares_of(application.id) if share.person_id != chair_id]
    return Sheet(
        title=wording.POWER_TITLE,
        office=OFFICE,
        subtitle=f"Permohonan {application.number}",
        paragraphs=wording.power_paragraphs(chair=chair, bank=application.bank.name),
        notes=["Tempel meterai sesuai ketentuan. Tulis tanggal di samping tanda tangan."],
        signatures=[*(Signature("Pemberi kuasa", name) for name in givers), Signature("Penerima kuasa", chair)],
        footer=footer(application.number),
    )


def explanation_sheet(application: Application) -> Sheet:
    """Return the plain words on joint liability as a printed sheet for each member to keep."""
    return Sheet(
        title="Apa arti tanggung renteng",
        office=OFFICE,
        subtitle=f"Permohonan {application.number}",
        paragraphs=wording.EXPLANATION,
        notes=["Dibacakan petugas sebelum menandatangani; satu lembar dibawa pulang setiap anggota."],
        footer=footer(application.number),
    )


def _explained(application_id: int) -> dict[int, date]:
    query = select(LiabilityExplanation.person_id, LiabilityExplanation.explained_on)
    rows = db.session.execute(query.where(LiabilityExplanation.application_id == application_id))
    return {person_id: on for person_id, on in rows}  # noqa: C416 (a row is no pair to a type checker)
