"""The schedule that an application would come to by the product's rules of a day."""

from datetime import date

from core.errors import Conflict
from harkat.applications.bank_schedules import queries as bank_schedules
from harkat.applications.models import Application
from harkat.applications.queries import applicant_name
from harkat.applications.states import ENDED, State
from harkat.loans import queries as loans
from harkat.loans.paces import lay_out
from harkat.loans.printing import ESTIMATE, FROM_BANK, Paper
from harkat.loans.schedule import Schedule


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

    Under a sharia contract it is the bank's own schedule, never one computed here.

    :raises NothingExpected: when the application was paid out or has ended, or the bank's schedule is awaited
    :raises TermsRefused: when the product's rules of the day make no schedule of this amount
    """
    if application.state is State.DISBURSED:
        raise NothingExpected("Permohonan ini sudah cair. Buka pinjamannya untuk melihat jadwal.")
    if application.state in ENDED:
        raise NothingExpected("Permohonan ini sudah berakhir; tidak ada angsuran yang diperkirakan.")
    amount, _ = amount_of(application)
    if bank_schedules.wording_for(application, day).by_bank:
        kept = bank_schedules.current(application)
        if kept is None:
            raise NothingExpected("Angsurannya ditetapkan bank. Jadwal dari bank belum dikirim.")
        return bank_schedules.schedule_of(application, kept, day)
    return lay_out(loans.terms_on(day, principal=amount, installments=months_of(application)))


def paper_of(application: Application, day: date) -> Paper:
    """Return what the printed estimate, or the bank's own schedule, says beside its figures."""
    wording = bank_schedules.wording_for(application, day)
    return Paper(
        name=f"{'jadwal-bank' if wording.by_bank else 'perkiraan'}-{application.number}",
        title=f"{'Jadwal dari bank' if wording.by_bank else 'Perkiraan angsuran'} {application.number}",
        note=FROM_BANK if wording.by_bank else ESTIMATE,
        wording=wording,
        facts=(
            ("Pemohon", applicant_name(application.person_id, application.sub_group_id)),
            ("Bank", application.bank.name),
            ("Jumlah", amount_of(application)[1]),
        ),
    )
