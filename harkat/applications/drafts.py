"""What the counter writes down for an application, before any rule has looked at it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ApplicationDraft:
    """A request as typed: for a person, or for a sub-group with a share for each member. Rupiah and installments.

    ``shares`` is rupiah by person; None splits the amount evenly. ``remainder_person_id`` bears what does not divide
    (None: the first member). ``reference`` is the form's own mark.
    """

    bank_id: int
    requested: int
    installments: int
    purpose: str
    person_id: int | None = None
    sub_group_id: int | None = None
    shares: Mapping[int, int] | None = None
    remainder_person_id: int | None = None
    reference: str | None = None
