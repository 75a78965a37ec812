"""The sample's desk work: files in hand with notes, a letter, a corrected decision, and the counter of the last day."""

from datetime import timedelta

from core.auth.roles import SYSTEM
from core.db import db
from harkat.applications.corrections.service import NewWord, correct
from harkat.applications.counter import service as counter
from harkat.applications.counter.tickets import Errand, TicketState
from harkat.applications.letters.issued import service as letters
from harkat.applications.letters.issued.kinds import LetterKind
from harkat.applications.models import Application
from harkat.applications.notes import service as notes
from harkat.applications.queue import service as queue
from harkat.applications.search.queries import applications
from harkat.applications.states import State, Verdict
from harkat.sample.service.cast import Cast, moment

LABEL = "DATA CONTOH"
ERRANDS = (Errand.APPLY, Errand.PAPERS, Errand.ASK, Errand.APPLY, Errand.PAPERS, Errand.APPLY)


def work_at_the_desk(cast: Cast) -> None:
    """Take files in hand, write to each other, print a letter, let a bank correct itself, and open the counter."""
    officer, yesterday = cast.actors["petugas"], cast.today - timedelta(days=1)
    for place, application in enumerate(_in(State.SUBMITTED, State.VERIFIED)):
        holder = cast.actors[("petugas", "petugas2")[place % 2]]
        queue.claim(application, actor=holder, now=moment(yesterday, 9))
        words = "Pemohon minta dikunjungi sesudah pukul 15."
        notes.write(application, words=words, actor=holder, now=moment(yesterday, 10))
    for application in _in(State.AT_BANK)[:2]:
        letters.make(application, LetterKind.RECOMMENDATION, actor=officer, now=moment(yesterday, 11), label=LABEL)
    for application in _in(State.APPROVED)[:1]:
        assert application.approved is not None
        bank = next(bank for bank in cast.banks if bank.id == application.bank_id)
        word = NewWord(
            Verdict.APPROVE,
            "Jangka waktu salah ketik pada keputusan pertama.",
            "contoh-koreksi",
            amount=application.approved,
            installments=12,
        )
        correct(application, word, actor=cast.bank_actor(bank), now=moment(yesterday, 13))
    _open_the_counter(cast)


def _in(*states: State) -> list[Application]:
    query = applications(SYSTEM).where(Application.state.in_(states)).order_by(Application.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _open_the_counter(cast: Cast) -> None:
    officer, day = cast.actors["petugas"], cast.today
    for number, errand in enumerate(ERRANDS):
        counter.draw(errand, day=day, reference=f"contoh-nomor-{number}", actor=officer, now=moment(day, 8))
    for desk in (1, 2):
        ticket = counter.call_next(desk, day=day, actor=officer, now=moment(day, 9))
        if desk == 1:
            counter.finish(ticket, TicketState.SERVED, actor=officer, now=moment(day, 9))
