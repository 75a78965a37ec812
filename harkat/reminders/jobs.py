"""The morning's work: prepare the reminders of the day and hand those that go by e-mail to the post."""

from datetime import date, datetime

from core.contacts import reach
from core.dates import day_of
from core.db import db, transaction
from core.errors import DomainError
from core.jobs.registry import Job
from core.mail.jobs import deliver
from core.mail.service import is_on
from core.policy.queries import whole_on
from harkat.reminders import queries, service
from harkat.repayments.arrears_steps import QUIET_FROM, QUIET_UNTIL

HOUR = 8
"""After the quiet hours, so that nothing arrives at night."""


def prepare(business_date: date, now: datetime) -> str:
    """Prepare the reminders of the day; on a day caught up late those that are of no use any more are left out."""
    with transaction():
        made = service.prepare(now=now, today=business_date)
    mailed = mail(business_date, now)
    return f"{made} pengingat disiapkan, {mailed} surel diserahkan"


def mail(today: date, now: datetime) -> int:
    """Hand every reminder that goes by e-mail to the post, each in a transaction of its own."""
    if not is_on():
        return 0
    keys, handed = queries.waiting_mail(today), 0
    db.session.rollback()
    for key in keys:
        try:
            with transaction():
                handed += int(service.hand_to_mail(key, now=now))
        except DomainError:
            continue  # not now: the person's hours or the night; it waits for the next run
    if not is_quiet(now):
        deliver(now)
    return handed


def is_quiet(now: datetime) -> bool:
    """Tell whether it is an hour in which nobody is disturbed, by the rules of the day."""
    today = day_of(now)
    return reach.is_quiet(now, quiet_from=whole_on(QUIET_FROM, today), quiet_until=whole_on(QUIET_UNTIL, today))


def send_waiting(business_date: date, now: datetime) -> str:  # noqa: ARG001 - every job is asked alike
    """Send the e-mail that still waits, whoever queued it; at night, as when a missed day is caught up, none goes."""
    if is_quiet(now):
        return "jam tenang: surel menunggu sampai pagi"
    return f"{deliver(now)} surel terkirim"


JOBS = [
    Job("reminders.prepare", "Menyiapkan pengingat hari ini", prepare, hour=HOUR),
    Job("mail.send", "Kirim surel yang menunggu", send_waiting, hour=HOUR),
]
