"""What forms about a person open with: the recorded values, written as people type them."""

from datetime import date

from core.dates import format_date_short
from core.money import format_number
from core.people.kinds import PaperAnswer
from core.people.models import Business, Paper, Person
from core.people.phone import format_phone


def details_values(person: Person) -> dict[str, str]:
    """Return the recorded details, the NIK in full."""
    return {
        "nik": person.nik or "",
        "name": person.name,
        "phone": format_phone(person.phone),
        "email": person.email or "",
        "sex": person.sex.value if person.sex else "",
        "born_on": _day(person.born_on),
        "address": person.address or "",
        "kelurahan_code": person.kelurahan_code,
        "rt": person.rt or "",
        "need": person.need or "",
        "household_cost_monthly": _amount(person.household_cost_monthly),
        "other_income_monthly": _amount(person.other_income_monthly),
        "version": str(person.version),
    }


def business_values(business: Business) -> dict[str, str]:
    """Return what is recorded of a business."""
    return {
        "name": business.name,
        "kbli_code": business.kbli_code or "",
        "kbli_version": business.kbli_version or "",
        "nib": business.nib or "",
        "started_on": _day(business.started_on),
        "sales_monthly": _amount(business.sales_monthly),
        "profit_monthly": _amount(business.profit_monthly),
        "selling_days_monthly": "" if business.selling_days_monthly is None else str(business.selling_days_monthly),
        "kelurahan_code": business.kelurahan_code or "",
    }


def paper_values(kind: str, paper: Paper | None, *, today: date) -> dict[str, str]:
    """Return the last look at a paper, or a fresh look today."""
    if paper is None:
        return {"kind": kind, "seen_on": format_date_short(today), "answer": PaperAnswer.ACCEPTED.value}
    return {
        "kind": kind,
        "seen_on": _day(paper.seen_on),
        "expires_on": _day(paper.expires_on),
        "answer": (PaperAnswer.ACCEPTED if paper.is_accepted else PaperAnswer.REFUSED).value,
        "note": paper.note or "",
    }


def _day(day: date | None) -> str:
    return "" if day is None else format_date_short(day)


def _amount(amount: int | None) -> str:
    return "" if amount is None else format_number(amount)
