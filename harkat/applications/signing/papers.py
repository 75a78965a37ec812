"""Which papers each liable member signs, and naming what is missing; dated rules say which are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

SPOUSE_RULE = "applications.spouse_signs"
POWER_RULE = "applications.power_to_chair"
CONTRACT_SIGNERS = "applications.contract_signers"
ASSUMED = "Contoh: aturan program belum terbit; diubah di halaman Aturan"
LIABILITY_TEXT_VERSION = "2026-1"


class SigningPaper(LabeledEnum):
    """A paper that is signed before the contract."""

    LIABILITY = ("liability", "Pernyataan tanggung renteng")
    POWER = ("power", "Surat kuasa kepada ketua")
    SPOUSE = ("spouse", "Persetujuan suami atau istri")


class ContractSigners(LabeledEnum):
    """Who signs the credit agreement with the bank."""

    ALL = ("all", "Semua anggota sub-kelompok menandatangani akad")
    CHAIR = ("chair", "Ketua menandatangani akad dengan surat kuasa setiap anggota")


declare(
    [
        Definition(SPOUSE_RULE, "Suami atau istri ikut menandatangani", "flag", default=False, source=ASSUMED),
        Definition(POWER_RULE, "Setiap anggota memberi kuasa kepada ketua", "flag", default=True, source=ASSUMED),
        Definition(
            CONTRACT_SIGNERS,
            "Yang menandatangani akad kredit sub-kelompok",
            "choice",
            ContractSigners.ALL.value,
            ASSUMED,
            choices=tuple(ContractSigners),
        ),
    ]
)


@dataclass(frozen=True)
class Signer:
    """How far one liable member has come; ``signed`` holds the day of each paper that is in force.

    ``exempt`` papers do not concern this member: no spouse, or being the chair to whom the power goes.
    """

    person_id: int
    name: str
    explained_on: date | None = None
    signed: Mapping[SigningPaper, date] = field(default_factory=dict)
    exempt: frozenset[SigningPaper] = frozenset()

    def missing(self, needed: Iterable[SigningPaper]) -> list[SigningPaper]:
        """Return the papers this member still has to sign."""
        return [paper for paper in needed if paper not in self.signed and paper not in self.exempt]


def needed_papers(*, power: bool, spouse: bool, signers: ContractSigners) -> tuple[SigningPaper, ...]:
    """Return the papers the rules of the day ask for; a chair who signs alone needs everybody's power."""
    found = [SigningPaper.LIABILITY]
    if power or signers is ContractSigners.CHAIR:
        found.append(SigningPaper.POWER)
    return (*found, SigningPaper.SPOUSE) if spouse else tuple(found)


def missing_words(signers: Iterable[Signer], needed: Sequence[SigningPaper]) -> list[str]:
    """Name each member who is not done, with the papers that are missing."""
    return [
        f"{signer.name} ({', '.join(paper.label.lower() for paper in missing)})"
        for signer in signers
        if (missing := signer.missing(needed))
    ]


def mark_of(shares: Mapping[int, int | None]) -> str:
    """Return the mark of a list of members with their shares; a signature holds for the list it was given to.

    :param shares: rupiah by person
    """
    words = ",".join(f"{person_id}:{shares[person_id] or 0}" for person_id in sorted(shares))
    return sha256(words.encode()).hexdigest()
