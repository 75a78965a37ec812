"""The gates for reaching a person."""

from core.contacts.drafts import DelegateDraft, ReachDraft
from core.contacts.kinds import DelegateScope, PhoneShared
from core.web.fields import Choice, DateField, FormSchema, PhoneField, Text, WholeField


class ReachSchema(FormSchema):
    """How a person may be reached."""

    makes = ReachDraft

    safe_phone = PhoneField("nomor aman", required=False)
    from_hour = WholeField("jam mulai", required=False, most=23)
    until_hour = WholeField("jam sampai", required=False, least=1, most=24)
    phone_shared = Choice("siapa yang memakai HP ini", PhoneShared)
    note = Text("pesan khusus", required=False, most=200)
    died_on = DateField("tanggal meninggal", required=False)


class DelegateSchema(FormSchema):
    """Who acts for a person."""

    makes = DelegateDraft

    name = Text("nama kuasa atau pendamping keluarga", most=120)
    relation = Text("hubungan", most=60)
    scope = Choice("yang boleh diurus", DelegateScope)
    signed_on = DateField("tanggal surat kuasa ditandatangani")
    until_on = DateField("berlaku sampai")
    phone = PhoneField("nomor HP kuasa", required=False)
