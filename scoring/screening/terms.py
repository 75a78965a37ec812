"""The dated rules of screening: how long files are kept and how fresh evidence must be."""

from core.policy.definitions import Definition, declare

KEEP_FILES_DAYS = "screening.keep_files_days"
FRESH_DAYS = {"ideb": "screening.fresh_ideb_days", "statement": "screening.fresh_statement_days"}
FRESH_INTERVIEW_DAYS = "screening.fresh_interview_days"
SOURCE = "Ketetapan awal program"

declare(
    [
        Definition(KEEP_FILES_DAYS, "Berkas pemeriksaan utang disimpan (hari)", "whole", 365, SOURCE),
        Definition(FRESH_DAYS["ideb"], "iDeb dianggap masih baru (hari)", "whole", 90, SOURCE),
        Definition(FRESH_DAYS["statement"], "Mutasi rekening dianggap masih baru (hari)", "whole", 90, SOURCE),
        Definition(FRESH_INTERVIEW_DAYS, "Wawancara utang dianggap masih baru (hari)", "whole", 180, SOURCE),
    ]
)
