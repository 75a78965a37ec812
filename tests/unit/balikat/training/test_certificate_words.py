"""Certificates: numbers, masked names, and what a stranger is told."""

import pytest

from balikat.training.certificates import CertificateState, ProofState, certificate_number, mask_name, proof_state


@pytest.mark.parametrize(
    ("serial", "number"), [(1, "BLK-2026-00001"), (21, "BLK-2026-00021"), (123456, "BLK-2026-123456")]
)
def test_numbers(serial: int, number: str) -> None:
    assert certificate_number(2026, serial) == number


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Siti Rahayu", "Si•• Ra••••"),
        ("M. Ali", "M• A••"),
        ("Budi", "Bu••"),
        ("Ani", "A••"),
        ("  Nur   Aini ", "N•• Ai••"),
        ("", ""),
    ],
)
def test_names_are_partly_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("state", "revoked", "proof"),
    [
        (CertificateState.DRAFT, False, ProofState.NOT_SIGNED),
        (CertificateState.SIGNED_BY_HAND, False, ProofState.VALID),
        (CertificateState.SIGNED_ELECTRONICALLY, False, ProofState.VALID),
        (CertificateState.DRAFT, True, ProofState.REVOKED),
        (CertificateState.SIGNED_BY_HAND, True, ProofState.REVOKED),
    ],
)
def test_only_a_signed_certificate_proves_anything(state: CertificateState, revoked: bool, proof: ProofState) -> None:
    assert proof_state(state, is_revoked=revoked) is proof
