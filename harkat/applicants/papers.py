"""How a paper stands in the eyes of the one who must bring it."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from core.labels import LabeledEnum


class PaperStanding(LabeledEnum):
    """How one paper stands."""

    MISSING = ("missing", "belum ada")
    WAITING = ("waiting", "menunggu dicek petugas")
    REFUSED = ("refused", "perlu diganti")
    EXPIRED = ("expired", "habis masa berlaku")
    FINE = ("fine", "sudah sesuai")


@dataclass(frozen=True)
class PaperLine:
    """One paper an applicant is asked for; ``may_send`` where a photo may still be handed in."""

    kind: str
    label: str
    standing: PaperStanding
    note: str | None

    @property
    def may_send(self) -> bool:
        """Tell whether a photo may be handed in: not over one that an officer found right."""
        return self.standing is not PaperStanding.FINE

    @property
    def is_open(self) -> bool:
        """Tell whether the applicant still has to do something about it."""
        return self.standing in (PaperStanding.MISSING, PaperStanding.REFUSED, PaperStanding.EXPIRED)


def mark_of(*, is_accepted: bool | None, seen_on: date | None, note: str | None) -> str:
    """Return a mark that changes when an officer has looked at a paper again; is_accepted is None before that."""
    return sha256(f"{is_accepted} {seen_on} {note}".encode()).hexdigest()


def standing_of_paper(
    *, is_accepted: bool | None, expires_on: date | None, mark: str, sent_mark: str | None, today: date
) -> PaperStanding:
    """Say how a paper stands.

    :param is_accepted: None where no officer has looked yet
    :param mark: of the paper as it stands
    :param sent_mark: of the paper when a photo was handed in, None where none was
    """
    runs_out = expires_on is not None and expires_on < today
    if is_accepted and not runs_out:
        return PaperStanding.FINE
    if sent_mark == mark:
        return PaperStanding.WAITING
    if is_accepted is None:
        return PaperStanding.MISSING
    return PaperStanding.EXPIRED if is_accepted else PaperStanding.REFUSED
