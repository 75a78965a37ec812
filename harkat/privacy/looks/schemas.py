"""The form by which a question about looking is marked as reviewed."""

from core.web.fields import Choice, DateField, FormSchema, Text
from harkat.privacy.looks.unusual import Unusual


class ReviewSchema(FormSchema):
    """Which question of which day, and what came of it."""

    day = DateField("hari")
    kind = Choice("pertanyaan", Unusual)
    note = Text("catatan", most=500, lines=True)
