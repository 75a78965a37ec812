"""The rooms of readiness, applications, money, reports and rights: those with pages, and those with jobs."""

from types import ModuleType

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
import harkat.leaving.views
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
import harkat.reports.jobs
import harkat.reports.open_data.views
import harkat.reports.quality.views
import harkat.reports.snapshots.jobs
import harkat.reports.snapshots.views
import harkat.reports.targets.views
import harkat.reports.views
import harkat.reports.ways_out.views
import harkat.rights.views

ROOMS: tuple[ModuleType, ...] = (
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
    harkat.leaving.views,
    harkat.oversight.views,
    harkat.reports.views,
    harkat.reports.breakdowns.views,
    harkat.reports.forecast.views,
    harkat.reports.quality.views,
    harkat.reports.debts.views,
    harkat.reports.ways_out.views,
    harkat.reports.exports.views,
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
    harkat.reminders.jobs,
    harkat.readiness.jobs,
    harkat.applications.jobs,
    harkat.reports.snapshots.jobs,
    harkat.reports.jobs,
)
