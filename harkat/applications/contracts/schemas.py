"""The gates for the contract and the pay-out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import fields, post_load
from marshmallow.validate import Regexp

from core.web.fields import DateField, FormSchema, Text


@dataclass(frozen=True)
class ContractDraft:
    """The signed agreement: its number, its date, and the account each borrower is paid into."""

    contract_number: str
    contract_on: date
    payout_accounts: dict[int, str]
    reference: str


class ContractSchema(FormSchema):
    """The contract; accounts are typed in fields named ``account_<person id>``."""

    makes = ContractDraft

    contract_number = Text("nomor akad", most=60)
    contract_on = DateField("tanggal akad")
    reference = Text("tanda formulir", most=64)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Gather the accounts by person."""
        typed = {name: values.pop(name) for name in list(values) if name.startswith("account_")}
        accounts = {int(name.removeprefix("account_")): number for name, number in typed.items()}
        return super().make({**values, "payout_accounts": accounts})


class AccountNumber(Text):
    """The number of a bank account: digits, as the passbook shows them, dots and dashes left out."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs)
        digits = number.replace("-", "").replace(".", "").replace(" ", "")
        message = "Nomor rekening 8 sampai 20 angka, seperti pada buku tabungan."
        Regexp(r"[0-9]{8,20}\Z", error=message)(digits)
        return digits


def contract_schema(borrowers: Mapping[int, str]) -> FormSchema:
    """Return the schema of the contract with an account for each borrower.

    :param borrowers: names by person
    """
    accounts: dict[str, fields.Field[Any]] = {
        f"account_{person_id}": AccountNumber(f"rekening {name}", most=40) for person_id, name in borrowers.items()
    }
    return cast("FormSchema", ContractSchema.from_dict(accounts)())


@dataclass(frozen=True)
class PayoutDraft:
    """The day the money went out."""

    disbursed_on: date
    reference: str


class PayoutSchema(FormSchema):
    """The pay-out."""

    makes = PayoutDraft

    disbursed_on = DateField("tanggal pencairan")
    reference = Text("tanda formulir", most=64)
