"""The states of a brief and how much may be written on it, so that it stays one page."""

from core.labels import LabeledEnum

LONGEST_OPENING = 270
LONGEST_WORDS = 120
LONGEST_DECISION = 160
LONGEST_LATE = 180
REASONS = DECISIONS = 3
MOST_LATE = 5


class BriefState(LabeledEnum):
    """Whether a brief may still change."""

    DRAFT = ("draft", "Konsep")
    ISSUED = ("issued", "Diterbitkan")


class Unit(LabeledEnum):
    """What a figure counts."""

    RUPIAH = ("rupiah", "rupiah")
    PERSONS = ("persons", "orang")
