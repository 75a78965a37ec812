"""How screening is shown: tones of classes and the words for where a line stands."""

from datetime import date
from typing import Any

from core.dates import format_date_short
from scoring.screening.findings import Confidence
from scoring.screening.informal import InformalClass

CLASS_TONES = {
    InformalClass.ORDINARY: "good",
    InformalClass.CAP_BREACH: "bad",
    InformalClass.RENTENIR: "bad",
    InformalClass.AMBIGUOUS: "warn",
}
CONFIDENCE_TONES = {Confidence.CERTAIN: "bad", Confidence.LIKELY: "warn", Confidence.WEAK: "calm"}


def place_words(line: dict[str, Any]) -> str:
    """Say where in a file a line stands (a line number, or the place inside an iDeb) and of which day it is."""
    place = line["place"]
    words = f"baris {place}" if isinstance(place, int) else str(place)
    return words if line["day"] is None else f"{words}, {format_date_short(date.fromisoformat(line['day']))}"
