"""Concludes what a file shows: findings with their evidence, whether to ask, whether it is complete and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.labels import LabeledEnum
from scoring.screening.bank_debts import find_bank_debts
from scoring.screening.findings import Finding
from scoring.screening.holders import same_person
from scoring.screening.ideb import IdebReport, same_number
from scoring.screening.ideb_debts import find_ideb_debts
from scoring.screening.lender_debts import find_lender_debts
from scoring.screening.matching import LenderRegistry
from scoring.screening.patterns import Pattern, find_distress
from scoring.screening.rentenir import find_rentenir
from scoring.screening.statement import Statement


class EvidenceKind(LabeledEnum):
    """What kind of evidence was read."""

    IDEB = ("ideb", "iDeb SLIK")
    STATEMENT = ("statement", "Mutasi rekening atau dompet")
    BANK_ANSWER = ("bank_answer", "Jawaban berkode dari bank")


@dataclass(frozen=True)
class Screening:
    """The conclusion over one file, or over the parts of one iDeb.

    ``flagged`` means that an officer must ask; None when the person does not match or the file is only partly read
    and what was read shows nothing.
    """

    kind: EvidenceKind
    flagged: bool | None
    complete: bool | None
    identity_match: bool | None
    findings: tuple[Finding, ...]
    patterns: tuple[Pattern, ...] = ()
    warnings: tuple[str, ...] = ()


def screen_statement(statement: Statement, registry: LenderRegistry, *, name: str | None = None) -> Screening:
    """Screen a statement against the registry and, when given, the person's name."""
    match = same_person(statement.holder, name) if statement.holder and name else None
    warnings = list(statement.warnings)
    if match is False:
        warnings.append(f"Rekening ini atas nama {statement.holder}, bukan {name}. Tidak ada yang disimpan.")
        return _nobody(EvidenceKind.STATEMENT, statement.complete, warnings)
    findings = find_lender_debts(statement, registry)
    taken = _numbers(findings)
    findings += find_bank_debts(statement, registry, taken)
    suspected = find_rentenir(statement, _numbers(findings))
    findings += suspected.findings
    findings = [finding for finding in findings if finding.evidence]
    warnings += [pattern.question for pattern in suspected.questions]
    warnings += [note for finding in findings for note in finding.notes]
    return Screening(
        EvidenceKind.STATEMENT,
        _flag(findings, complete=statement.complete),
        statement.complete,
        match,
        tuple(findings),
        (*suspected.questions, *find_distress(findings)),
        tuple(warnings),
    )


def screen_ideb(report: IdebReport, registry: LenderRegistry, *, nik: str | None = None) -> Screening:
    """Screen an iDeb report against the registry and, when given, the person's NIK; the content decides."""
    match = same_number(report, nik)
    warnings = list(report.warnings)
    if match is False:
        warnings.append("NIK di dalam berkas bukan NIK orang ini. Tidak ada yang disimpan.")
        return _nobody(EvidenceKind.IDEB, report.complete, warnings)
    findings = find_ideb_debts(report, registry)
    warnings += [note for finding in findings for note in finding.notes]
    flagged = any(finding.flags and (finding.active or finding.written_off) for finding in findings)
    verdict = True if flagged else False if report.complete else None
    return Screening(EvidenceKind.IDEB, verdict, report.complete, match, tuple(findings), (), tuple(warnings))


def _nobody(kind: EvidenceKind, complete: bool | None, warnings: Sequence[str]) -> Screening:  # noqa: FBT001
    """Conclude nothing about another person's file."""
    return Screening(kind, flagged=None, complete=complete, identity_match=False, findings=(), warnings=tuple(warnings))


def _numbers(findings: Sequence[Finding]) -> frozenset[int]:
    return frozenset(item.place for finding in findings for item in finding.evidence if isinstance(item.place, int))


def _flag(findings: Sequence[Finding], *, complete: bool) -> bool | None:
    if any(finding.flags for finding in findings):
        return True
    return False if complete else None
