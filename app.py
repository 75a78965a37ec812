"""The one module that knows every package: it builds the app out of its rooms."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flask import Flask
from flask_migrate import Migrate

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
import core.audit.jobs
import core.audit.views
import core.auth.factors.views
import core.auth.session
import core.auth.views
import core.contacts.views
import core.groups.views
import core.honesty.cases.views
import core.honesty.views
import core.jobs.models
import core.metrics.views
import core.people.repair.views
import core.people.scans.jobs
import core.people.scans.views
import core.people.views
import core.people.words.jobs
import core.policy.views
import core.web.assets
import core.web.views
import harkat.applicants.asking.views
import harkat.applicants.entering.views
import harkat.applicants.giving.views
import harkat.applicants.views
import harkat.applications.advice.views
import harkat.applications.attachments.views
import harkat.applications.bank_schedules.views
import harkat.applications.checks.views
import harkat.applications.contracts.views
import harkat.applications.corrections.views
import harkat.applications.counter.views
import harkat.applications.decisions.views
import harkat.applications.estimate.views
import harkat.applications.jobs
import harkat.applications.late_scans.views
import harkat.applications.letters.issued.views
import harkat.applications.letters.views
import harkat.applications.members.addenda.views
import harkat.applications.members.joining.views
import harkat.applications.members.views
import harkat.applications.minutes.views
import harkat.applications.notices.views
import harkat.applications.packages.views
import harkat.applications.payouts.views
import harkat.applications.product.views
import harkat.applications.queue.handling.views
import harkat.applications.queue.views
import harkat.applications.receipts.views
import harkat.applications.requirements.views
import harkat.applications.score_consents.views
import harkat.applications.signing.views
import harkat.applications.views
import harkat.applications.visits.views
import harkat.bank_files.jobs
import harkat.bank_files.reconciling.views
import harkat.bank_files.views
import harkat.facility.proposals.views
import harkat.facility.sources.views
import harkat.facility.views
import harkat.loans.members.views
import harkat.loans.openings.views
import harkat.loans.papers.views
import harkat.loans.parts.views
import harkat.loans.simulation.views
import harkat.loans.views
import harkat.oversight.views
import harkat.privacy.looks.views
import harkat.privacy.views
import harkat.readiness.cards.views
import harkat.readiness.checking.views
import harkat.readiness.departures.views
import harkat.readiness.jobs
import harkat.readiness.letters.views
import harkat.readiness.objections.views
import harkat.readiness.together.views
import harkat.readiness.views
import harkat.reminders.jobs
import harkat.reminders.views
import harkat.repayments.collections.views
import harkat.repayments.deaths.views
import harkat.repayments.jobs
import harkat.repayments.orders.views
import harkat.repayments.reminding.views
import harkat.repayments.restructuring.views
import harkat.repayments.subsidies.views
import harkat.repayments.views
import harkat.reports.audit_samples.views
import harkat.reports.breakdowns.views
import harkat.reports.briefs.views
import harkat.reports.debts.views
import harkat.reports.exports.views
import harkat.reports.forecast.views
import harkat.reports.open_data.views
import harkat.reports.quality.views
import harkat.reports.snapshots.jobs
import harkat.reports.snapshots.views
import harkat.reports.targets.views
import harkat.reports.views
import harkat.reports.ways_out.views
import harkat.rights.views
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
from core import crypto, db, logs
from core.config import ROOT, read_config
from core.honesty.promise import promise
from core.jobs.registry import jobs
from core.kept import answers
from core.web import addresses, errors, filters, security, uploads
from core.web.access import check_routes
from core.web.assets import asset_url
from core.web.chrome import chrome
from core.web.menu import menu

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
    balikat.debt_exit.views,
    balikat.debt_exit.progress.views,
    balikat.debt_exit.papers.views,
    balikat.debt_exit.letters.views,
    balikat.debt_exit.joining.views,
    harkat.readiness.views,
    harkat.readiness.departures.views,
    harkat.readiness.letters.views,
    harkat.readiness.objections.views,
    harkat.readiness.together.views,
    harkat.readiness.cards.views,
    harkat.readiness.checking.views,
    harkat.applications.views,
    harkat.applications.requirements.views,
    harkat.applications.advice.views,
    harkat.applications.decisions.views,
    harkat.applications.checks.views,
    harkat.applications.contracts.views,
    harkat.applications.payouts.views,
    harkat.applications.corrections.views,
    harkat.applications.estimate.views,
    harkat.applications.bank_schedules.views,
    harkat.applications.score_consents.views,
    harkat.applications.attachments.views,
    harkat.applications.minutes.views,
    harkat.applications.signing.views,
    harkat.applications.late_scans.views,
    harkat.applications.receipts.views,
    harkat.applications.visits.views,
    harkat.applications.members.views,
    harkat.applications.members.joining.views,
    harkat.applications.members.addenda.views,
    harkat.applications.notices.views,
    harkat.applications.letters.views,
    harkat.applications.letters.issued.views,
    harkat.applications.packages.views,
    harkat.applications.product.views,
    harkat.applications.queue.views,
    harkat.applications.queue.handling.views,
    harkat.applications.counter.views,
    harkat.facility.views,
    harkat.facility.proposals.views,
    harkat.facility.sources.views,
    harkat.loans.openings.views,
    harkat.loans.views,
    harkat.loans.members.views,
    harkat.loans.papers.views,
    harkat.loans.parts.views,
    harkat.loans.simulation.views,
    harkat.repayments.views,
    harkat.repayments.collections.views,
    harkat.repayments.deaths.views,
    harkat.repayments.orders.views,
    harkat.repayments.reminding.views,
    harkat.repayments.restructuring.views,
    harkat.repayments.subsidies.views,
    harkat.bank_files.views,
    harkat.bank_files.reconciling.views,
    harkat.applicants.entering.views,
    harkat.applicants.views,
    harkat.applicants.giving.views,
    harkat.applicants.asking.views,
    harkat.reminders.views,
    harkat.oversight.views,
    harkat.reports.views,
    harkat.reports.breakdowns.views,
    harkat.reports.quality.views,
    harkat.reports.ways_out.views,
    harkat.reports.exports.views,
    harkat.reports.forecast.views,
    harkat.reports.debts.views,
    harkat.reports.briefs.views,
    harkat.rights.views,
    harkat.privacy.views,
    harkat.privacy.looks.views,
    harkat.reports.targets.views,
    harkat.reports.snapshots.views,
    harkat.reports.open_data.views,
    harkat.reports.audit_samples.views,
)
JOBS: tuple[ModuleType, ...] = (
    harkat.bank_files.jobs,
    harkat.repayments.jobs,
    balikat.training.notices.jobs,
    harkat.reminders.jobs,
    core.audit.jobs,
    balikat.follow_up.jobs,
    core.people.scans.jobs,
    core.people.words.jobs,
    scoring.screening.jobs,
    balikat.debt_exit.jobs,
    harkat.readiness.jobs,
    harkat.applications.jobs,
    harkat.reports.snapshots.jobs,
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the app.

    :param config: settings that replace those read from the environment
    :raises core.web.access.OpenRoute: when a route does not say who may enter
    """
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping({**read_config(), **(config or {})})
    app.static_folder = str(ROOT / "static")
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (logs, db, crypto, security, uploads, addresses, core.auth.session, errors, filters, answers):
        part.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    app.add_url_rule("/static/<path:filename>", "static", core.web.views.static_file)
    for room in ROOMS:
        _join(app, room)
    for room in JOBS:
        for job in room.JOBS:
            jobs.add(job)
    app.add_template_global(asset_url)
    app.add_template_global(promise)
    app.context_processor(chrome)
    check_routes(app)
    return app


def _join(app: Flask, room: ModuleType) -> None:
    """Let a room's pages, menu items, panels and tasks in."""
    for blueprint in getattr(room, "BLUEPRINTS", None) or [room.blueprint]:
        app.register_blueprint(blueprint)
    menu.extend(getattr(room, "MENU", []))
    join_panels = getattr(room, "join_panels", None)
    if join_panels:
        join_panels()
