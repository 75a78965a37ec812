"""The sample's offices: accounts of every role, three invented partner banks and the fund split over them."""

from core.auth.models import Account, Organization, OrganizationKind
from core.auth.passwords import hash_password
from core.auth.roles import SYSTEM, Role
from core.auth.service import AccountDraft, create_account
from core.db import db
from harkat.facility.ceilings import service as ceilings
from harkat.facility.terms import LenderType
from harkat.sample.service.cast import Cast, moment

PASSWORD = "harkat-contoh-2026"  # noqa: S105 - printed on the sign-in page of a sample installation
BANKS = (
    # name, kind of lender, whether repaid money is lent again, ceiling in rupiah
    ("Bank Contoh Batanghari", LenderType.BANK, True, 65_000_000_000),
    ("Bank Contoh Sumatra", LenderType.BANK, False, 35_000_000_000),
    ("BPR Contoh Jambi", LenderType.BPR, True, 10_000_000_000),
)
ACCOUNTS = (
    ("petugas", "Rina Petugas", Role.OFFICER, None),
    ("petugas2", "Dedi Petugas", Role.OFFICER, None),
    ("pimpinan", "Hendra Pimpinan", Role.HEAD, None),
    ("bank", "Maya Bank", Role.BANK, 0),
    ("bank2", "Iwan Bank", Role.BANK, 1),
    ("bank3", "Tini Bank", Role.BANK, 2),
    ("pelatih", "Lukman Pelatih", Role.TRAINER, None),
    ("pendamping", "Wulan Pendamping", Role.MENTOR, None),
    ("perekonomian", "Faisal Perekonomian", Role.ECONOMICS, None),
    ("auditor", "Ratna Auditor", Role.AUDITOR, None),
    ("admin", "Usman Admin", Role.ADMIN, None),
)


def lay_ground(cast: Cast) -> None:
    """Make the offices, accounts and banks, and split the fund."""
    began = moment(cast.day(640))
    offices = [Organization(name=name, kind=OrganizationKind.BANK) for name, *_ in BANKS]
    db.session.add_all(offices)
    db.session.flush()
    password_hash = hash_password(PASSWORD)
    for username, name, role, place in ACCOUNTS:
        office_id = None if place is None else offices[place].id
        account = create_account(AccountDraft(username, name, role, office_id), actor=SYSTEM, now=began)
        account.password_hash = password_hash
        account.is_sample = True
        cast.actors[username] = account.as_actor()
    for office, (name, lender_type, is_revolving, ceiling) in zip(offices, BANKS, strict=True):
        bank = ceilings.open_bank(
            organization_id=office.id,
            name=name,
            lender_type=lender_type,
            is_revolving=is_revolving,
            is_sample=True,
            actor=SYSTEM,
            now=began,
        )
        source = f"Surat contoh kesanggupan {name}"
        ceilings.set_ceiling(
            bank, ceiling, reference=f"contoh-plafon-{bank.id}", source=source, actor=SYSTEM, now=began
        )
        cast.banks.append(bank)


def is_empty() -> bool:
    """Tell whether nobody has an account yet."""
    return db.session.query(Account.id).first() is None
