"""The menu: each room names its doors and who they are for; doors stand together by what they are about."""

from collections.abc import Callable
from dataclasses import dataclass

from core.auth.roles import Role
from core.labels import LabeledEnum


class MenuGroup(LabeledEnum):
    """What the doors of a group are about."""

    REPORTS = ("reports", "Laporan")
    PEOPLE = ("people", "Warga")
    TRAINING = ("training", "BALIKAT")
    APPLICATIONS = ("applications", "Permohonan")
    MONEY = ("money", "Uang")
    SYSTEM = ("system", "Sistem")


FIRST_ORDERS = {
    MenuGroup.SYSTEM: 70,
    MenuGroup.MONEY: 50,
    MenuGroup.APPLICATIONS: 40,
    MenuGroup.TRAINING: 30,
    MenuGroup.PEOPLE: 10,
    MenuGroup.REPORTS: 0,
}
"""From which order on an item stands in a group, the highest first."""


@dataclass(frozen=True)
class MenuItem:
    """One word in the menu."""

    label: str
    endpoint: str
    roles: tuple[Role, ...]
    order: int

    @property
    def group(self) -> MenuGroup:
        """Return the group the item stands in."""
        return next(group for group, first in FIRST_ORDERS.items() if self.order >= first)


class Menu:
    """The register of menu items."""

    def __init__(self) -> None:
        self._items: dict[str, MenuItem] = {}

    def extend(self, items: list[MenuItem]) -> None:
        """Add a room's items."""
        self._items.update({item.endpoint: item for item in items})

    def of(self, role: Role | None) -> list[MenuItem]:
        """Return the items a role sees, in order."""
        return sorted((item for item in self._items.values() if role in item.roles), key=lambda item: item.order)

    def groups_of(self, role: Role | None, *, opens: Callable[[str], bool]) -> list[tuple[MenuGroup, list[MenuItem]]]:
        """Return the items a role sees, in order, by group.

        :param opens: whether an endpoint's door is open to the role
        """
        items = [item for item in self.of(role) if opens(item.endpoint)]
        groups = dict.fromkeys(item.group for item in items)
        return [(group, [item for item in items if item.group is group]) for group in groups]


menu = Menu()
