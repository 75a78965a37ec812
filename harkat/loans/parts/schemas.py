"""The gate for the answer that closes a finding."""

from core.web.fields import FormSchema, Text


class AnswerSchema(FormSchema):
    """What the bank answered, in the auditor's words."""

    reason = Text("jawaban bank dan dasarnya", most=300, lines=True)
