"""Where and when somebody may be reached, and the words that may stand in a message to them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from core.contacts.kinds import PhoneShared
from core.dates import JAKARTA
from core.people.phone import format_phone

NEVER_IN_MESSAGES = re.compile(
    r"\b(utang\w*|hutang\w*|berutang|pinjol|rentenir|bank keliling|skor\w*|ditolak|penolakan|menolak|tunggakan\w*"
    r"|menunggak|tagihan|penagihan|slik|ideb|kolektibilitas|macet|kredit)\b",
    re.IGNORECASE,
)
"""What no message, envelope, calendar entry or subject may say: somebody else may read it."""


@dataclass(frozen=True)
class Reach:
    """Where and when a person may be reached; ``phone`` is the safe number where they gave one."""

    phone: str
    from_hour: int | None = None
    until_hour: int | None = None
    shared: PhoneShared | None = None
    note: str | None = None
    died_on: date | None = None

    @property
    def is_mobile(self) -> bool:
        """Tell whether the number can have WhatsApp."""
        return self.phone.startswith("08")

    @property
    def may_name_business(self) -> bool:
        """Tell whether a message may say what it is about: only where nobody else reads the phone."""
        return self.shared is not PhoneShared.SHARED

    @property
    def words(self) -> str:
        """Say in one line what to mind before calling or writing."""
        if self.died_on is not None:
            return "Sudah meninggal: jangan dihubungi."
        hours = f", pukul {self.from_hour:02}.00–{self.until_hour:02}.00" if self.from_hour is not None else ""
        whose = f", {self.shared.label.lower()}" if self.shared is not None else ""
        return f"{format_phone(self.phone)}{hours}{whose}" + (f". {self.note}" if self.note else "")

    def why_not_now(self, now: datetime, *, quiet_from: int, quiet_until: int) -> str | None:
        """Say why this person may not be written to now; None when they may.

        :param quiet_from: hour of the day from which nobody is disturbed, until ``quiet_until``
        """
        hour = now.astimezone(JAKARTA).hour
        if self.died_on is not None:
            return "Sudah meninggal; keluarganya tidak dihubungi."
        if is_quiet(now, quiet_from=quiet_from, quiet_until=quiet_until):
            return f"Jam tenang {quiet_from}.00–{quiet_until:02}.00. Kirim sesudah pukul {quiet_until:02}.00."
        if self.from_hour is not None and self.until_hour is not None and not self.from_hour <= hour < self.until_hour:
            return f"Jam amannya pukul {self.from_hour:02}.00–{self.until_hour:02}.00."
        return None


def is_quiet(now: datetime, *, quiet_from: int, quiet_until: int) -> bool:
    """Tell whether it is an hour of the day in Jakarta in which nobody is disturbed."""
    hour = now.astimezone(JAKARTA).hour
    return hour >= quiet_from or hour < quiet_until


def whatsapp_link(phone: str, text: str) -> str:
    """Return the address that opens WhatsApp with a message filled in; nothing is sent by itself.

    :param phone: digits that begin with 0
    """
    return f"https://wa.me/62{phone.removeprefix('0')}?text={quote(text)}"
