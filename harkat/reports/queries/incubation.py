"""Since when a person has been incubated, and when the incubation was completed: alone, or with the group."""

from functools import cache

from sqlalchemy import Subquery, case, func, select

from balikat.incubation.models import Tenant
from balikat.incubation.stages import TenantState
from core.groups.models import Membership
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import DAY, END
from harkat.reports.queries.evidence import open_on


@cache
def incubation(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return person_id, began_on and graduated_on (absent where not graduated by the day)."""
    graduated_on = case((Tenant.state == TenantState.GRADUATED, case((Tenant.ended_on <= DAY, Tenant.ended_on))))
    known = [Tenant.contract_starts_on <= DAY]
    if basis is Basis.KNOWN:
        known.append(Tenant.enrolled_at < END)
    alone = select(Tenant.person_id, Tenant.contract_starts_on, graduated_on.label("graduated_on")).where(
        Tenant.person_id.is_not(None), *known
    )
    together = (
        select(Membership.person_id, Tenant.contract_starts_on, graduated_on.label("graduated_on"))
        .join(Tenant, Tenant.group_id == Membership.group_id)
        .where(*known, *open_on())
    )
    every = alone.union_all(together).subquery("every_tenant")
    return (
        select(
            every.c.person_id,
            func.min(every.c.contract_starts_on).label("began_on"),
            func.min(every.c.graduated_on).label("graduated_on"),
        )
        .group_by(every.c.person_id)
        .subquery("incubation")
    )
