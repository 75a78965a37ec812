"""Which papers an application needs, and which of them are still awaited; an incomplete file waits with its list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum


class PaperState(LabeledEnum):
    """How a required paper stands."""

    SEEN = ("seen", "sudah diperiksa")
    MISSING = ("missing", "belum ada")
    EXPIRED = ("expired", "sudah habis masa berlakunya")


@dataclass(frozen=True)
class SeenPaper:
    """A paper an officer has seen: its kind's value, and the last day it holds, if any."""

    kind: str
    expires_on: date | None = None


@dataclass(frozen=True)
class ChecklistItem:
    """One required paper of one borrower."""

    person_id: int
    kind: str
    label: str
    state: PaperState

    @property
    def is_awaited(self) -> bool:
        """Tell whether somebody still has to bring it."""
        return self.state is not PaperState.SEEN


def check_papers(
    person_id: int, *, required: Iterable[str], labels: Mapping[str, str], seen: Iterable[SeenPaper], today: date
) -> list[ChecklistItem]:
    """Compare what a borrower must bring with what was seen.

    :param required: values of paper kinds, in the order a page lists them
    :param labels: the Indonesian word of each kind; a kind no longer known is left out
    """
    kept = {paper.kind: paper for paper in seen}
    items = []
    for kind in required:
        if kind not in labels:
            continue
        paper = kept.get(kind)
        if paper is None:
            state = PaperState.MISSING
        elif paper.expires_on is not None and paper.expires_on < today:
            state = PaperState.EXPIRED
        else:
            state = PaperState.SEEN
        items.append(ChecklistItem(person_id, kind, labels[kind], state))
    return items


def awaited(items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Return the papers somebody still has to bring."""
    return [item for item in items if item.is_awaited]
