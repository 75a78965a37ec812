"""What secures a loan beside joint liability, and noticing one account that is given for several members."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from core.labels import LabeledEnum


class SecurityKind(LabeledEnum):
    """Who stands in when a borrower cannot pay."""

    NONE = ("none", "Tidak ada penjamin atau asuransi")
    GUARANTOR = ("guarantor", "Penjamin")
    INSURANCE = ("insurance", "Asuransi")


@dataclass(frozen=True)
class Security:
    """The guarantor or insurance of a contract: its name and the number of the policy or letter."""

    kind: SecurityKind
    name: str | None = None
    number: str | None = None


def given_to_several(values: Mapping[int, str | None]) -> list[tuple[int, ...]]:
    """Return the persons who gave the very same value, each such set once, in the order of first mention.

    :param values: an account, a phone or a photo's digest by person; an empty one is nobody's
    """
    persons: dict[str, list[int]] = defaultdict(list)
    for person_id, value in values.items():
        if value:
            persons[value].append(person_id)
    return [tuple(keys) for keys in persons.values() if len(keys) > 1]
