"""The gate for minutes."""

from dataclasses import dataclass
from datetime import date

from core.web.fields import DateField, RupiahField, Text, WholeList
from harkat.applications.schemas import SharedSchema


@dataclass(frozen=True)
class MinutesDraft:
    """What was agreed, when, where and by whom; rupiah by person."""

    held_on: date
    place: str
    present_ids: list[int]
    reference: str
    shares: dict[int, int] | None
    amount: int | None = None


class MinutesSchema(SharedSchema):
    """The minutes; shares are typed in fields named ``share_<person id>``."""

    makes = MinutesDraft

    amount = RupiahField("jumlah yang dibagi", required=False)
    held_on = DateField("tanggal musyawarah")
    place = Text("tempat musyawarah")
    present_ids = WholeList("anggota yang hadir")
    reference = Text("tanda formulir", most=64)
