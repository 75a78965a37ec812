"""The rooms of training, incubation and the ways out of debt: those with pages, and those with jobs."""

from types import ModuleType

import balikat.debt_exit.jobs
import balikat.debt_exit.joining.views
import balikat.debt_exit.letters.views
import balikat.debt_exit.papers.views
import balikat.debt_exit.progress.views
import balikat.debt_exit.views
import balikat.follow_up.jobs
import balikat.follow_up.views
import balikat.incubation.cash_book.views
import balikat.incubation.milestones.views
import balikat.incubation.tenants.views
import balikat.incubation.visits.views
import balikat.incubation_reports.views
import balikat.training.awards.views
import balikat.training.cohorts.views
import balikat.training.competences.views
import balikat.training.courses.views
import balikat.training.enrollments.views
import balikat.training.marks.grid.views
import balikat.training.marks.lists.views
import balikat.training.marks.views
import balikat.training.notices.jobs
import balikat.training.notices.views
import balikat.training.papers.views
import balikat.training.reports.views
import balikat.training.rosters.views
import balikat.training.sheets.views
import balikat.training.signatures.views
import balikat.training.teaching.views

ROOMS: tuple[ModuleType, ...] = (
    balikat.training.courses.views,
    balikat.training.competences.views,
    balikat.training.reports.views,
    balikat.training.cohorts.views,
    balikat.training.enrollments.views,
    balikat.training.rosters.views,
    balikat.training.sheets.views,
    balikat.training.signatures.views,
    balikat.training.teaching.views,
    balikat.training.marks.views,
    balikat.training.marks.grid.views,
    balikat.training.marks.lists.views,
    balikat.training.notices.views,
    balikat.training.papers.views,
    balikat.training.awards.views,
    balikat.incubation.tenants.views,
    balikat.incubation.milestones.views,
    balikat.incubation.visits.views,
    balikat.incubation.cash_book.views,
    balikat.incubation_reports.views,
    balikat.follow_up.views,
    balikat.debt_exit.views,
    balikat.debt_exit.progress.views,
    balikat.debt_exit.papers.views,
    balikat.debt_exit.letters.views,
    balikat.debt_exit.joining.views,
)
JOBS: tuple[ModuleType, ...] = (
    balikat.training.notices.jobs,
    balikat.follow_up.jobs,
    balikat.debt_exit.jobs,
)
