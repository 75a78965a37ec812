"""Forms of signing in and of accounts."""

from dataclasses import dataclass

from marshmallow import ValidationError, fields, validates_schema

from core.auth.roles import Role
from core.auth.service import AccountDraft
from core.web.fields import Choice, FormSchema, Text, WholeField


@dataclass(frozen=True)
class SignInDraft:
    """A name and a password."""

    username: str
    password: str


@dataclass(frozen=True)
class PasswordDraft:
    """A new password, typed twice alike."""

    password: str
    again: str


class SignInSchema(FormSchema):
    """Signing in."""

    makes = SignInDraft
    username = Text("nama pengguna", most=60)
    password = fields.String(required=True, error_messages={"required": "Isi kata sandi."})


class PasswordSchema(FormSchema):
    """Choosing a password."""

    makes = PasswordDraft
    password = fields.String(required=True, error_messages={"required": "Isi kata sandi baru."})
    again = fields.String(required=True, error_messages={"required": "Ulangi kata sandi baru."})

    @validates_schema
    def check_alike(self, values: dict[str, str], **_: object) -> None:
        """Refuse two different passwords."""
        if values.get("password") != values.get("again"):
            raise ValidationError("Kedua kata sandi belum sama. Ketik ulang.", "again")


class AccountSchema(FormSchema):
    """A new account."""

    makes = AccountDraft
    username = Text("nama pengguna", most=60)
    name = Text("nama lengkap")
    role = Choice("peran", Role)
    organization_id = WholeField("lembaga", required=False)
