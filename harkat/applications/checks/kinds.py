"""Which eligibility checks there are, what may be answered, and what is still open; dated rules say which count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

CHECKS_LISTED = "applications.checks_listed"
CHECKS_REQUIRED = "applications.checks_required"
SOURCE = "Temuan pemeriksaan KUR oleh BPK (NIK ganda, ASN, kredit ganda, meninggal); pilihan program: contoh"


class CheckKind(LabeledEnum):
    """One thing that is checked of every borrower."""

    DOUBLE_NIK = ("double_nik", "NIK tidak ganda")
    DUKCAPIL = ("dukcapil", "NIK dikenal Dukcapil")
    STATE_EMPLOYEE = ("state_employee", "Bukan ASN, TNI, Polri, atau pegawai BUMN/BUMD")
    SUBSIDISED = ("subsidised", "Tidak ada KUR atau kredit bersubsidi lain yang berjalan")
    DECEASED = ("deceased", "Tidak tercatat meninggal")
    FAMILY_CARD = ("family_card", "Satu peminjam dalam satu Kartu Keluarga")


class CheckAnswer(LabeledEnum):
    """What a check came to."""

    NOT_CHECKED = ("not_checked", "Belum dicek")
    CLEAR = ("clear", "Sesuai")
    FOUND = ("found", "Ada temuan")
    UNSURE = ("unsure", "Tidak dapat dipastikan")


class CheckSource(LabeledEnum):
    """Where the answer comes from."""

    SYSTEM = ("system", "Basis data HARKAT")
    ORIGINALS = ("originals", "KTP dan KK asli")
    DUKCAPIL = ("dukcapil", "Jawaban Dukcapil")
    SIKP = ("sikp", "SIKP")
    SLIK = ("slik", "iDeb SLIK")
    STATEMENT = ("statement", "Surat pernyataan pemohon")
    OFFICE = ("office", "Surat instansi")


declare(
    [
        Definition(
            CHECKS_LISTED,
            "Pemeriksaan kelayakan yang tampil",
            "table",
            [kind.value for kind in CheckKind if kind is not CheckKind.FAMILY_CARD],
            SOURCE,
        ),
        Definition(
            CHECKS_REQUIRED,
            "Pemeriksaan kelayakan yang harus dijawab sebelum rekomendasi",
            "table",
            [kind.value for kind in CheckKind if kind is not CheckKind.FAMILY_CARD],
            SOURCE,
        ),
    ]
)


@dataclass(frozen=True)
class Checked:
    """The last answer to one check of one borrower; without a day nobody has looked."""

    kind: CheckKind
    answer: CheckAnswer = CheckAnswer.NOT_CHECKED
    source: CheckSource | None = None
    on: date | None = None
    note: str | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered yet."""
        return self.answer is CheckAnswer.NOT_CHECKED


def kinds_of(values: Iterable[str]) -> list[CheckKind]:
    """Return the checks a rule names, in the order of the list; unknown words are left out."""
    wanted = set(values)
    return [kind for kind in CheckKind if kind.value in wanted]


def open_words(
    names: Mapping[int, str], answers: Mapping[int, Sequence[Checked]], required: Iterable[CheckKind]
) -> list[str]:
    """Name each borrower with the checks that must be answered and are not.

    :param names: by person
    :param answers: the last answers by person
    """
    must = set(required)
    found = []
    for person_id, name in names.items():
        waiting = [item.kind.label for item in answers[person_id] if item.is_open and item.kind in must]
        if waiting:
            found.append(f"{name} ({'; '.join(waiting)})")
    return found
