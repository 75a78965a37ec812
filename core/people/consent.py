"""The consent texts read to a person, by purpose and version; an answer keeps the version that was read."""

from dataclasses import dataclass
from datetime import date

from core.people.kinds import ConsentPurpose

REQUIRED = frozenset({ConsentPurpose.REGISTRATION})
HOURS_TO_STOP = 72  # 3 x 24 hours after a withdrawal, UU 27/2022 articles 40 and 41


@dataclass(frozen=True)
class ConsentText:
    """One text: what is asked, and what a refusal means."""

    purpose: ConsentPurpose
    version: str
    valid_from: date
    text: str
    refusal: str


TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        ConsentPurpose.REGISTRATION,
        "2026-1",
        date(2025, 1, 1),
        "Saya setuju Pemerintah Kota Jambi menyimpan data diri dan data usaha saya untuk pendaftaran, pelatihan "
        "BALIKAT, dan pendampingan. NIK saya disimpan tersandi. Saya boleh melihat, membetulkan, dan meminta "
        "penghapusan data saya.",
        "Tanpa persetujuan ini pendaftaran tidak dapat disimpan.",
    ),
    ConsentText(
        ConsentPurpose.SCREENING,
        "2026-1",
        date(2025, 1, 1),
        "Saya setuju petugas memeriksa utang saya dari berkas yang saya serahkan (iDeb SLIK, mutasi rekening) dan dari "
        "keterangan saya, untuk menilai kesiapan dan membantu jalan keluar. Hasilnya diputuskan manusia, bukan mesin, "
        "dan boleh saya tanggapi.",
        "Tanpa persetujuan ini pelatihan tetap bisa diikuti, tetapi permohonan pembiayaan belum bisa diproses.",
    ),
    ConsentText(
        ConsentPurpose.SHARING,
        "2026-1",
        date(2025, 1, 1),
        "Saya setuju berkas permohonan saya dibagikan kepada bank mitra yang dituju untuk diputuskan.",
        "Tanpa persetujuan ini pelatihan tetap bisa diikuti, tetapi permohonan tidak dapat diteruskan ke bank.",
    ),
)


def text_for(purpose: ConsentPurpose, day: date) -> ConsentText:
    """Return the text that is read on a day; the first one for days before there was any."""
    texts = sorted((text for text in TEXTS if text.purpose is purpose), key=lambda text: text.valid_from)
    return next((text for text in reversed(texts) if text.valid_from <= day), texts[0])


def texts_on(day: date) -> list[ConsentText]:
    """Return the text of every purpose as it is read on a day."""
    return [text_for(purpose, day) for purpose in ConsentPurpose]


def text_of_version(purpose: ConsentPurpose, version: str) -> ConsentText | None:
    """Return the text an earlier answer was given to."""
    return next((text for text in TEXTS if text.purpose is purpose and text.version == version), None)
