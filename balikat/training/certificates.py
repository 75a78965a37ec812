"""Certificates: their numbers, their states, and what a stranger may see of one."""

from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from core.labels import LabeledEnum

PREFIX = "BLK"


class CertificateState(LabeledEnum):
    """How far a certificate is; only a signed one proves anything."""

    DRAFT = ("draft", "Draf, belum ditandatangani")
    SIGNED_BY_HAND = ("signed_by_hand", "Ditandatangani basah")
    SIGNED_ELECTRONICALLY = ("signed_electronically", "Ditandatangani elektronik (TTE)")


class ProofState(LabeledEnum):
    """What the public page says of a certificate."""

    VALID = ("valid", "Sertifikat ini sah")
    NOT_SIGNED = ("not_signed", "Sertifikat ini belum ditandatangani")
    REVOKED = ("revoked", "Sertifikat ini sudah dicabut")


class NotCompleted(RuleBroken):
    """A certificate was asked for somebody who has not completed the course."""


class AlreadySigned(RuleBroken):
    """A signed certificate cannot be signed again; a mistake is revoked."""


@dataclass(frozen=True)
class Proof:
    """A certificate as a stranger with its code sees it: the name partly masked, no NIK."""

    state: ProofState
    number: str
    masked_name: str
    course_name: str
    cohort_name: str
    hours: int
    completed_on: date
    signed_on: date | None
    revoked_on: date | None


def certificate_number(year: int, serial: int) -> str:
    """Write the number of a certificate, for example ``BLK-2026-00021``; serials of a year have no gaps."""
    return f"{PREFIX}-{year}-{serial:05d}"


def mask_name(name: str) -> str:
    """Mask a name so that its owner is recognised by who knows it: ``Si•• Ra••••`` for Siti Rahayu."""
    return " ".join(_mask_word(word) for word in name.split())


def _mask_word(word: str) -> str:
    shown = 2 if len(word) > 3 else 1
    return word[:shown] + "•" * (len(word) - shown)


def proof_state(state: CertificateState, *, is_revoked: bool) -> ProofState:
    """Say what a certificate proves; a revoked one says so, signed or not."""
    if is_revoked:
        return ProofState.REVOKED
    return ProofState.NOT_SIGNED if state is CertificateState.DRAFT else ProofState.VALID
