"""Reasons why a sub-group's members may not change for now; rooms above give theirs, the app wires them."""

from collections.abc import Callable

Hold = Callable[[int], str | None]


class Holds:
    """The register of reasons."""

    def __init__(self) -> None:
        self._holds: dict[str, Hold] = {}

    def add(self, hold: Hold) -> None:
        """Ask this function, too, before a list of members changes; it answers in Indonesian, or None."""
        self._holds[f"{hold.__module__}.{hold.__qualname__}"] = hold

    def reason(self, sub_group_id: int) -> str | None:
        """Return the first reason against a change, if there is any."""
        return next((words for hold in self._holds.values() if (words := hold(sub_group_id))), None)


holds = Holds()
