"""An invented city of any size for measuring pages: everybody in it borrowed once, written as bare rows in bulk.

The same number of loans gives the same city. Installments and debt papers are left out: no page measured reads them.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from core.auth.models import Organization
from core.auth.roles import SYSTEM
from core.db import Model, db, transaction
from core.people.words.splitting import words_of
from core.places import service as places
from core.places.models import Kelurahan
from harkat.facility import service as facility
from harkat.facility.days import service as days
from harkat.facility.ledger import LedgerAccount, Movement, TransferKind, chain, route_of
from harkat.facility.models import FacilityBalance, PartnerBank
from harkat.facility.terms import LenderType
from tests import factories

BEGAN = date(2025, 3, 3)
DAYS = 600
CHUNK = 20_000
AMOUNTS = (2_000_000, 3_000_000, 5_000_000, 8_000_000, 15_000_000)
FIRST = [
    "Siti",
    "Ahmad",
    "Nur",
    "Budi",
    "Dewi",
    "Rina",
    "Agus",
    "Sri",
    "Eko",
    "Yuni",
    "Rudi",
    "Lina",
    "Hasan",
    "Maya",
    "Joko",
    "Ratna",
    "Andi",
    "Wati",
    "Dedi",
    "Fitri",
]
LAST = [
    "Aminah",
    "Hidayat",
    "Lestari",
    "Santoso",
    "Rahayu",
    "Saputra",
    "Wulandari",
    "Siregar",
    "Nasution",
    "Harahap",
    "Putri",
    "Pratama",
]
RARE = "Zulkarnain"
"""The name of one in every 40 people, so that a search fills its page in the smallest city too."""

TABLES: dict[str, tuple[str, ...]] = {
    "person": ("id", "number", "name", "phone", "sex", "born_on", "kelurahan_code", "rt", "registered_at", "version"),
    "person_word": ("word", "person_id"),
    "readiness_assessment": (
        "id", "person_id", "assessed_at", "assessed_on", "card_version", "digest", "status", "computed", "score",
        "confidence", "affordable", "facts", "reasons", "paths",
    ),
    "application": (
        "id", "number", "person_id", "bank_id", "state", "requested", "recommended", "approved", "installments",
        "purpose", "created_at", "recommended_by_id", "confirmed_by_id", "decided_by_id", "contract_on", "disbursed_on",
    ),
    "application_share": ("id", "application_id", "person_id", "requested", "approved", "payout_in_cash"),
    "application_step": ("id", "application_id", "state", "at", "actor_name"),
    "loan": (
        "id", "number", "application_id", "bank_id", "person_id", "borrower_name", "origin", "reference", "state",
        "principal", "outstanding", "method", "annual_rate", "installments", "disbursed_on", "matures_on",
        "oldest_due_on", "opened_at",
    ),
    "loan_share": ("id", "loan_id", "person_id", "amount", "bears_remainder"),
    "facility_transfer": (
        "id", "bank_id", "sequence", "reference", "kind", "from_account", "to_account", "amount", "occurred_on",
        "recorded_at", "loan_id", "actor_name", "digest",
    ),
}  # fmt: skip

Row = tuple[Any, ...]


def build(loans: int) -> None:
    """Write a city with so many loans into the empty database of the current app."""
    Model.metadata.create_all(db.engine)
    factories.lay_ground()
    with transaction():
        places.load()
        banks = [_open(name, loans * AMOUNTS[-1]) for name in ("Bank Uji Satu", "Bank Uji Dua")]
        accounts = {name: factories.account_named(name).id for name in ("officer", "head", "bank")}
        wards = list(db.session.scalars(select(Kelurahan.code).order_by(Kelurahan.code)))
        books = {bank: _Book(db.session.get_one(FacilityBalance, bank)) for bank in banks}
    writer = _Writer(loans)
    draw = random.Random(loans)
    started = sorted(draw.randrange(DAYS) for _ in range(loans))
    for first in range(0, loans, CHUNK):
        rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        for number in range(first + 1, min(first + CHUNK, loans) + 1):
            _life(rows, number, BEGAN + timedelta(days=started[number - 1]), draw, wards, banks, accounts, books)
        writer.write(rows)
    with transaction():
        for bank, book in books.items():
            book.close(db.session.get_one(FacilityBalance, bank))
        days.rebuild_all()
    writer.finish()


def _open(name: str, ceiling: int) -> int:
    organization = db.session.scalars(select(Organization.id).where(Organization.name == name)).one()
    now = _at(BEGAN)
    bank: PartnerBank = facility.open_bank(
        organization_id=organization, name=name, lender_type=LenderType.BANK, is_revolving=False, actor=SYSTEM, now=now
    )
    facility.set_ceiling(bank, ceiling, reference=f"plafon-{name}", source="Surat ukur", actor=SYSTEM, now=now)
    return bank.id


def _at(day: date, hour: int = 3) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class _Book:
    """A bank's chain of transfers while rows are written in bulk."""

    def __init__(self, balance: FacilityBalance) -> None:
        self.bank_id, self.sequence, self.head = balance.bank_id, balance.transfers, balance.head
        self.changes: dict[str, int] = dict.fromkeys((account.value for account in LedgerAccount), 0)
        self.disbursed = 0

    def book(self, kind: TransferKind, amount: int, on: date, loan_id: int | None, key: int) -> Row:
        """Return the row of a transfer with its place in the chain."""
        origin, target = route_of(kind)
        self.sequence += 1
        reference = f"u-{kind.value}-{key}"
        movement = Movement(
            bank_id=self.bank_id, sequence=self.sequence, kind=kind, from_account=origin, to_account=target,
            amount=amount, occurred_on=on, recorded_at=_at(on), reference=reference, loan_id=loan_id,
            reservation_id=None, reverses_id=None, actor_name="Ukur", note=None,
        )  # fmt: skip
        self.head = chain(self.head, movement)
        self.changes[origin.value] -= amount
        self.changes[target.value] += amount
        self.disbursed += amount if kind is TransferKind.DISBURSED else 0
        return (
            self.bank_id, self.sequence, reference, kind.value, origin.value, target.value, amount, on, _at(on),
            loan_id, "Ukur", self.head,
        )  # fmt: skip

    def close(self, balance: FacilityBalance) -> None:
        """Bring the bank's balances to what was booked."""
        for account, change in self.changes.items():
            setattr(balance, account, getattr(balance, account) + change)
        balance.disbursed += self.disbursed
        balance.transfers, balance.head = self.sequence, self.head


STEPS = (("submitted", 0), ("at_bank", 5), ("approved", 19), ("contracted", 24), ("disbursed", 27))


def _life(
    rows: dict[str, list[Row]],
    key: int,
    registered: date,
    draw: random.Random,
    wards: Sequence[str],
    banks: Sequence[int],
    accounts: dict[str, int],
    books: dict[int, _Book],
) -> None:
    """Write one person's registration, assessment, application, loan and first repayment."""
    applied = registered + timedelta(days=draw.randrange(5, 40))
    paid_on = applied + timedelta(days=STEPS[-1][1])
    amount, bank = draw.choice(AMOUNTS), banks[draw.random() < 0.3]
    name = f"{draw.choice(FIRST)} {RARE if key % 40 == 0 else draw.choice(LAST)}"
    repaid = amount // draw.choice((6, 12, 24))
    rows["person"].append(
        (
            key, f"HK-2026-{key:07}", name, f"0812{key:08}", "female" if draw.random() < 0.6 else "male",
            date(1960, 1, 1) + timedelta(days=draw.randrange(15000)), draw.choice(wards), f"{draw.randrange(1, 40):03}",
            _at(registered), 1,
        )
    )  # fmt: skip
    rows["person_word"] += [(word, key) for word in words_of(name, f"HK-2026-{key:07}", f"0812{key:08}")]
    status = "ready" if draw.random() < 0.8 else "needs_mentoring"
    rows["readiness_assessment"].append(
        (key, key, _at(applied), applied, "ukur", "0" * 64, status, status, 70, 80, 5_000_000, "{}", "[]", "[]")
    )
    rows["application"].append(
        (
            key, f"PM-2026-{key:07}", key, bank, "disbursed", amount, amount, amount, 12, "Modal", _at(applied),
            accounts["officer"], accounts["head"], accounts["bank"], applied + timedelta(days=24), paid_on,
        )
    )  # fmt: skip
    rows["application_share"].append((key, key, key, amount, amount, False))
    rows["application_step"] += [
        (key * 5 + place, key, state, _at(applied + timedelta(days=after)), "Ukur")
        for place, (state, after) in enumerate(STEPS)
    ]
    rows["loan"].append(
        (
            key, f"PJ-2026-{key:07}", key, bank, key, name, "application", f"u-loan-{key}", "running", amount,
            amount - repaid, "annuity", 3, 12, paid_on, paid_on + timedelta(days=365), paid_on + timedelta(days=60),
            _at(paid_on),
        )
    )  # fmt: skip
    rows["loan_share"].append((key, key, key, amount, False))
    book = books[bank]
    moves = (
        (TransferKind.COMMITTED, amount, applied + timedelta(days=19), None),
        (TransferKind.DISBURSED, amount, paid_on, key),
        (TransferKind.REPAID, repaid, paid_on + timedelta(days=30), key),
    )
    for place, (kind, moved, on, loan_id) in enumerate(moves):
        rows["facility_transfer"].append((1000 + key * 3 + place, *book.book(kind, moved, on, loan_id, key)))


class _Writer:
    """Writes rows in bulk: COPY on PostgreSQL, many at once on SQLite."""

    def __init__(self, loans: int) -> None:
        self.is_postgres = db.engine.dialect.name == "postgresql"
        self.loans = loans
        if self.is_postgres:
            self._each_index("drop")

    def write(self, rows: dict[str, list[Row]]) -> None:
        """Write the rows of every table, parents first."""
        with db.engine.connect().execution_options(harkat_write=True) as connection, connection.begin():
            raw: Any = connection.connection.driver_connection
            if self.is_postgres:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                for table, columns in TABLES.items():
                    with raw.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                        for row in rows[table]:
                            copy.write_row(row)
                return
            for table, columns in TABLES.items():
                marks = ", ".join("?" * len(columns))
                raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", _plain(rows[table]))

    def finish(self) -> None:
        """Make the indexes that were left out while writing, and let the planner know what is there now."""
        if self.is_postgres:
            self._each_index("create")
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE" if self.is_postgres else "ANALYZE"))

    def _each_index(self, deed: str) -> None:
        """Drop or create the indexes of the tables written, those of their keys aside; one sort is quicker."""
        with db.engine.connect().execution_options(harkat_write=True) as connection, connection.begin():
            for table in TABLES:
                for index in Model.metadata.tables[table].indexes:
                    getattr(index, deed)(connection)


def _plain(rows: Iterable[Row]) -> Iterator[Row]:
    """Write moments and days as SQLite keeps them."""
    for row in rows:
        yield tuple(
            cell.strftime("%Y-%m-%d %H:%M:%S.%f")
            if isinstance(cell, datetime)
            else cell.isoformat()
            if isinstance(cell, date)
            else cell
            for cell in row
        )
