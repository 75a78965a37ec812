"""Reading a bank's rows out of a sent file or out of pasted lines."""

from core.files.opening import open_file
from harkat.loans.bank_rows import BankRow, ScheduleFaults, read_bank_rows

NOTHING_SENT = "Unggah berkas jadwal dari bank, atau tempel barisnya."
NOT_A_TABLE = "Berkas ini tidak berisi tabel. Unggah Excel atau CSV dengan kolom “Jatuh tempo”, “Pokok”, dan “Margin”."


def rows_sent(name: str | None, content: bytes, pasted: str) -> list[BankRow]:
    """Read the rows of a schedule; a file goes before pasted lines.

    :param name: the file's name, nothing where none was chosen
    :raises ScheduleFaults: without anything to read, and naming every row that cannot be read
    :raises FileRefused: for a file that cannot be opened
    """
    if not name and not pasted.strip():
        raise ScheduleFaults([NOTHING_SENT], field="rows")
    opened = open_file(name or "tempel.csv", content if name else pasted.encode())
    if not opened.tables:
        raise ScheduleFaults([NOT_A_TABLE], field="file" if name else "rows")
    first_fault: ScheduleFaults | None = None
    for table in opened.tables:
        try:
            return read_bank_rows(table, field="file" if name else "rows")
        except ScheduleFaults as fault:
            first_fault = first_fault or fault
    assert first_fault is not None
    raise first_fault
