"""Forms about participants."""

from core.web.fields import FormSchema, Text, WholeField, WholeList


class EnrollSchema(FormSchema):
    """The ticked people, or a whole group."""

    person_ids = WholeList("paling sedikit satu orang", required=False)
    group_id = WholeField("kelompok", required=False, least=1)


class LeaveSchema(FormSchema):
    """Why somebody is not accepted or stops."""

    reason = Text("alasan", most=200)
