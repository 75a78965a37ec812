"""The kept answers, and counters that move with every change they could depend on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment


class ChangeCount(Model):
    """How often something was changed; over several rows, so that writers seldom wait for each other."""

    __tablename__ = "change_count"

    shard: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[int] = mapped_column(BigInteger)


class KeptAnswer(Model):
    """Rows that a question gave, the count of changes just before it was asked, and how long it took; milliseconds.

    ``key`` is a fingerprint of the question with all it was asked with.
    """

    __tablename__ = "kept_answer"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    changes: Mapped[int] = mapped_column(BigInteger)
    took: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(Moment)
    rows: Mapped[list[Any]] = mapped_column(JSON)
