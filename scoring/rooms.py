"""The rooms that look at debts: those with pages, and those with jobs."""

from types import ModuleType

import scoring.screening.bank_answers.views
import scoring.screening.decisions.views
import scoring.screening.holds.views
import scoring.screening.intake.views
import scoring.screening.jobs
import scoring.screening.objections.views
import scoring.screening.pictures.views
import scoring.screening.registry.views
import scoring.screening.telling.views
import scoring.screening.typing.views
import scoring.screening.views

ROOMS: tuple[ModuleType, ...] = (
    scoring.screening.views,
    scoring.screening.decisions.views,
    scoring.screening.holds.views,
    scoring.screening.objections.views,
    scoring.screening.intake.views,
    scoring.screening.typing.views,
    scoring.screening.pictures.views,
    scoring.screening.bank_answers.views,
    scoring.screening.registry.views,
    scoring.screening.telling.views,
)
JOBS: tuple[ModuleType, ...] = (scoring.screening.jobs,)
