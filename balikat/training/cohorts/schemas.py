"""Forms about cohorts and their sessions."""

from typing import Any

from marshmallow import post_load

from balikat.training.calendar import Rhythm
from balikat.training.drafts import CohortDraft, SessionDraft, SessionsDraft
from core.web.fields import Choice, DateField, Flag, FormSchema, RupiahField, Text, TimeField, WholeField, WholeList


class CohortSchema(FormSchema):
    """A new or changed cohort."""

    name = Text("nama angkatan")
    starts_on = DateField("tanggal mulai")
    ends_on = DateField("tanggal selesai")
    place = Text("tempat", most=160)
    seats = WholeField("banyaknya kursi", least=1, most=500)
    trainer_ids = WholeList("pelatih", required=False)
    cost = RupiahField("biaya angkatan", required=False, most=100_000_000_000)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> CohortDraft:
        """Turn good values into the draft."""
        return CohortDraft(**{**values, "trainer_ids": tuple(values.get("trainer_ids") or ())})


class NewCohortSchema(CohortSchema):
    """A new cohort names its course."""

    course_id = WholeField("pelatihan", least=1)

    @post_load
    def make(self, values: dict[str, Any], **_: Any) -> Any:
        """Turn good values into the course's key and the draft."""
        course_id = values.pop("course_id")
        return course_id, CohortDraft(**{**values, "trainer_ids": tuple(values.get("trainer_ids") or ())})


class SessionsSchema(FormSchema):
    """Sessions made in one go."""

    makes = SessionsDraft
    first_on = DateField("tanggal sesi pertama")
    count = WholeField("banyaknya sesi", least=1, most=120)
    rhythm = Choice("pola", Rhythm)
    starts_at_time = TimeField("jam mulai", required=False)
    hours = WholeField("lama tiap sesi", least=1, most=24)
    topic = Text("materi", required=False, most=160)
    is_mandatory = Flag("sesi wajib")


class CopySchema(FormSchema):
    """The cohort whose sessions are planned again."""

    source_id = WholeField("angkatan yang disalin", least=1, most=2**62)


class SessionSchema(FormSchema):
    """One session as changed."""

    makes = SessionDraft
    held_on = DateField("tanggal sesi")
    starts_at_time = TimeField("jam mulai", required=False)
    hours = WholeField("lama sesi", least=1, most=24)
    topic = Text("materi", required=False, most=160)
    is_mandatory = Flag("sesi wajib")
    trainer_id = WholeField("pelatih pengganti", required=False, least=1)
    reason = Text("alasan dipindah", required=False, most=200)


class CancelSchema(FormSchema):
    """Why a session is cancelled."""

    cancel_reason = Text("alasan", most=200)
