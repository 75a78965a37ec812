"""The sample's second looks: somebody assessed again, a letter, an objection with its answer, a departure, a photo."""

from core.people import queries as people
from core.people.kinds import PaperKind
from core.people.scans.service import keep_scan
from harkat.readiness import queries, service
from harkat.readiness.drafts import DepartureDraft, ObservationDraft
from harkat.readiness.kinds import ObjectionAnswer
from harkat.readiness.letters.service import issue
from harkat.readiness.models import ReadinessAssessment
from harkat.readiness.objections import service as objections
from harkat.readiness.objections.schemas import ObjectionDraft, ObjectionReply
from harkat.sample.service.cast import Cast, moment
from scoring.facts import FactKind, Sureness
from scoring.status import Readiness

PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63606060f80f0001040100"
    "5fe5c34b0000000049454e44ae426082"
)
"""The smallest PNG there is: one gray dot, because nobody in the sample exists."""


def look_again(cast: Cast) -> None:
    """Let a few persons come back, hear the reasons, and disagree."""
    held = _assessed(cast, Readiness.NEEDS_MENTORING)
    if len(held) < 3:
        return
    _came_back(cast, held[0])
    _objected(cast, held[1])
    _departed(cast, held[2])


def _assessed(cast: Cast, status: Readiness) -> list[int]:
    """Return persons whose newest assessment came out so, the sample's single traders only."""
    keys = [cast.people[trader.serial] for trader in cast.story.individuals if trader.serial in cast.people]
    return [key for key, row in sorted(queries.latest_of(keys).items()) if row.status is status]


def _came_back(cast: Cast, person_id: int) -> None:
    """See a business, the next day its book, so that the line over time has points, and keep a photo of the KTP."""
    officer = cast.actors["petugas"]
    seen_first = ((FactKind.BUSINESS_RUNNING, 1), (FactKind.BUSINESS_SEEN, 1))
    for days_ago, values in ((3, seen_first), (2, ((FactKind.BOOKKEEPING_MONTHS, 2),))):
        day = cast.day(days_ago)
        seen = ObservationDraft(day, Sureness.MENTOR, values)
        service.observe(person_id, seen, actor=officer, now=moment(day, 15), today=day)
        service.assess(person_id, actor=officer, now=moment(day, 15), today=day)
    keep_scan(people.person(person_id), PaperKind.KTP, PHOTO, actor=officer, now=moment(cast.day(2), 16))
    issue(_newest(person_id), actor=officer, now=moment(cast.day(1)))


def _objected(cast: Cast, person_id: int) -> None:
    """Object at the counter and hear an answer from the head."""
    day = cast.day(1)
    told = "Usaha saya sudah lama berjalan, hanya belum ada yang datang melihat."
    row = objections.record(
        person_id, ObjectionDraft(day, told), actor=cast.actors["petugas2"], now=moment(day, 10), today=day
    )
    reply = ObjectionReply(ObjectionAnswer.STANDS, "Petugas akan berkunjung minggu depan, sesudah itu dinilai lagi.")
    objections.answer(row, reply, actor=cast.actors["pimpinan"], now=moment(day, 14), today=day)


def _departed(cast: Cast, person_id: int) -> None:
    """Propose another status; a second person still has to answer."""
    draft = DepartureDraft(Readiness.CONDITIONAL, "Sudah saya kunjungi; usahanya ramai, tinggal wawancara utangnya.")
    service.propose_departure(_newest(person_id), draft, actor=cast.actors["petugas"], now=moment(cast.day(1), 11))


def _newest(person_id: int) -> ReadinessAssessment:
    newest = queries.latest(person_id)
    assert newest is not None
    return newest
