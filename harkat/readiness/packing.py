"""How an assessment is kept: facts, reasons, paths and capacity as plain values, and back to facts again."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from scoring.capacity import Capacity, LargestLoan
from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.readiness import Reason
from scoring.steps import Path


def pack_facts(facts: Facts) -> dict[str, Any]:
    """Write facts as plain values."""
    return {
        "items": [
            {
                "kind": fact.kind.value,
                "value": fact.value,
                "source": fact.source,
                "on": fact.on.isoformat(),
                "sureness": fact.sureness.value,
            }
            for fact in facts.items
        ],
        "debts": [
            {
                "key": debt.key,
                "lender": debt.lender,
                "installment_monthly": debt.installment_monthly,
                "outstanding": debt.outstanding,
                "is_flagged": debt.is_flagged,
                "quality": debt.quality,
            }
            for debt in facts.debts
        ],
    }


def unpack_facts(packed: dict[str, Any]) -> Facts:
    """Read facts back as they were on the day of an assessment."""
    items = tuple(
        Fact(
            FactKind.of(row["kind"]),
            row["value"],
            row["source"],
            date.fromisoformat(row["on"]),
            Sureness.of(row["sureness"]),
        )
        for row in packed["items"]
    )
    return Facts(items, tuple(DebtFact(**row) for row in packed["debts"]))


def pack_reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Write reasons as plain values, the largest effect first as they come."""
    return [
        {
            "measure": None if reason.measure is None else reason.measure.value,
            "tone": reason.tone.value,
            "text": reason.text,
            "effect": reason.effect,
        }
        for reason in reasons
    ]


def pack_paths(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Write paths to READY as plain values, the best first."""
    return [
        {
            "expected_on": path.expected_on.isoformat(),
            "steps": [
                {
                    "key": step.key,
                    "label": step.label,
                    "helper": step.helper.value,
                    "start": step.start.value,
                    "done_on": step.done_on.isoformat(),
                    "provided": step.provided,
                }
                for step in path.steps
            ],
        }
        for path in paths
    ]


def pack_capacity(capacity: Capacity | None, loans: Sequence[LargestLoan]) -> dict[str, Any] | None:
    """Write a household's month and its largest loans as plain values, rupiah."""
    if capacity is None:
        return None
    return {
        "basis": capacity.basis.value,
        "business_profit": capacity.business_profit,
        "other_income": capacity.other_income,
        "household_cost": capacity.household_cost,
        "installments": capacity.installments,
        "surplus": capacity.surplus,
        "room": capacity.room,
        "binding": capacity.binding.value,
        "stress_surplus": capacity.stress_surplus,
        "stress_room": capacity.stress_room,
        "debt_service_percent": capacity.debt_service_percent,
        "loans": [
            {"months": loan.months, "amount": loan.amount, "amount_under_stress": loan.amount_under_stress}
            for loan in loans
        ],
    }


def affordable_over_a_year(loans: Sequence[LargestLoan]) -> int | None:
    """Return the largest loan over twelve months, or over the longest term below that, or None when unknown."""
    within = [loan for loan in loans if loan.months <= 12] or list(loans[:1])
    return within[-1].amount if within else None


def digest_of(facts: Facts, scorecard: str) -> str:
    """Return what tells whether facts and scorecard are the same as another time: days and sources left aside.

    :param scorecard: the fingerprint of the scorecard
    """
    packed = pack_facts(facts)
    items = [[row["kind"], row["value"], row["sureness"]] for row in packed["items"]]
    told = json.dumps([scorecard, items, packed["debts"]], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
