"""The sample's door and honest service: how people are reached, what came through the door, complaints, reminders."""

from datetime import timedelta

from core.auth.doors.service import account_for
from core.auth.roles import Role
from core.contacts import service as contacts
from core.contacts.drafts import DelegateDraft, ReachDraft
from core.contacts.kinds import DelegateScope, PhoneShared
from core.contacts.queries import reach_of
from core.contacts.reach import Reach
from core.db import db
from core.honesty.answers import service as answers
from core.honesty.cases import service as cases
from core.honesty.codes import AnswerCode
from core.honesty.drafts import ClosingDraft, ComplaintDraft, MoneyDraft, NoteDraft
from core.honesty.kinds import ComplaintDoor, ComplaintKind, ComplaintOutcome, MoneyAnswer, Occasion
from core.people import queries as people
from harkat.applicants.asking import service as asking
from harkat.applicants.asking.schemas import AskingDraft
from harkat.applicants.kinds import AskingKind
from harkat.reminders import queries as reminders
from harkat.reminders import service as reminding
from harkat.reminders.kinds import ReminderState
from harkat.sample.service.cast import Cast, moment

ANSWERS = 8


def open_the_door(cast: Cast) -> None:
    """Say how some may be reached, let one ask, take two complaints, and prepare the reminders of the day."""
    officer, today = cast.actors["petugas"], cast.today
    keys = sorted(cast.people.values())
    for key, draft in zip(keys, _reaches(), strict=False):
        contacts.keep_reach(people.person(key), draft, actor=officer, now=moment(cast.day(3)), today=today)
    paper = DelegateDraft(
        "Rahmat Contoh", "anak", DelegateScope.PAPERS, cast.day(5), today + timedelta(days=180), "081200000099"
    )
    contacts.add_delegate(people.person(keys[0]), paper, None, actor=officer, now=moment(cast.day(3)), today=today)
    _ask(cast, keys[1])
    _answer(cast, keys)
    _complain(cast)
    _remind(cast)


def _reaches() -> list[ReachDraft]:
    return [
        ReachDraft(PhoneShared.SHARED, note="HP dipakai bersama suami"),
        ReachDraft(PhoneShared.OWN, from_hour=9, until_hour=15),
        ReachDraft(PhoneShared.OWN, safe_phone="081200000098"),
    ]


def _ask(cast: Cast, person_id: int) -> None:
    person, now = people.person(person_id), moment(cast.day(1), 10)
    actor = account_for(person_id, Role.APPLICANT, number=person.number, now=now).as_actor()
    draft = AskingDraft(AskingKind.CORRECTION, "RT saya sekarang 07, bukan 05.", "contoh-tanya")
    asking.ask(person, draft, delegate_id=None, actor=actor, now=now, today=cast.day(1))


def _answer(cast: Cast, keys: list[int]) -> None:
    for place, key in enumerate(keys[:ANSWERS]):
        draft = MoneyDraft(MoneyAnswer.NO, None, is_named=False)
        code, now = AnswerCode(Occasion.REGISTERED, key), moment(cast.day(20 - place))
        answers.answer(code, draft, reference=f"contoh-jawab-{place}", now=now)


def _complain(cast: Cast) -> None:
    auditor = cast.actors["auditor"]
    asked = ComplaintDraft(
        ComplaintKind.BROKER,
        "Ada orang di pasar yang mengaku bisa mempercepat permohonan kalau dibayar Rp200.000.",
        "contoh-aduan-1",
        place="Pasar, minggu lalu pagi hari",
    )
    row, _ = cases.receive(asked, door=ComplaintDoor.PAGE, now=moment(cast.day(12)))
    told = NoteDraft("Ciri-ciri orangnya dicocokkan; bukan petugas program.", is_shown=True)
    cases.write(row, told, actor=auditor, now=moment(cast.day(10)))
    closing = ClosingDraft(
        ComplaintOutcome.FORWARDED,
        "Terima kasih. Laporan diteruskan ke Inspektorat, dan pedagang pasar diberi tahu bahwa layanan ini gratis.",
    )
    cases.close(row, closing, actor=auditor, now=moment(cast.day(6)))
    referred = ComplaintDraft(
        ComplaintKind.REFERRAL, "Sudah lapor 112 soal ditagih di rumah, belum ada yang menghubungi.", "contoh-aduan-2",
        referral_number="112-CONTOH-17",
    )  # fmt: skip
    cases.receive(referred, door=ComplaintDoor.PAGE, now=moment(cast.day(2), 13))


def _remind(cast: Cast) -> None:
    officer = cast.actors["petugas"]
    reminding.prepare(now=moment(cast.today, 8), today=cast.today)
    db.session.flush()
    waiting = [row for row in reminders.queue_of(officer, cast.today) if row.state is ReminderState.WAITING]
    free = [row for row in waiting if reminding.why_not_now(_reach(row.person_id), moment(cast.today, 8)) is None]
    for place, row in enumerate(free[:2]):
        reminding.claim(row, actor=officer, now=moment(cast.today, 8, 10 + place))
        if place:
            reminding.mark_sent(row, actor=officer, now=moment(cast.today, 8, 20))


def _reach(person_id: int) -> Reach:
    return reach_of(people.person(person_id))
