"""The gate for what a bank paid out: how much to whom, and what was taken off by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import fields, post_load

from core.web.fields import DateField, Flag, FormSchema, RupiahField, Text, WholeField
from harkat.applications.payouts.service import Taken

ROWS = range(1, 6)
"""How many deductions a form has room for; one row may stand for every borrower."""


@dataclass(frozen=True)
class PayoutDraft:
    """The day the money went out, rupiah paid now by person (all that is left unless told), and what was taken off."""

    disbursed_on: date
    reference: str
    amounts: dict[int, int] | None
    taken: tuple[Taken, ...]
    beyond_checked: bool
    witness: str | None = None


class PayoutSchema(FormSchema):
    """A pay-out; amounts are typed in fields named ``amount_<person id>``, deductions in numbered rows."""

    makes = PayoutDraft

    disbursed_on = DateField("tanggal pencairan")
    witness = Text("saksi dari bank", required=False)
    beyond_checked = Flag("jumlah sudah diperiksa")
    reference = Text("tanda formulir", most=64)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Gather the amounts by person, and the rows of deductions that say anything."""
        typed = {name: values.pop(name) for name in list(values) if name.startswith("amount_")}
        amounts = {int(name.removeprefix("amount_")): int(amount) for name, amount in typed.items() if amount}
        rows = [tuple(values.pop(f"{part}_{row}", None) for part in ("fee", "taken", "from")) for row in ROWS]
        taken = tuple(
            Taken(name or "", int(amount or 0), whom or None) for name, amount, whom in rows if name or amount
        )
        return super().make({**values, "amounts": amounts or None, "taken": taken})


def payout_schema(borrowers: Mapping[int, str]) -> FormSchema:
    """Return the schema of a pay-out with an amount for each borrower.

    :param borrowers: names by person
    """
    found: dict[str, fields.Field[Any]] = {
        f"amount_{person_id}": RupiahField(f"jumlah untuk {name}", required=False, most=10**9)
        for person_id, name in borrowers.items()
    }
    for row in ROWS:
        found[f"fee_{row}"] = Text(f"nama potongan {row}", required=False, most=80)
        found[f"taken_{row}"] = RupiahField(f"jumlah potongan {row}", required=False, most=10**9)
        found[f"from_{row}"] = WholeField(f"potongan {row} dari", required=False, most=2**62)
    return cast("FormSchema", PayoutSchema.from_dict(found)())
