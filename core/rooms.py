"""The rooms every package stands on: those with pages, and those with jobs."""

from types import ModuleType

import core.audit.jobs
import core.audit.views
import core.auth.factors.views
import core.auth.views
import core.contacts.views
import core.groups.views
import core.honesty.cases.views
import core.honesty.views
import core.metrics.views
import core.people.repair.views
import core.people.scans.jobs
import core.people.scans.views
import core.people.views
import core.people.words.jobs
import core.policy.views
import core.web.assets
import core.web.views

ROOMS: tuple[ModuleType, ...] = (
    core.web.views,
    core.metrics.views,
    core.web.assets,
    core.auth.views,
    core.auth.factors.views,
    core.audit.views,
    core.policy.views,
    core.honesty.views,
    core.honesty.cases.views,
    core.people.views,
    core.people.scans.views,
    core.people.repair.views,
    core.contacts.views,
    core.groups.views,
)
JOBS: tuple[ModuleType, ...] = (
    core.audit.jobs,
    core.people.scans.jobs,
    core.people.words.jobs,
)
