"""The gates for an indicator and for a quarter of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from core.errors import DomainError
from core.money import parse_rupiah
from core.web.fields import Choice, Flag, FormSchema, Text, WholeField
from harkat.reports.targets.kinds import FIRST_YEAR, LAST_YEAR, Measure, TargetUnit

LARGEST = 10**15


@dataclass(frozen=True)
class IndicatorDraft:
    """An indicator as typed."""

    year: int
    name: str
    unit: TargetUnit
    measure: Measure
    responsible: str
    is_lower_better: bool = False
    source_id: int | None = None
    target1: str | None = None
    target2: str | None = None
    target3: str | None = None
    target4: str | None = None

    @property
    def targets(self) -> dict[int, str | None]:
        """The targets as typed, by quarter."""
        return {1: self.target1, 2: self.target2, 3: self.target3, 4: self.target4}


class IndicatorSchema(FormSchema):
    """An indicator with its four targets."""

    makes = IndicatorDraft

    year = WholeField("tahun", least=FIRST_YEAR, most=LAST_YEAR)
    name = Text("nama indikator", most=200)
    unit = Choice("satuan", TargetUnit)
    measure = Choice("cara menghitung realisasi", Measure)
    responsible = Text("penanggung jawab", most=120)
    is_lower_better = Flag("makin kecil makin baik")
    source_id = WholeField("dokumen", required=False, least=1, most=2**62)
    target1 = Text("target triwulan I", required=False, most=30)
    target2 = Text("target triwulan II", required=False, most=30)
    target3 = Text("target triwulan III", required=False, most=30)
    target4 = Text("target triwulan IV", required=False, most=30)


@dataclass(frozen=True)
class QuarterDraft:
    """What is typed for one indicator in one quarter."""

    realised: str | None = None
    realised_from: str | None = None
    note: str | None = None


class QuarterSchema(FormSchema):
    """The realised value with its source, and a note."""

    makes = QuarterDraft

    realised = Text("realisasi", required=False, most=30)
    realised_from = Text("sumber realisasi", required=False, most=200)
    note = Text("catatan", required=False, most=300)


def read_amount(text: str | None, unit: TargetUnit) -> int | None:
    """Read an amount in its unit: whole with dots for thousands, percents with a comma and two decimals at most.

    :raises ValidationError: for anything else
    """
    if text is None:
        return None
    if unit is TargetUnit.PERCENT:
        cleaned = text.removesuffix("%").strip().replace(",", ".")
        if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", cleaned):
            raise ValidationError("Tulis persen dengan paling banyak dua angka di belakang koma, contoh 12,5.")
        return int(Decimal(cleaned) * 100)
    try:
        amount = int(parse_rupiah(text))
    except DomainError as error:
        raise ValidationError(error.message) from None
    if not 0 <= amount <= LARGEST:
        raise ValidationError("Jumlah tidak boleh kurang dari 0 atau melebihi seribu triliun.")
    return amount


def typed(value: int | None, unit: TargetUnit) -> str:
    """Write an amount as a form shows it again."""
    if value is None:
        return ""
    if unit is TargetUnit.PERCENT:
        return f"{Decimal(value) / 100:f}".replace(".", ",")
    return f"{value:,}".replace(",", ".")


def amounts(form: Any, texts: dict[str, str | None], unit: TargetUnit) -> dict[str, int | None]:
    """Read several fields in a unit; what cannot be read becomes an error beside its field."""
    found: dict[str, int | None] = {}
    for name, text in texts.items():
        try:
            found[name] = read_amount(text, unit)
        except ValidationError as error:
            form.add_error(str(error.messages[0]), name)
    return found
