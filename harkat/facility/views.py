"""Pages on the facility: where the banks' money stands, its transfers, and the check of the books."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from core.auth.roles import Actor, Role
from core.web.access import actor, allow, may_enter
from core.web.answers import page
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Task, panels
from harkat.facility import queries
from harkat.facility.chains import queries as chains
from harkat.facility.ledger import TransferKind
from harkat.facility.models import FacilityTransfer
from harkat.facility.position import total_of
from harkat.facility.reporting import queries as reporting
from harkat.facility.sources import queries as sources

OVERSEERS = (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)
READERS = (*OVERSEERS, Role.BANK)

blueprint = Blueprint("facility", __name__, url_prefix="/fasilitas")
MENU = [MenuItem("Fasilitas", "facility.index", READERS, order=60)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the fund: what is reported of its size, and where each bank's part stands."""
    own = queries.bank_for(actor())
    positions = queries.positions()
    banks = queries.banks() if own is None else [own]
    return page(
        "harkat/facility/index.html",
        banks=banks,
        own=own,
        positions=positions,
        total=total_of(positions[bank.id] for bank in banks if bank.id in positions),
        facts=queries.ceiling_facts() if own is None else [],
        documents=sources.of_ceilings() if own is None else {},
        **how_current([bank.id for bank in banks]),
    )


def how_current(bank_ids: list[int]) -> dict[str, Any]:
    """Return what a page of money says of its age: the banks' days, the oldest of them, and who is silent."""
    days = {key: day for key, day in reporting.reported_days().items() if key in bank_ids}
    silent = [bank.name for bank in queries.banks() if bank.id in bank_ids and bank.id not in days]
    return {"days": days, "reported": min(days.values(), default=None), "silent": silent}


@blueprint.get("/transaksi")
@allow(*READERS)
def transfers() -> ResponseReturnValue:
    """List the transfers, newest first."""
    own = queries.bank_for(actor())
    sorts = {
        "urutan": FacilityTransfer.id,
        "tanggal": FacilityTransfer.occurred_on,
        "jumlah": FacilityTransfer.amount,
        "kejadian": FacilityTransfer.kind,
    }
    listing = read_listing(sorts, default="urutan", filters=("bank", "kejadian", "dokumen"), descending=True)
    query = queries.transfers_query(
        None if own is None else own.id,
        words=listing.words,
        bank_id=listing.filters["bank"],
        kind=listing.filters["kejadian"],
    )
    documented = listing.filters["dokumen"]
    may_link = documented == sources.WITHOUT and may_enter("sources.link_chosen", actor().role)
    found = paginate(sources.narrowed(query, documented), listing, tie=FacilityTransfer.id, scalars=False)
    return page(
        "harkat/facility/transfers.html",
        found=found,
        documents=sources.of_transfers([row[0].id for row in found.items]),
        documented=sources.DOCUMENTED,
        to_link=sources.choices() if may_link else [],
        kinds=TransferKind.choices(),
        banks=[] if own is not None else [(bank.id, bank.name) for bank in queries.banks()],
        shows_notes=actor().role is not Role.ECONOMICS,
        **how_current([bank.id for bank in ([own] if own else queries.banks())]),
    )


@blueprint.get("/periksa")
@allow(*OVERSEERS)
def check() -> ResponseReturnValue:
    """Recompute every balance from the transfers and say whether they agree."""
    banks = queries.banks()
    return page(
        "harkat/facility/check.html", found=queries.verify(), banks=banks, **how_current([bank.id for bank in banks])
    )


@blueprint.get("/rantai/<int:bank_id>")
@allow(*READERS)
def chain(bank_id: int) -> ResponseReturnValue:
    """Follow a bank's chain of transfers and say whether it is whole, or where it breaks."""
    own, bank = queries.bank_for(actor()), queries.bank(bank_id)
    if own is not None and own.id != bank.id:
        abort(404)
    return page("harkat/facility/chain.html", bank=bank, found=chains.follow(bank.id), **how_current([bank.id]))


def exception_tasks(_reader: Actor, _today: date) -> list[Task]:
    """Tell how many banks have paid out money without room."""
    open_ones = [position for position in queries.positions().values() if position.exception]
    note = "Persetujuan baru di bank itu ditahan sampai diselesaikan"
    return [Task("Bank dengan pengecualian", len(open_ones), url_for("proposals.exception_list"), note, urgent=True)]


def join_panels() -> None:
    """Join the start pages."""
    for role in (Role.HEAD, Role.ECONOMICS):
        panels.add_tasks(role, exception_tasks)
