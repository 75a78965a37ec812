"""Pages that join rooms: rooms put panels on another page and tasks on the start pages; the app wires them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.auth.roles import Actor, Role


@dataclass(frozen=True)
class Panel:
    """A piece of a page: its title, the template that draws it and what the template needs."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """Work that waits: how many, where it is done, and a word of explanation. ``urgent`` stands first."""

    title: str
    count: int
    url: str
    note: str = ""
    urgent: bool = False


PanelMaker = Callable[[int, Actor], Panel | None]
TaskMaker = Callable[[Actor, date], list[Task]]


class Panels:
    """The register of panels and tasks."""

    def __init__(self) -> None:
        self._panels: dict[str, dict[tuple[int, str], PanelMaker]] = defaultdict(dict)
        self._tasks: dict[Role, dict[str, TaskMaker]] = defaultdict(dict)

    def add(self, page: str, order: int, maker: PanelMaker) -> None:
        """Put a panel on a page (``person``, ``group``, ``application``, ``loan``); the maker may answer None."""
        self._panels[page][order, f"{maker.__module__}.{maker.__qualname__}"] = maker

    def add_tasks(self, role: Role, maker: TaskMaker) -> None:
        """Put tasks on the start page of a role."""
        self._tasks[role][f"{maker.__module__}.{maker.__qualname__}"] = maker

    def of(self, page: str, key: int, actor: Actor) -> list[Panel]:
        """Return the panels this actor sees on a page, in order."""
        made = (maker(key, actor) for _, maker in sorted(self._panels[page].items(), key=lambda item: item[0]))
        return [panel for panel in made if panel is not None]

    def tasks(self, actor: Actor, today: date) -> list[Task]:
        """Return the waiting work of an actor, the urgent first, without what is done."""
        tasks = [task for maker in self._tasks[actor.role].values() for task in maker(actor, today) if task.count]
        return sorted(tasks, key=lambda task: not task.urgent)


panels = Panels()
