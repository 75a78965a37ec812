"""Enums whose members carry the Indonesian words a page shows."""

from enum import Enum
from typing import Any, Self, cast


class LabeledEnum(Enum):
    """An enum written ``NAME = ("value", "Label Indonesia")``; a member without a label cannot be written."""

    label: str

    # members are single objects, equal to themselves alone; the hash of Enum's own costs a call in Python each time
    __hash__ = object.__hash__

    def __new__(cls, value: str, label: str) -> Self:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return ``(value, label)`` pairs in the order of definition, as a select field wants them."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def of(cls, value: object) -> Self:
        """Return the member that is stored as a value.

        :raises ValueError: when there is none
        """
        return cast(Self, cast(Any, cls)(value))
