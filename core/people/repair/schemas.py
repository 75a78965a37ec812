"""Forms that prove a NIK and merge two entries."""

from core.web.fields import Flag, FormSchema, NikField, Text, WholeField


class ProofSchema(FormSchema):
    """The NIK as read off the KTP."""

    nik = NikField()
    seen = Flag("KTP dilihat", must="Centang setelah KTP-nya dilihat sendiri.")


class MergeSchema(FormSchema):
    """Which entry is kept, and why the two are one person."""

    kept_id = WholeField("berkas yang dipakai", least=1, most=2**62)
    seen = Flag("KTP dilihat", must="Centang setelah KTP-nya dilihat sendiri.")
    reason = Text("alasan", most=200)
