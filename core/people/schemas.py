"""The gates for what an officer types about a person."""

import re
from typing import Any

from marshmallow import ValidationError, post_load

from core.errors import DomainError
from core.people.drafts import BusinessDraft, Details, PaperDraft, Registration
from core.people.kbli import parse_kbli, parse_nib
from core.people.kinds import ConsentAnswer, ConsentPurpose, KbliVersion, PaperAnswer, PaperKind, Sex
from core.people.phone import parse_phone
from core.web.fields import Choice, DateField, Flag, FormSchema, NikField, PhoneField, RupiahField, Text, WholeField

MOST_A_MONTH = 10_000_000_000  # rupiah; more is a typing mistake, not a small business


class PersonName(Text):
    """A name as on the KTP: letters with the signs that names have."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs)
        if re.search(r"\d", name):
            raise ValidationError("Nama tidak berisi angka. Tulis nama seperti di KTP.")
        if sum(sign.isalpha() for sign in name) < 2:
            raise ValidationError("Tulis nama lengkap seperti di KTP, paling sedikit dua huruf.")
        return name


class CheckedPhone(PhoneField):
    """A phone number with the lengths Indonesian numbers really have."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        try:
            return parse_phone(str(value))
        except DomainError as error:
            raise ValidationError(error.message) from None


class EmailAddress(Text):
    """An address for notices, where somebody has one."""

    def __init__(self) -> None:
        super().__init__("alamat e-mail", required=False, most=120)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        address = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", address):
            raise ValidationError("Tulis alamat e-mail lengkap, contoh siti@contoh.id.")
        return address


class KelurahanCode(Text):
    """A kelurahan picked from the list; whether it exists is asked by the service."""

    def __init__(self, noun: str = "kelurahan", *, required: bool = True) -> None:
        super().__init__(noun, required=required, most=13)
        self.error_messages["required"] = self.error_messages["null"] = f"Pilih {noun} dari daftar."


class RtNumber(Text):
    """The number of an RT, kept with two digits at least."""

    def __init__(self) -> None:
        super().__init__("RT", required=False, most=5)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = re.sub(r"^rt\.?\s*", "", super()._deserialize(value, attr, data, **kwargs), flags=re.IGNORECASE)
        if not re.fullmatch(r"[0-9]{1,3}", number):
            raise ValidationError("RT diisi angka saja, contoh 05.")
        return number.zfill(2)


class KbliCode(Text):
    """The five digits of a business field."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return _or_invalid(parse_kbli, super()._deserialize(value, attr, data, **kwargs))


class NibNumber(Text):
    """The thirteen digits of a NIB."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return _or_invalid(parse_nib, super()._deserialize(value, attr, data, **kwargs))


class RegistrationSchema(FormSchema):
    """Daftar cepat."""

    nik = NikField()
    name = PersonName("nama lengkap")
    phone = CheckedPhone()
    kelurahan_code = KelurahanCode()
    rt = RtNumber()
    need = Text("kebutuhan", most=300)
    consent_registration = Flag(
        "persetujuan pendaftaran",
        must="Pendaftaran hanya bisa disimpan bila orangnya setuju datanya disimpan. Bacakan teksnya, lalu centang.",
    )
    consent_screening = Flag("persetujuan pemeriksaan utang")
    consent_sharing = Flag("persetujuan berbagi berkas")

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Registration:
        """Gather the ticked consents."""
        given = frozenset(purpose for purpose in ConsentPurpose if values.pop(f"consent_{purpose.value}"))
        return Registration(**values, consents=given)


class DetailsSchema(FormSchema):
    """All that is known of a person."""

    makes = Details
    nik = NikField(required=False)
    name = PersonName("nama lengkap")
    phone = CheckedPhone()
    email = EmailAddress()
    sex = Choice("jenis kelamin", Sex, required=False)
    born_on = DateField("tanggal lahir", required=False)
    address = Text("alamat", required=False, most=200)
    kelurahan_code = KelurahanCode()
    rt = RtNumber()
    need = Text("kebutuhan", required=False, most=300)
    household_cost_monthly = RupiahField("biaya rumah tangga", required=False, most=MOST_A_MONTH)
    other_income_monthly = RupiahField("penghasilan lain", required=False, most=MOST_A_MONTH)
    reason = Text("alasan", required=False, most=200)
    version = WholeField("nomor perubahan", required=False, least=1)


class BusinessSchema(FormSchema):
    """A business as its owner tells it."""

    makes = BusinessDraft
    name = Text("nama usaha")
    kbli_code = KbliCode("kode KBLI", required=False)
    kbli_version = Choice("tahun KBLI", KbliVersion, required=False)
    nib = NibNumber("NIB", required=False, most=30)
    started_on = DateField("tanggal mulai usaha", required=False)
    sales_monthly = RupiahField("omzet sebulan", required=False, most=MOST_A_MONTH)
    profit_monthly = RupiahField("laba sebulan", required=False, least=-MOST_A_MONTH, most=MOST_A_MONTH)
    selling_days_monthly = WholeField("hari berjualan sebulan", required=False, most=31)
    kelurahan_code = KelurahanCode("kelurahan tempat usaha", required=False)


class PaperSchema(FormSchema):
    """A look at one paper."""

    kind = Choice("jenis berkas", PaperKind)
    seen_on = DateField("tanggal dilihat")
    expires_on = DateField("tanggal akhir berlaku", required=False)
    answer = Choice("hasil pemeriksaan", PaperAnswer)
    note = Text("catatan", required=False, most=500, lines=True)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> PaperDraft:
        """Turn the answer into a yes or no."""
        is_accepted = values.pop("answer") is PaperAnswer.ACCEPTED
        return PaperDraft(**values, is_accepted=is_accepted)


class ConsentSchema(FormSchema):
    """The answer to one consent text."""

    purpose = Choice("tujuan persetujuan", ConsentPurpose)
    answer = Choice("jawaban", ConsentAnswer)
    organization_id = WholeField("bank", required=False, least=1, most=2**31)


class WithdrawalSchema(FormSchema):
    """The consent a person takes back."""

    purpose = Choice("tujuan persetujuan", ConsentPurpose)


def _or_invalid(parse: Any, text: str) -> str:
    try:
        return str(parse(text))
    except DomainError as error:
        raise ValidationError(error.message) from None
