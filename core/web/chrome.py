"""What every page's frame needs: the menu of the role and the note on sample data."""

from typing import Any

from flask_login import current_user

from core.web.access import may_enter
from core.web.installation import sample_day
from core.web.menu import menu


def chrome() -> dict[str, Any]:
    """Return the frame's values."""
    role = current_user.role if current_user.is_authenticated else None
    return {
        "menu_groups": menu.groups_of(role, opens=lambda endpoint: may_enter(endpoint, role)),
        "sample_day": sample_day(),
        "may_enter": lambda endpoint: may_enter(endpoint, role),
    }
