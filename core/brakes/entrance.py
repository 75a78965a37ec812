"""The entrance of a braked door: the try is committed before it is judged."""

from datetime import datetime

from core.brakes import service
from core.brakes.service import Brake
from core.db import transaction


def slow_down(brakes: list[Brake], *, now: datetime) -> None:
    """Note a try for good, then refuse when it was one too many.

    :raises core.brakes.service.TooManyTries: saying when to come back
    """
    with transaction():
        service.note(brakes, now=now)
    with transaction():
        service.check(brakes, now=now)
