"""The dated rules of screening: how long files are kept how fresh evidence must be, which arrears hold."""

from core.policy.definitions import Definition, declare
from scoring.screening.hold_rules import CLASSES, check_classes

KEEP_FILES_DAYS = "screening.keep_files_days"
FRESH_DAYS = {"ideb": "screening.fresh_ideb_days", "statement": "screening.fresh_statement_days"}
FRESH_INTERVIEW_DAYS = "screening.fresh_interview_days"
KEEP_UNFINISHED_DAYS = "screening.keep_unfinished_days"
HOLD_CLASSES = "screening.hold_classes"
SLIK_SHOWS_AFTER_DAYS = "screening.slik_shows_after_days"
SOURCE = "Ketetapan awal program"

declare(
    [
        Definition(KEEP_FILES_DAYS, "Berkas pemeriksaan utang disimpan (hari)", "whole", 365, SOURCE),
        Definition(KEEP_UNFINISHED_DAYS, "Berkas yang belum selesai dibaca disimpan (hari)", "whole", 7, SOURCE),
        Definition(FRESH_DAYS["ideb"], "iDeb dianggap masih baru (hari)", "whole", 90, SOURCE),
        Definition(FRESH_DAYS["statement"], "Mutasi rekening dianggap masih baru (hari)", "whole", 90, SOURCE),
        Definition(FRESH_INTERVIEW_DAYS, "Wawancara utang dianggap masih baru (hari)", "whole", 180, SOURCE),
        Definition(
            HOLD_CLASSES,
            "Tunggakan lama: kualitas SLIK yang menahan",
            "table",
            dict.fromkeys(CLASSES, True),
            SOURCE,
            check=check_classes,
        ),
        Definition(
            SLIK_SHOWS_AFTER_DAYS,
            "Pelunasan terlihat di SLIK paling lambat sesudah (hari)",
            "whole",
            45,
            "Ketetapan awal program (contoh): pelapor menyampaikan laporan bulanan pada bulan berikutnya",
        ),
    ]
)
