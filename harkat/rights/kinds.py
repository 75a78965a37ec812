"""What a line of the rights matrix is made of: a deed, what it is about, and how far each role's right reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.auth.roles import STAFF_ROLES, Role
from core.labels import LabeledEnum


class Matter(LabeledEnum):
    """What the pages of a line show or change."""

    OPEN = ("open", "Terbuka untuk siapa saja")
    ACCOUNT = ("account", "Akun")
    TRAIL = ("trail", "Jejak audit dan pengawasan")
    RULES = ("rules", "Aturan dan tabel skor")
    PERSON = ("person", "Data diri dan kelompok")
    COURSE = ("course", "Daftar kelas")
    TRAINING = ("training", "Pelatihan")
    MENTORING = ("mentoring", "Pendampingan")
    DEBT = ("debt", "Utang seseorang")
    SCORE = ("score", "Skor kesiapan")
    APPLICATION = ("application", "Permohonan")
    MONEY = ("money", "Pinjaman dan pembayaran")
    SUMS = ("sums", "Jumlah dan nomor kasus")


class Scope(LabeledEnum):
    """Whose rows a role's right reaches."""

    ALL = ("all", "semua")
    OWN_BANK = ("own_bank", "banknya sendiri")
    TAUGHT = ("taught", "kelas yang diampu")
    ASSIGNED = ("assigned", "yang diserahkan kepadanya")
    SUMS = ("sums", "jumlah dan nomor kasus")
    OWN_GROUP = ("own_group", "kelompoknya sendiri")
    SELF = ("self", "miliknya sendiri")


REACH: Mapping[Role, Scope] = MappingProxyType(
    {
        Role.BANK: Scope.OWN_BANK,
        Role.TRAINER: Scope.TAUGHT,
        Role.MENTOR: Scope.ASSIGNED,
        Role.ECONOMICS: Scope.SUMS,
        Role.CHAIR: Scope.OWN_GROUP,
        Role.APPLICANT: Scope.SELF,
    }
)
"""How far a role's right reaches where rows belong to somebody; a role that is not named reaches all."""

OWNERLESS = frozenset({Matter.OPEN, Matter.TRAIL, Matter.RULES, Matter.COURSE})
"""Matters whose rows belong to nobody, so that every reader's right reaches all of them."""

EVERYBODY = " ".join(role.value for role in (*STAFF_ROLES, Role.APPLICANT, Role.CHAIR))
STAFF = " ".join(role.value for role in STAFF_ROLES)
ANYBODY = "anybody"


@dataclass(frozen=True)
class Right:
    """One line: a deed in Indonesian, its matter, the roles that may, and the endpoints it is done through.

    ``roles`` are role values divided by spaces, or ``ANYBODY``. ``scope`` replaces the reach of every role.
    """

    deed: str
    matter: Matter
    roles: str
    endpoints: str
    scope: Scope | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody who has not signed in may do it."""
        return self.roles == ANYBODY

    @property
    def who(self) -> dict[Role, Scope]:
        """Return the roles that may, each with its reach; empty for what anybody may."""
        if self.is_open:
            return {}
        return {role: self._reach(role) for role in map(Role.of, self.roles.split())}

    def _reach(self, role: Role) -> Scope:
        if self.scope is not None:
            return self.scope
        return Scope.ALL if self.matter in OWNERLESS else REACH.get(role, Scope.ALL)
