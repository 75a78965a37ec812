"""Forms about personal data."""

from core.web.fields import Choice, DateField, FormSchema, Text, TimeField, WholeField
from harkat.privacy.kinds import RequestKind


class RequestSchema(FormSchema):
    """What a person asks."""

    kind = Choice("permintaan", RequestKind)
    words = Text("isi permintaan", most=500, lines=True)


class AnswerSchema(FormSchema):
    """What was done about a request."""

    words = Text("jawaban", most=500, lines=True)


class HoldSchema(FormSchema):
    """Why the law asks to keep the entries."""

    reason = Text("alasan hukum", most=300)


class EraseSchema(FormSchema):
    """The person's number, typed once more, and why."""

    number = Text("nomor orang", most=20)
    reason = Text("alasan", most=300)


class BreachSchema(FormSchema):
    """A breach."""

    found_on = DateField("tanggal diketahui")
    found_time = TimeField("jam diketahui")
    happened = Text("kapan dan bagaimana terjadi", most=1000, lines=True)
    affected = Text("data yang terungkap", most=500, lines=True)
    persons = WholeField("banyak orang", most=10**7)
    done = Text("yang sudah dilakukan", most=1000, lines=True)
