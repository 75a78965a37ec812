"""What is not there of the papers that a drawn loan should have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harkat.reports.tables import FigureTable

NO_APPLICATION = "Tidak punya permohonan di HARKAT; suratnya ada pada bank"
NOTHING_MISSING = "tidak ada yang kurang"


@dataclass(frozen=True)
class Found:
    """What is there for a loan.

    ``attached`` is empty where there is no application; ``scanned`` are the papers of each borrower by number,
    ``undocumented`` the ledger entries that rest on no document.
    """

    has_schedule: bool
    has_contract: bool
    has_application: bool
    attached: frozenset[str]
    scanned: Mapping[str, frozenset[str]]
    undocumented: int


def missing(found: Found, *, attachments: Mapping[str, str], papers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return whom or what a missing paper is about, and the paper.

    :param attachments: what an application should have, value to label
    :param papers: what each borrower should have brought, value to label
    """
    lines: list[tuple[str, str]] = []
    if not found.has_schedule:
        lines.append(("Pinjaman", "Jadwal angsuran"))
    if not found.has_contract:
        lines.append(("Pinjaman", "Nomor akad"))
    if not found.has_application:
        lines.append(("Permohonan", NO_APPLICATION))
    else:
        lines += [("Permohonan", label) for value, label in attachments.items() if value not in found.attached]
    for person, brought in sorted(found.scanned.items()):
        lines += [
            (f"Peminjam {person}", f"Pindaian {label}") for value, label in papers.items() if value not in brought
        ]
    if found.undocumented:
        lines.append(("Catatan dana", f"Dokumen dasar untuk {found.undocumented} catatan"))
    return lines


def missing_table(rows: Sequence[tuple[str, str, str]]) -> FigureTable:
    """Lay out what is missing, loan by loan."""
    columns = [("Pinjaman", "text", False), ("Menyangkut", "text", False), ("Yang tidak ada", "text", False)]
    return FigureTable("Kurang", columns, rows)
