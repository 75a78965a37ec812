"""Counting tries at a door and refusing too many of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from core.brakes.models import BrakeTry
from core.crypto import blind_index
from core.db import db
from core.errors import RuleBroken

KEPT = timedelta(days=1)


class TooManyTries(RuleBroken):
    """The brake after too many tries."""

    status = 429


@dataclass(frozen=True)
class Brake:
    """How often something may be tried: ``most`` times in ``minutes``; ``kind`` names the door and what is counted."""

    kind: str
    subject: str
    most: int
    minutes: int

    @property
    def digest(self) -> str:
        """The subject as it is kept."""
        return blind_index(f"brake {self.kind} {self.subject.strip().lower()}")


def note(brakes: list[Brake], *, now: datetime) -> None:
    """Write a try down before it is looked at; two tries at once then see each other."""
    db.session.add_all([BrakeTry(subject=brake.digest, tried_at=now) for brake in brakes])
    db.session.execute(delete(BrakeTry).where(BrakeTry.tried_at < now - KEPT))


def check(brakes: list[Brake], *, now: datetime) -> None:
    """Refuse when one of the brakes was tried too often, the try just noted among them.

    :raises TooManyTries: saying when to come back
    """
    for brake in brakes:
        since = now - timedelta(minutes=brake.minutes)
        query = select(func.count()).where(BrakeTry.subject == brake.digest, BrakeTry.tried_at > since)
        if (db.session.scalar(query) or 0) > brake.most:
            raise TooManyTries(
                f"Terlalu banyak percobaan. Tunggu {brake.minutes} menit, lalu coba lagi, atau datang ke petugas."
            )


def forget(brake: Brake) -> None:
    """Forget the tries of somebody who got in."""
    db.session.execute(delete(BrakeTry).where(BrakeTry.subject == brake.digest))
