"""The gate for the contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import fields, post_load
from marshmallow.validate import Regexp

from core.web.fields import Choice, DateField, Flag, FormSchema, Text, WholeList
from harkat.applications.contracts.kinds import Security, SecurityKind


@dataclass(frozen=True)
class ContractDraft:
    """The signed agreement: its number, its date, and the account each borrower is paid into."""

    contract_number: str
    contract_on: date
    payout_accounts: dict[int, str]
    in_cash: list[int]
    accounts_checked: bool
    security: Security
    reference: str


class ContractSchema(FormSchema):
    """The contract; accounts are typed in fields named ``account_<person id>``."""

    makes = ContractDraft

    contract_number = Text("nomor akad", most=60)
    contract_on = DateField("tanggal akad")
    in_cash = WholeList("penerima tunai", required=False)
    accounts_checked = Flag("rekening sudah diperiksa")
    security_kind = Choice("penjamin atau asuransi", SecurityKind, required=False)
    security_name = Text("nama penjamin atau asuransi", required=False)
    security_number = Text("nomor polis atau surat", required=False, most=60)
    reference = Text("tanda formulir", most=64)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Gather the accounts by person, and the guarantor or insurance."""
        typed = {name: values.pop(name) for name in list(values) if name.startswith("account_")}
        accounts = {int(name.removeprefix("account_")): number for name, number in typed.items() if number}
        kind, name, number = (values.pop(f"security_{part}") for part in ("kind", "name", "number"))
        security = Security(kind or SecurityKind.NONE, name, number)
        in_cash = values.pop("in_cash") or []
        return super().make({**values, "in_cash": in_cash, "payout_accounts": accounts, "security": security})


class AccountNumber(Text):
    """The number of a bank account: digits, as the passbook shows them, dots and dashes left out."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = super()._deserialize(value, attr, data, **kwargs)
        digits = number.replace("-", "").replace(".", "").replace(" ", "")
        message = f"{self.noun.capitalize()}: tulis 8 sampai 20 angka, seperti pada buku tabungan."
        Regexp(r"[0-9]{8,20}\Z", error=message)(digits)
        return digits


def contract_schema(borrowers: Mapping[int, str]) -> FormSchema:
    """Return the schema of the contract with an account for each borrower.

    :param borrowers: names by person
    """
    accounts: dict[str, fields.Field[Any]] = {
        f"account_{person_id}": AccountNumber(f"rekening {name}", required=False, most=40)
        for person_id, name in borrowers.items()
    }
    return cast("FormSchema", ContractSchema.from_dict(accounts)())
