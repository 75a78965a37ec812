"""What an officer writes down about a person, checked for form and not yet recorded."""

from dataclasses import dataclass, field
from datetime import date

from core.people.kinds import ConsentPurpose, KbliVersion, PaperKind, Sex


@dataclass(frozen=True)
class Registration:
    """Daftar cepat: the least that is needed to be helped. The NIK is None for a participant without a KTP yet."""

    name: str
    phone: str
    kelurahan_code: str
    nik: str | None = None
    need: str | None = None
    rt: str | None = None
    consents: frozenset[ConsentPurpose] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Details:
    """All that is known of a person. Money is rupiah a month; ``reason`` says why a NIK or a name is changed.

    ``version`` is that of the person when the form was opened; None asks for no check.
    """

    name: str
    phone: str
    kelurahan_code: str
    nik: str | None = None
    sex: Sex | None = None
    born_on: date | None = None
    address: str | None = None
    rt: str | None = None
    need: str | None = None
    household_cost_monthly: int | None = None
    other_income_monthly: int | None = None
    reason: str | None = None
    version: int | None = None
    email: str | None = None


@dataclass(frozen=True)
class BusinessDraft:
    """A business as its owner tells it. Money is rupiah a month; the KBLI code stands with the year of its list."""

    name: str
    kbli_code: str | None = None
    kbli_version: KbliVersion | None = None
    nib: str | None = None
    started_on: date | None = None
    sales_monthly: int | None = None
    profit_monthly: int | None = None
    selling_days_monthly: int | None = None
    kelurahan_code: str | None = None


@dataclass(frozen=True)
class PaperDraft:
    """A paper that was looked at on a day; a refused one needs a note."""

    kind: PaperKind
    seen_on: date
    expires_on: date | None = None
    is_accepted: bool = True
    note: str | None = None
