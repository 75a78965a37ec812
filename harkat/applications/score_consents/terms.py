"""The rule on the score in the file for the bank, and the words that are read to a borrower."""

from core.policy.definitions import Definition, declare

SCORE_IN_DOSSIER = "applications.score_in_dossier"
TEXT_VERSION = "1"
TEXT = (
    "Saya mengizinkan angka skor kesiapan saya dicantumkan dalam berkas untuk bank. Saya boleh menolak, dan penolakan "
    "tidak menghalangi permohonan ini."
)

declare(
    [
        Definition(
            SCORE_IN_DOSSIER,
            "Angka skor kesiapan dicantumkan dalam berkas untuk bank, bila pemohon mengizinkan",
            "flag",
            default=False,
            source="Contoh: bawaan tidak dicantumkan (UU 27/2022 pasal 16 dan 20); aturan program belum terbit",
        ),
    ]
)
