"""How a member confirms the money, and wording what several members have in common."""

from collections.abc import Mapping

from core.labels import LabeledEnum
from harkat.applications.contracts.kinds import given_to_several


class ReceiptWay(LabeledEnum):
    """How the member was asked."""

    OFFICE = ("office", "Datang ke kantor")
    VISIT = ("visit", "Dikunjungi")
    PHONE = ("phone", "Lewat telepon ke nomornya sendiri")


def shared_words(what: str, values: Mapping[int, str | None], names: Mapping[int, str]) -> list[str]:
    """Say which members gave the very same value; it refuses nothing.

    :param what: what they share, as the sentence names it
    :param names: by person
    """
    return [f"{what} sama: {' dan '.join(names[key] for key in keys)}." for keys in given_to_several(values)]
