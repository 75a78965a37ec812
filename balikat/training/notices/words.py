"""What participants are told about a session, and the link that opens WhatsApp with it filled in."""

from dataclasses import dataclass
from datetime import date, time
from urllib.parse import quote

from core.dates import format_time, format_weekday
from core.labels import LabeledEnum

SENDER = "BALIKAT Kota Jambi"


class NoticeKind(LabeledEnum):
    """What a notice is about."""

    REMINDER = ("reminder", "Pengingat sesi")
    MOVED = ("moved", "Sesi dipindah")
    CANCELLED = ("cancelled", "Sesi dibatalkan")


@dataclass(frozen=True)
class Told:
    """A session as a notice tells of it; hours in JP."""

    course: str
    cohort: str
    place: str
    held_on: date
    hours: int
    topic: str | None = None
    moved_from_on: date | None = None
    reason: str | None = None
    starts_at_time: time | None = None

    @property
    def hour(self) -> str:
        """The hour it begins, empty where none was set."""
        return "" if self.starts_at_time is None else format_time(self.starts_at_time)


def kind_of(*, is_cancelled: bool, is_moved: bool) -> NoticeKind:
    """Say what participants have to be told first."""
    if is_cancelled:
        return NoticeKind.CANCELLED
    return NoticeKind.MOVED if is_moved else NoticeKind.REMINDER


def subject_of(kind: NoticeKind, told: Told) -> str:
    """Return the subject of an e-mail."""
    return f"{kind.label}: {told.course}, {format_weekday(told.held_on)}"


def message_of(kind: NoticeKind, told: Told, name: str, *, allowance: str | None = None) -> str:
    """Write a notice to one participant.

    :param allowance: how often they may still be absent, for a reminder to somebody at risk
    """
    what = f"{told.course} ({told.cohort})"
    hour = f" pukul {told.hour} WIB" if told.hour else ""
    when = f"{format_weekday(told.held_on)}{hour} di {told.place}, {told.hours} JP"
    because = f" karena {told.reason}" if told.reason else ""
    if kind is NoticeKind.CANCELLED:
        body = f"Sesi {what} {format_weekday(told.held_on)} dibatalkan{because}. Tunggu kabar berikutnya."
    elif kind is NoticeKind.MOVED and told.moved_from_on is not None:
        body = f"Sesi {what} yang semula {format_weekday(told.moved_from_on)} dipindah ke {when}{because}."
    else:
        topic = f" Materi: {told.topic}." if told.topic else ""
        body = f"Mengingatkan sesi {what}: {when}.{topic}"
        body += f" Supaya lulus, Anda {allowance}." if allowance else ""
    return f"Halo {name}. {body} Balas pesan ini bila berhalangan. {SENDER}"


def whatsapp_link(phone: str, message: str) -> str:
    """Return the link that opens WhatsApp with a message filled in; nothing is sent by itself.

    :param phone: digits that begin with 0
    """
    return f"https://wa.me/62{phone.removeprefix('0')}?text={quote(message)}"


def is_mobile(phone: str) -> bool:
    """Tell whether a number can have WhatsApp."""
    return phone.startswith("08")
