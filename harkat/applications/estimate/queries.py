"""The schedule that an application would come to by the product's rules of a day."""

from datetime import date

from core.errors import Conflict
from harkat.applications.models import Application
from harkat.applications.queries import applicant_name
from harkat.applications.states import ENDED, State
from harkat.loans import queries as loans
from harkat.loans.printing import Paper
from harkat.loans.schedule import Schedule, build


class NothingExpected(Conflict):
    """No schedule lies ahead of this application any more."""


def amount_of(application: Application) -> tuple[int, str]:
    """Return the amount last spoken of, in rupiah, and by whom."""
    if application.approved is not None:
        return application.approved, "disetujui bank"
    if application.recommended is not None:
        return application.recommended, "direkomendasikan kota"
    return application.requested, "diminta pemohon"


def months_of(application: Application) -> int:
    """Return the months the bank granted, or those asked for."""
    return application.approved_installments or application.installments


def expected_schedule(application: Application, day: date) -> Schedule:
    """Build the schedule as if the money were paid out on a day.

    :raises NothingExpected: when the application was paid out or has ended
    :raises TermsRefused: when the product's rules of the day make no schedule of this amount
    """
    if application.state is State.DISBURSED:
        raise NothingExpected("Permohonan ini sudah cair. Buka pinjamannya untuk melihat jadwal.")
    if application.state in ENDED:
        raise NothingExpected("Permohonan ini sudah berakhir; tidak ada angsuran yang diperkirakan.")
    amount, _ = amount_of(application)
    return build(loans.terms_on(day, principal=amount, installments=months_of(application)))


def paper_of(application: Application) -> Paper:
    """Return what the printed estimate says beside its figures."""
    return Paper(
        name=f"perkiraan-{application.number}",
        title=f"Perkiraan angsuran {application.number}",
        facts=(
            ("Pemohon", applicant_name(application.person_id, application.sub_group_id)),
            ("Bank", application.bank.name),
            ("Jumlah", amount_of(application)[1]),
        ),
    )
