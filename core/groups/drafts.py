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
