"""Forms about notices."""

from core.web.fields import FormSchema, WholeList


class ToldSchema(FormSchema):
    """Who was told."""

    enrollment_ids = WholeList("peserta yang sudah dikabari")
