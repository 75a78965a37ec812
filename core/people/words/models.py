"""One word of a person's name, number or phone."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model

WORD = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Compared sign by sign on both engines, so that the beginning of a word is a range of the key."""


class PersonWord(Model):
    """A word that a person is found by, small letters and digits only."""

    __tablename__ = "person_word"

    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
