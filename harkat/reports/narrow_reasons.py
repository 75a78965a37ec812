"""Why people stand still in one part of the city, told so that nobody's debt or score can be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass

from harkat.reports.reasons import SENSITIVE, WITHOUT_LIST, Reason
from harkat.reports.suppression import suppress

DEBTS_OR_SCORE = "Utang, tunggakan, kemampuan bayar, atau skor (digabung)"
REST = "Utang, tunggakan, kemampuan bayar, skor, atau belum diketahui (digabung)"
CLOSED = "ditutup"


@dataclass(frozen=True)
class NarrowReasons:
    """Reasons of a part: those that are told one by one, and the others together; ``stopped`` is absent if closed."""

    told: dict[Reason, int]
    together: tuple[tuple[str, str], ...]
    stopped: int | None


def narrow_reasons(parts: Mapping[str, Mapping[Reason, int]], chosen: str) -> NarrowReasons:
    """Return the reasons of one of the parts that make up the city.

    Reasons about debts, arrears, capacity and score are told as one number, apart from those not known, where no part
    has 1 to 4 of them; else together with those not known, where that is not small either; else not at all.
    """
    nothing: Mapping[Reason, int] = {}
    own = parts.get(chosen, nothing)
    told = {reason: own.get(reason, 0) for reason in Reason if reason not in WITHOUT_LIST}
    sensitive = {key: sum(counts.get(reason, 0) for reason in SENSITIVE) for key, counts in parts.items()}
    rest = {key: sensitive[key] + counts.get(Reason.UNKNOWN, 0) for key, counts in parts.items()}
    whole = sum(told.values()) + rest.get(chosen, 0)
    if not _closed(sensitive):
        unknown = own.get(Reason.UNKNOWN, 0)
        together = ((DEBTS_OR_SCORE, str(sensitive.get(chosen, 0))), (Reason.UNKNOWN.label, str(unknown)))
        return NarrowReasons(told, together, whole)
    if chosen in _closed(rest):
        return NarrowReasons(told, ((REST, CLOSED),), None)
    return NarrowReasons(told, ((REST, str(rest.get(chosen, 0))),), whole)


def _closed(counts: Mapping[str, int]) -> set[str]:
    return {count.key for count in suppress(counts, sensitive=counts) if count.number is None}
