"""The menu: each room names its doors and who they are for."""

from dataclasses import dataclass

from core.auth.roles import Role


@dataclass(frozen=True)
class MenuItem:
    """One word in the menu."""

    label: str
    endpoint: str
    roles: tuple[Role, ...]
    order: int


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


menu = Menu()
