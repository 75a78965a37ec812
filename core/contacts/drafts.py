"""What an officer writes down about reaching a person."""

from dataclasses import dataclass
from datetime import date

from core.contacts.kinds import DelegateScope, PhoneShared


@dataclass(frozen=True)
class ReachDraft:
    """Safe number, safe hours (whole hours), whose phone it is."""

    phone_shared: PhoneShared
    safe_phone: str | None = None
    from_hour: int | None = None
    until_hour: int | None = None
    note: str | None = None
    died_on: date | None = None


@dataclass(frozen=True)
class DelegateDraft:
    """Who acts for a person, by a signed paper, until a day."""

    name: str
    relation: str
    scope: DelegateScope
    signed_on: date
    until_on: date
    phone: str | None = None
