"""The gates for what an officer types about a group."""

from core.groups.drafts import GroupForm, Leaving, Newcomers, SubGroupForm
from core.groups.kinds import GroupRole
from core.people.schemas import KelurahanCode
from core.web.fields import Choice, DateField, FormSchema, Text, WholeField, WholeList


class GroupSchema(FormSchema):
    """A group to be formed; the chair is named by number, NIK or phone."""

    makes = GroupForm
    name = Text("nama kelompok")
    kelurahan_code = KelurahanCode()
    formed_on = DateField("tanggal dibentuk")
    chair = Text("ketua", most=40)


class NewcomersSchema(FormSchema):
    """Persons who join: ticked ones, and those named one a line."""

    makes = Newcomers
    person_ids = WholeList("orang", required=False)
    persons = Text("daftar orang", required=False, most=4000, lines=True)
    joined_on = DateField("tanggal bergabung")


class LeavingSchema(FormSchema):
    """A member who leaves."""

    makes = Leaving
    left_on = DateField("tanggal keluar")
    reason = Text("alasan keluar", most=200)


class RoleSchema(FormSchema):
    """A member's task in the group."""

    role = Choice("jabatan", GroupRole)


class ChairSchema(FormSchema):
    """The member who becomes chair."""

    membership_id = WholeField("ketua baru", least=1, most=2**62)


class SubGroupSchema(FormSchema):
    """A sub-group to be formed out of ticked members."""

    makes = SubGroupForm
    name = Text("nama sub-kelompok", required=False)
    formed_on = DateField("tanggal dibentuk")
    person_ids = WholeList("anggota sub-kelompok")


class SeatSchema(FormSchema):
    """One member of a sub-group."""

    person_id = WholeField("anggota", least=1, most=2**62)
