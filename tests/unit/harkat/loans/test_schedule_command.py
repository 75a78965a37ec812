import io
import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import python_calamine
from click.testing import CliRunner, Result

from harkat.loans.commands import schedule
from tests.loan_requests import random_request

LOAN = ["--method", "annuity", "--principal", "10000000", "--rate", "3", "--months", "12"]


def run(*options: str, standard_input: bytes | None = None) -> Result:
    return CliRunner().invoke(schedule, options, input=standard_input)


def test_json_is_the_same_object_as_a_line_of_the_batch() -> None:
    single = json.loads(run(*LOAN, "--format", "json", "--id", "a").stdout)
    line = {"id": "a", "method": "annuity", "principal": 10_000_000, "annual_rate": "3", "n": 12}
    assert json.loads(run("--batch", "-", standard_input=json.dumps(line).encode()).stdout) == single
    assert single["payment"] == 846_937
    assert single["total_interest"] == 163_244


def test_flat_lets_the_last_row_absorb_the_remainder() -> None:
    answered = json.loads(run(*LOAN, "--method", "flat", "--format", "json").stdout)
    assert answered["payment"] == 858_333
    assert answered["rows"][-1]["payment"] == 858_337


def test_every_field_has_an_option() -> None:
    answered = json.loads(
        run(
            *("--method", "effective", "--principal", "7000000", "--annual-rate", "12.5", "--n", "10"),
            *("--frequency", "weekly", "--disbursed-on", "2025-01-31", "--first-due-on", "2025-02-14"),
            *("--day-count", "actual/360", "--round-interest", "half_even", "--round-principal", "down"),
            *(
                "--round-payment",
                "up",
                "--payment-multiple",
                "500",
                "--remainder",
                "last",
                "--annuity-payment",
                "level",
            ),
            *("--grace-principal", "2", "--grace-interest-deferred", "1", "--skip-sundays"),
            *("--closed-day", "2025-02-14", "--closed-day", "2025-02-15"),
            *("--event", "2025-03-10:prepay_lower_payment:500000", "--event", "2025-04-01:payoff", "--format", "json"),
        ).stdout
    )
    used = answered["conventions"]
    assert used["frequency"] == "weekly"
    assert used["grace"] == {"principal": 2, "interest_deferred": 1}
    assert used["rounding"]["payment_multiple"] == 500
    assert used["closed_days"] == ["2025-02-14", "2025-02-15"]
    assert answered["rows"][0]["pay_on"] == "2025-02-17"
    assert answered["rows"][-1]["event"] == "payoff"
    given = run(*LOAN[:-2], "--method", "given_payment", "--payment", "1000000", "--format", "json")
    assert len(json.loads(given.stdout)["rows"]) == 11
    dates = [part for day in ("2025-02-01", "2025-03-01") for part in ("--due-date", day)]
    dated = run(*LOAN[:-1], "2", "--disbursed-on", "2025-01-01", *dates, "--format", "json")
    assert [row["due_on"] for row in json.loads(dated.stdout)["rows"]] == ["2025-02-01", "2025-03-01"]


def test_months_go_with_monthly_installments_only() -> None:
    assert run(*LOAN, "--frequency", "weekly").exit_code == 2
    assert run(*LOAN, "--n", "12").exit_code == 2


def test_a_refusal_names_the_field_and_fails() -> None:
    shown = run(*LOAN, "--principal", "sejuta")
    assert shown.exit_code == 1
    assert shown.stderr.startswith("principal: ")
    answered = run(*LOAN, "--round-interest", "bankers", "--format", "json")
    assert answered.exit_code == 1
    assert json.loads(answered.stdout)["field"] == "rounding.interest"


def test_the_table_shows_sums_and_the_method_in_words() -> None:
    shown = run(*LOAN, "--disbursed-on", "2026-01-31").stdout
    assert "28/02/2026" in shown
    assert "10.163.244" in shown
    assert "Bunga efektif setahun" in shown
    assert "bank yang menentukan" in shown


def test_excel_opens_and_its_sums_are_right(tmp_path: Path) -> None:
    file = tmp_path / "jadwal.xlsx"
    assert (
        run(
            *LOAN, "--months", "36", "--disbursed-on", "2026-01-31", "--format", "xlsx", "--output", str(file)
        ).exit_code
        == 0
    )
    lines = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    top = next(k for k, line in enumerate(lines) if line[0] == "Angsuran" and "Pokok" in line)
    rows, total = lines[top + 1 : top + 37], lines[top + 37]
    assert total[0] == "Jumlah"
    for name in ("Pokok", "Bunga", "Angsuran (Rp)"):
        place = lines[top].index(name)
        assert sum(int(str(row[place]).removesuffix(".0")) for row in rows) == total[place]
    assert total[lines[top].index("Pokok")] == 10_000_000
    assert rows[0][lines[top].index("Jatuh tempo")] == date(2026, 2, 28)


def test_the_printed_form_has_every_row_and_the_words() -> None:
    printed = CliRunner().invoke(schedule, [*LOAN, "--months", "36", "--disbursed-on", "2026-01-31", "--format", "pdf"])
    document = pypdf.PdfReader(io.BytesIO(printed.stdout_bytes))
    text = "\n".join(page.extract_text() for page in document.pages)
    assert "31/01/2029" in text
    assert "sepuluh juta rupiah" in text
    assert "bank yang menentukan" in text


def test_csv_has_plain_numbers() -> None:
    lines = run(*LOAN, "--format", "csv").stdout.splitlines()
    assert lines[0] == "Angsuran,Pokok,Bunga,Angsuran (Rp),Sisa pinjaman"
    assert lines[1] == "1,821937,25000,846937,9178063"


def _mixed_lines(count: int) -> list[tuple[object, bytes]]:
    chance = random.Random(3)
    spoil: list[dict[str, Any]] = [
        {"n": 0},
        {"method": "x"},
        {"annual_rate": 6},
        {"rounding": {"interest": 1}},
        {"zz": 1},
    ]
    lines: list[tuple[object, bytes]] = []
    for k in range(count):
        request = {"id": k} | random_request(chance, longest=14)
        kind = chance.random()
        if kind < 0.15:
            request |= chance.choice(spoil)
        lines.append((None, b"{not json") if kind > 0.95 else (k, json.dumps(request).encode()))
    return lines


def test_ten_thousand_mixed_requests_are_answered_in_order(tmp_path: Path) -> None:
    lines = _mixed_lines(10_000)
    file = tmp_path / "requests.jsonl"
    file.write_bytes(b"\n\n".join(line for _, line in lines) + b"\r\n   \n")
    answered = run("--batch", str(file))
    assert answered.exit_code == 0
    answers = [json.loads(line) for line in answered.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [identity for identity, _ in lines]
    good = [answer for answer in answers if "rows" in answer]
    bad = [answer for answer in answers if "error" in answer]
    assert len(good) > 4_000
    assert len(bad) > 2_000
    for answer in good:
        assert sum(row["principal"] for row in answer["rows"]) == answer["conventions"]["principal"]
        assert sum(row["interest"] for row in answer["rows"]) == answer["total_interest"]
        assert answer["rows"][-1]["balance"] == 0


def test_the_batch_runs_by_itself_and_skips_lines_too_long_to_hold() -> None:
    code = "from harkat.loans.commands import schedule; schedule()"
    lines = b'{"id": "' + b"x" * (9 * 2**20) + b'"}\n' + b'{"id": 2}'
    ran = subprocess.run([sys.executable, "-c", code, "--batch", "-"], input=lines, capture_output=True, check=True)
    first, second = (json.loads(line) for line in ran.stdout.splitlines())
    assert first["field"] is None
    assert second == {"id": 2, "error": second["error"], "field": "method"}


def test_a_batch_takes_no_other_options_and_no_missing_file() -> None:
    assert run("--batch", "-", "--method", "flat", standard_input=b"").exit_code == 2
    missing = run("--batch", "/nowhere/at/all")
    assert missing.exit_code == 1
    assert "tidak dapat dibaca" in missing.stderr
