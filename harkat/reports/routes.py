"""The routes to a loan, what each asks of whom on a day, and what a report is narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.labels import LabeledEnum
from harkat.reports.steps import OF_APPLICATIONS, Step

EVERYWHERE = ""
"""No narrowing: all kecamatan, or both routes."""


class Route(LabeledEnum):
    """How somebody comes to a loan: alone, or as a member of a group."""

    ALONE = ("perorangan", "Perorangan")
    GROUP = ("kelompok", "Lewat kelompok")


class Need(LabeledEnum):
    """Whether a step is asked for on a route."""

    ASKED = ("asked", "wajib")
    ADVISED = ("advised", "disarankan")
    NOT_NEEDED = ("not_needed", "tidak diminta")


@dataclass(frozen=True)
class Scope:
    """What a report is narrowed to: the code of a kecamatan and the value of a route, empty for all."""

    district: str = EVERYWHERE
    route: str = EVERYWHERE

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.district or self.route)


STRENGTHS = {"blocks": Need.ASKED, "warns": Need.ADVISED, "off": Need.NOT_NEEDED}


def needs(strengths: Mapping[Step, str]) -> dict[Step, Need]:
    """Return for every step whether it is asked for.

    :param strengths: the rules' words for the steps that have a rule; the steps of an application need none, and no
        rule asks for incubation
    """
    found = dict.fromkeys(Step, Need.NOT_NEEDED) | {Step.REGISTERED: Need.ASKED}
    found |= dict.fromkeys(OF_APPLICATIONS, Need.ASKED)
    return found | {step: STRENGTHS.get(word, Need.ADVISED) for step, word in strengths.items()}
