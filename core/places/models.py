"""Areas by their Kemendagri codes."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model


class Kecamatan(Model):
    """A district of the city; the key is its Kemendagri code, for example ``15.71.01``."""

    __tablename__ = "kecamatan"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Kelurahan(Model):
    """A ward; the key is its Kemendagri code, for example ``15.71.01.1001``."""

    __tablename__ = "kelurahan"

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    kecamatan_code: Mapped[str] = mapped_column(ForeignKey("kecamatan.code"), index=True)
    postal_code: Mapped[str | None] = mapped_column(String(5))

    kecamatan: Mapped[Kecamatan] = relationship(lazy="raise")
