"""Who has completed a course, who still can, and why: one pure rule for any day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from balikat.training.attendance import Counting, Mark, Marked, SessionStatus, counted_hours
from core.dates import format_date
from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

SHARE = "training.attendance_share"
POST_TEST = "training.post_test_minimum"
SEATS = "training.seats"
EXCUSED_COUNTS = "training.excused_counts"
SICK_COUNTS = "training.sick_counts"

declare(
    [
        Definition(
            SHARE,
            "Kehadiran paling sedikit untuk lulus pelatihan (persen jam)",
            "whole",
            80,
            "Kebiasaan balai latihan kerja: 80%, sebagian 90%",
        ),
        Definition(
            POST_TEST,
            "Nilai post-test paling sedikit, bila pelatihan memakainya",
            "whole",
            60,
            "Asumsi kerja; belum ada ketentuan yang diumumkan",
        ),
        Definition(
            SEATS,
            "Banyaknya kursi satu angkatan",
            "whole",
            16,
            "Paket pelatihan BLK: 16 peserta per angkatan",
        ),
        Definition(
            EXCUSED_COUNTS,
            "Izin dihitung sebagai kehadiran",
            "flag",
            default=False,
            source="Asumsi kerja; belum ada ketentuan yang diumumkan",
        ),
        Definition(
            SICK_COUNTS,
            "Sakit dihitung sebagai kehadiran",
            "flag",
            default=False,
            source="Asumsi kerja; belum ada ketentuan yang diumumkan",
        ),
    ]
)

FEW_ABSENCES = 1
NOTHING_EXCUSED = Counting()


class AssessmentKind(LabeledEnum):
    """What a participant is tested with."""

    PRE_TEST = ("pre_test", "Pre-test")
    POST_TEST = ("post_test", "Post-test")
    PRACTICAL = ("practical", "Praktik")


class Outcome(LabeledEnum):
    """What the completion rule says on a day."""

    PASSED = ("passed", "Syarat terpenuhi")
    NOT_YET = ("not_yet", "Belum lulus")
    CANNOT_PASS = ("cannot_pass", "Tidak bisa lulus")


@dataclass(frozen=True)
class Rule:
    """What a course asks: hours (JP of 45 minutes), percent of them attended, and a post-test where there is one."""

    course_hours: int
    share_percent: int = 80
    post_test_minimum: int | None = None
    counting: Counting = NOTHING_EXCUSED

    def hours_required(self, total: int) -> int:
        """Return the whole hours needed out of a total; landing exactly on the percentage is enough."""
        return -(-self.share_percent * total // 100)


@dataclass(frozen=True)
class Meeting:
    """A session as the rule sees it; hours in JP."""

    id: int
    held_on: date
    hours: int
    status: SessionStatus = SessionStatus.PLANNED
    is_mandatory: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a participant stands on a day; ``reasons`` say why and what is missing, in Indonesian. Hours in JP.

    ``notes`` are true of the whole class: hours without a session, sessions without attendance.

    ``sessions_may_still_miss`` holds whichever sessions are missed: it counts the longest ones first.
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    hours_attended: int
    hours_required: int
    hours_total: int
    hours_missed: int
    sessions_may_still_miss: int
    sessions_unmarked: int
    is_at_risk: bool
    has_sessions_ahead: bool = True

    @property
    def allowance(self) -> str:
        """How often the participant may still be absent, in words; empty when no session is left to miss."""
        if self.outcome is Outcome.CANNOT_PASS:
            return "tidak bisa lulus lagi"
        if not self.has_sessions_ahead:
            return ""
        if self.sessions_may_still_miss == 0:
            return "tidak boleh absen lagi"
        return f"masih bisa absen {self.sessions_may_still_miss} kali"

    @property
    def hours_short(self) -> bool:
        """Whether hours are still missing for the share."""
        return self.hours_attended < self.hours_required

    @property
    def percent(self) -> int:
        """Percent of all hours attended, rounded down so that 79.9 is never shown as 80."""
        return 100 * self.hours_attended // self.hours_total if self.hours_total else 0

    @property
    def urgency(self) -> int:
        """Order on a class page: at risk first, then those who cannot pass, those on their way, those who passed."""
        if self.is_at_risk:
            return 0
        return {Outcome.CANNOT_PASS: 1, Outcome.NOT_YET: 2, Outcome.PASSED: 3}[self.outcome]


@dataclass(frozen=True)
class Completion:
    """A course somebody completed, as other rooms may know it; hours in JP."""

    course_name: str
    completed_on: date
    hours_attended: int
    counts_for_credit: bool
    certificate_number: str


@dataclass(frozen=True)
class _Hours:
    """Hours of one participant, sorted by what became of them, with the sessions still open."""

    attended: int
    missed: int
    total: int
    open_sessions: tuple[Meeting, ...]
    unplanned: int

    @property
    def attainable(self) -> int:
        return self.attended + self.unplanned + sum(meeting.hours for meeting in self.open_sessions)


def standing(
    rule: Rule,
    meetings: Iterable[Meeting],
    marks: Mapping[int, Marked],
    scores: Mapping[AssessmentKind, int],
    today: date,
) -> Standing:
    """Say whether a participant has passed, has not yet, or cannot any more, and why.

    A cancelled session counts for nobody. A held session without a mark is missed; a planned one can still come,
    and so can the hours of the course that have no session yet. Integer arithmetic only.

    :param marks: by session
    """
    live = sorted(
        (meeting for meeting in meetings if meeting.status is not SessionStatus.CANCELLED),
        key=lambda meeting: (meeting.held_on, meeting.id),
    )
    hours = _sort_hours(rule, live, marks)
    required = rule.hours_required(hours.total)
    mandatory_missed = [
        meeting
        for meeting in live
        if meeting.is_mandatory and meeting not in hours.open_sessions and not _was_there(marks.get(meeting.id))
    ]
    mandatory_open = [meeting for meeting in hours.open_sessions if meeting.is_mandatory]
    post_test = scores.get(AssessmentKind.POST_TEST)
    test_missing = rule.post_test_minimum is not None and post_test is None
    test_failed = rule.post_test_minimum is not None and post_test is not None and post_test < rule.post_test_minimum
    if hours.attainable < required or mandatory_missed:
        outcome = Outcome.CANNOT_PASS
    elif hours.attended < required or mandatory_open or test_missing or test_failed:
        outcome = Outcome.NOT_YET
    else:
        outcome = Outcome.PASSED
    may_miss = 0 if outcome is Outcome.CANNOT_PASS else _absences_left(hours, required)
    unmarked = sum(1 for meeting in hours.open_sessions if meeting.held_on < today)
    return Standing(
        outcome=outcome,
        reasons=(
            *_hour_reasons(rule, hours, required, outcome, may_miss),
            *(f"Sesi wajib {format_date(meeting.held_on)} tidak dihadiri." for meeting in mandatory_missed),
            *(f"Sesi wajib {format_date(meeting.held_on)} masih harus dihadiri." for meeting in mandatory_open),
            *_test_reasons(rule, post_test),
        ),
        notes=(
            *([f"{hours.unplanned} JP pelatihan belum punya jadwal sesi."] if hours.unplanned else []),
            *([f"Presensi {unmarked} sesi yang sudah lewat belum diisi."] if unmarked else []),
        ),
        hours_attended=hours.attended,
        hours_required=required,
        hours_total=hours.total,
        hours_missed=hours.missed,
        sessions_may_still_miss=may_miss,
        sessions_unmarked=unmarked,
        has_sessions_ahead=bool(hours.open_sessions or hours.unplanned),
        is_at_risk=outcome is Outcome.NOT_YET
        and (test_failed or (hours.missed > 0 and hours.attended < required and may_miss <= FEW_ABSENCES)),
    )


def _sort_hours(rule: Rule, live: list[Meeting], marks: Mapping[int, Marked]) -> _Hours:
    attended = missed = 0
    still_open = []
    for meeting in live:
        marked = marks.get(meeting.id)
        if marked is None and meeting.status is SessionStatus.PLANNED:
            still_open.append(meeting)
            continue
        counted = 0 if marked is None else counted_hours(marked, session_hours=meeting.hours, counting=rule.counting)
        attended += counted
        missed += meeting.hours - counted
    planned = sum(meeting.hours for meeting in live)
    total = max(rule.course_hours, planned)
    return _Hours(attended, missed, total, tuple(still_open), total - planned)


def _was_there(marked: Marked | None) -> bool:
    return marked is not None and marked.mark is Mark.PRESENT


def _absences_left(hours: _Hours, required: int) -> int:
    """Count the open sessions that may be missed whichever they are: the longest are taken first."""
    slack = hours.attainable - required
    count = 0
    for length in sorted((meeting.hours for meeting in hours.open_sessions if not meeting.is_mandatory), reverse=True):
        slack -= length
        if slack < 0:
            break
        count += 1
    return count


def _hour_reasons(rule: Rule, hours: _Hours, required: int, outcome: Outcome, may_miss: int) -> list[str]:
    share = f"{rule.share_percent}% dari {hours.total} JP"
    if hours.attended >= required:
        reasons = [f"Hadir {hours.attended} JP; batasnya {required} JP ({share})."]
    elif hours.attainable < required:
        reasons = [f"Paling banyak bisa hadir {hours.attainable} JP, padahal batasnya {required} JP ({share})."]
    else:
        reasons = [f"Hadir {hours.attended} JP dari {required} JP yang dibutuhkan ({share})."]
        if outcome is Outcome.NOT_YET and hours.open_sessions:
            again = f"Masih bisa absen {may_miss} kali." if may_miss else "Tidak boleh absen lagi."
            reasons.append(again)
    return reasons


def _test_reasons(rule: Rule, post_test: int | None) -> list[str]:
    if rule.post_test_minimum is None:
        return []
    if post_test is None:
        return [f"Nilai post-test belum ada; batas lulus {rule.post_test_minimum}."]
    if post_test < rule.post_test_minimum:
        return [f"Nilai post-test {post_test}, batas lulus {rule.post_test_minimum}. Perlu mengulang post-test."]
    return []
