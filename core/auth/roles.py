"""The roles of the house and the actor that services are told about."""

from dataclasses import dataclass

from core.errors import NotAllowed
from core.labels import LabeledEnum


class Role(LabeledEnum):
    """What an account is for; one account has one role."""

    OFFICER = ("officer", "Petugas")
    HEAD = ("head", "Pimpinan")
    BANK = ("bank", "Petugas bank")
    TRAINER = ("trainer", "Pelatih")
    MENTOR = ("mentor", "Pendamping")
    ECONOMICS = ("economics", "Bagian Perekonomian")
    AUDITOR = ("auditor", "Auditor")
    ADMIN = ("admin", "Admin")
    APPLICANT = ("applicant", "Pemohon")
    CHAIR = ("chair", "Ketua kelompok")
    SYSTEM = ("system", "Sistem")


STAFF_ROLES = (
    Role.OFFICER,
    Role.HEAD,
    Role.BANK,
    Role.TRAINER,
    Role.MENTOR,
    Role.ECONOMICS,
    Role.AUDITOR,
    Role.ADMIN,
)


@dataclass(frozen=True)
class Actor:
    """Whoever does a deed: a signed-in person, later also an applicant, or the system itself.

    ``organization_id`` is the partner bank's organization for a bank's officer.
    """

    id: int | None
    name: str
    role: Role
    organization_id: int | None = None
    person_id: int | None = None

    def require(self, *roles: Role, deed: str) -> None:
        """Refuse when this actor has none of the roles.

        :param deed: what was tried, in Indonesian, as it follows "tidak boleh"
        :raises NotAllowed: when the role does not fit
        """
        if self.role not in roles:
            raise NotAllowed(f"{self.role.label} tidak boleh {deed}.")


SYSTEM = Actor(id=None, name="Sistem", role=Role.SYSTEM)
