"""The forms about tenants."""

from balikat.incubation.drafts import ContractDraft, TenantDraft
from core.web.fields import DateField, FormSchema, Text, WholeField


class TenantSchema(FormSchema):
    """Taking a person or a group in."""

    makes = TenantDraft
    person_id = WholeField("orang", required=False, least=1, most=2**62)
    group_id = WholeField("kelompok", required=False, least=1, most=2**62)
    contract_number = Text("nomor kontrak", required=False, most=60)
    contract_starts_on = DateField("awal kontrak")
    contract_ends_on = DateField("akhir kontrak")
    mentor_id = WholeField("pendamping", required=False, least=1, most=2**62)


class ContractSchema(FormSchema):
    """Changing a contract."""

    makes = ContractDraft
    contract_number = Text("nomor kontrak", required=False, most=60)
    contract_starts_on = DateField("awal kontrak")
    contract_ends_on = DateField("akhir kontrak")


class StageSchema(FormSchema):
    """Moving a tenant on; the note is wanted when something is missing."""

    note = Text("alasan", required=False, most=300)


class DropSchema(FormSchema):
    """A tenant who stops."""

    reason = Text("alasan berhenti", most=300)


class AssignSchema(FormSchema):
    """Giving one tenant a mentor."""

    mentor_id = WholeField("pendamping", least=1, most=2**62)
    reason = Text("alasan", required=False, most=200)


class HandOverSchema(FormSchema):
    """Giving all tenants of a mentor to another."""

    from_id = WholeField("pendamping yang pergi", least=1, most=2**62)
    to_id = WholeField("pendamping pengganti", least=1, most=2**62)
    reason = Text("alasan", most=200)
