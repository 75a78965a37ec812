"""Fields of forms: they read what people type and explain, in Indonesian, what they cannot read."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, missing, post_load, pre_load

from core.dates import format_date_short, parse_date, parse_time
from core.errors import DomainError
from core.labels import LabeledEnum
from core.money import Rupiah, format_rupiah, parse_rupiah


class FormSchema(Schema):
    """The gate for one form: empty text counts as absent, unknown fields are left alone.

    ``makes`` is the frozen dataclass a good form becomes.
    """

    makes: Callable[..., Any] | None = None

    class Meta:
        """Unknown fields (the CSRF token, buttons) are not ours to judge."""

        unknown = EXCLUDE

    @pre_load
    def drop_empty(self, values: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Treat a field left empty as a field not sent."""
        return {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
            if not (isinstance(value, str) and not value.strip()) and value != []
        }

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Turn good values into the draft."""
        return values if self.makes is None else self.makes(**values)


def _settings(name: str, *, required: bool, messages: dict[str, str], many: bool = False) -> dict[str, Any]:
    return {
        "required": required,
        "allow_none": not required,
        "load_default": missing if required else None,
        "metadata": {"noun": name, "many": many},
        "error_messages": {"required": f"Isi {name}.", "null": f"Isi {name}.", **messages},
    }


class Text(fields.String):
    """One line or more of text; control characters and runs of spaces are tidied away."""

    def __init__(self, name: str, *, required: bool = True, most: int = 120, lines: bool = False) -> None:
        self.noun, self.most, self.lines = name, most, lines
        super().__init__(**_settings(name, required=required, messages={"invalid": f"Isi {name} dengan teks."}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        assert text is not None
        text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text.replace("\r\n", "\n"))
        text = text.strip() if self.lines else " ".join(text.split())
        if len(text) > self.most:
            raise ValidationError(f"{_capital(self.noun)} paling panjang {self.most} huruf; sekarang {len(text)}.")
        return text


class RupiahField(fields.Integer):
    """Whole rupiah, typed as ``1000000`` or ``Rp1.000.000``."""

    def __init__(self, name: str, *, required: bool = True, least: int = 0, most: int | None = None) -> None:
        self.noun, self.least, self.most = name, least, most
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Rupiah:  # noqa: ARG002
        try:
            amount = parse_rupiah(str(value))
        except DomainError as error:
            raise ValidationError(error.message) from None
        if amount < self.least:
            raise ValidationError(f"{_capital(self.noun)} paling sedikit {format_rupiah(self.least)}.")
        if self.most is not None and amount > self.most:
            raise ValidationError(f"{_capital(self.noun)} paling banyak {format_rupiah(self.most)}.")
        return amount


class WholeField(fields.Integer):
    """A count or a number of months or days."""

    def __init__(self, name: str, *, required: bool = True, least: int = 0, most: int = 10**9) -> None:
        self.noun, self.least, self.most = name, least, most
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        text = str(value).strip()
        if not re.fullmatch(r"-?[0-9]{1,12}", text):
            raise ValidationError(f"{_capital(self.noun)} harus berupa angka bulat, contoh {max(self.least, 1)}.")
        number = int(text)
        if not self.least <= number <= self.most:
            raise ValidationError(f"{_capital(self.noun)} harus antara {self.least} dan {self.most}.")
        return number


class RateField(fields.Decimal):
    """Percent a year, with a decimal comma or point, six decimals at most."""

    def __init__(self, name: str, *, required: bool = True, most: Decimal = Decimal(100)) -> None:
        self.noun, self.most = name, most
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:  # noqa: ARG002
        text = str(value).strip().removesuffix("%").strip().replace(",", ".")
        try:
            if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", text):
                raise InvalidOperation
            rate = Decimal(text)
        except InvalidOperation:
            raise ValidationError(f"{_capital(self.noun)} harus berupa persen, contoh 3 atau 4,5.") from None
        if rate > self.most:
            raise ValidationError(f"{_capital(self.noun)} paling tinggi {self.most}%.")
        return rate


class DateField(fields.Date):
    """A calendar date, typed or picked."""

    def __init__(
        self, name: str, *, required: bool = True, earliest: date = date(1900, 1, 1), latest: date = date(2100, 12, 31)
    ) -> None:
        self.noun, self.earliest, self.latest = name, earliest, latest
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:  # noqa: ARG002
        try:
            day = parse_date(str(value))
        except DomainError as error:
            raise ValidationError(error.message) from None
        if not self.earliest <= day <= self.latest:
            low, high = format_date_short(self.earliest), format_date_short(self.latest)
            raise ValidationError(f"{_capital(self.noun)} harus antara {low} dan {high}.")
        return day


class TimeField(fields.Field[time]):
    """An hour of the day, typed as ``08.00`` or ``8:00``."""

    def __init__(self, name: str, *, required: bool = True) -> None:
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> time:  # noqa: ARG002
        try:
            return parse_time(str(value))
        except DomainError as error:
            raise ValidationError(error.message) from None


class PhoneField(fields.String):
    """An Indonesian phone number, kept as digits that begin with 0."""

    def __init__(self, name: str = "nomor HP", *, required: bool = True) -> None:
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        digits = re.sub(r"[\s().-]", "", str(value))
        digits = re.sub(r"^(\+?62)0?", "0", digits)
        if not re.fullmatch(r"0[0-9]{7,13}", digits):
            raise ValidationError("Nomor HP harus 8 sampai 14 angka dan diawali 08, contoh 081234567890.")
        return digits


class NikField(fields.String):
    """Sixteen digits; whether they make sense is asked elsewhere, because a mismatch is only a warning."""

    def __init__(self, name: str = "NIK", *, required: bool = True) -> None:
        super().__init__(**_settings(name, required=required, messages={}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        digits = re.sub(r"[\s.-]", "", str(value))
        if not re.fullmatch(r"[0-9]*", digits):
            raise ValidationError("NIK hanya berisi angka. Salin 16 angka dari KTP.")
        if len(digits) != 16:
            raise ValidationError(f"NIK harus 16 angka; yang diisi {len(digits)} angka. Periksa lagi di KTP.")
        return digits


class Choice(fields.Field[Any]):
    """One member of an enum, by its value."""

    def __init__(self, name: str, kind: type[LabeledEnum], *, required: bool = True) -> None:
        self.noun, self.kind = name, kind
        super().__init__(**_settings(name, required=required, messages={"required": f"Pilih {name}."}))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> LabeledEnum:  # noqa: ARG002
        try:
            return next(member for member in self.kind if member.value == value)
        except StopIteration:
            raise ValidationError(f"Pilih {self.noun} dari daftar.") from None


class Flag(fields.Boolean):
    """A check box: absent means no. ``must`` is the message when it has to be ticked."""

    def __init__(self, name: str, *, must: str | None = None) -> None:
        self.must = must
        settings = _settings(name, required=must is not None, messages={"required": must or ""})
        settings["load_default"] = missing if must else False
        super().__init__(**settings)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        ticked = str(value).lower() in {"1", "on", "true", "ya", "yes"}
        if self.must and not ticked:
            raise ValidationError(self.must)
        return ticked


class WholeList(fields.Field[list[int]]):
    """Several ticked rows, by their keys."""

    def __init__(self, name: str, *, required: bool = True) -> None:
        self.inner = WholeField(name, least=1, most=2**62)
        super().__init__(**_settings(name, required=required, messages={"required": f"Pilih {name}."}, many=True))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[int]:  # noqa: ARG002
        return [self.inner.deserialize(item) for item in ([value] if isinstance(value, str) else value)]


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
