"""What an officer writes down about a group, checked for form and not yet recorded."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GroupDraft:
    """A kelompok usaha to be formed. ``chair_id`` is the person who will chair it."""

    name: str
    kelurahan_code: str
    formed_on: date
    chair_id: int


@dataclass(frozen=True)
class GroupForm:
    """A group as typed; ``chair`` is a number, NIK or phone that is still to be looked up."""

    name: str
    kelurahan_code: str
    formed_on: date
    chair: str

    def with_chair(self, chair_id: int) -> GroupDraft:
        """Return the draft with the chair that was found."""
        return GroupDraft(self.name, self.kelurahan_code, self.formed_on, chair_id)


@dataclass(frozen=True)
class Newcomers:
    """Persons who join on a day: ticked keys, and a text that names others one a line."""

    joined_on: date
    person_ids: list[int] | None = None
    persons: str | None = None


@dataclass(frozen=True)
class Leaving:
    """The day and reason of leaving a group."""

    left_on: date
    reason: str


@dataclass(frozen=True)
class SubGroupForm:
    """A sub-group to be formed; without a name it gets the next number."""

    formed_on: date
    person_ids: list[int]
    name: str | None = None
