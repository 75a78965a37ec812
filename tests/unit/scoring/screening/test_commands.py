"""The screen command: the samples exactly, batches in order, hostile files answered."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scoring.screening.commands import screen

SAMPLES = Path("tests/samples")
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def run(*arguments: str, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(screen, list(arguments), input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def batch(*requests: object) -> list[dict[str, object]]:
    rows = "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in requests)
    return [json.loads(row) for row in run("--batch", "-", stdin=rows).output.splitlines()]


def check(answer: dict[str, object], expected: dict[str, object]) -> None:
    assert answer["error"] is None
    assert answer["flagged"] is {"yes": True, "no": False}[str(expected["flag"])]
    found = answer["findings"]
    wanted = expected["findings"]
    assert isinstance(found, list)
    assert isinstance(wanted, list)
    assert len(found) == len(wanted)
    for finding, truth in zip(found, wanted, strict=True):
        assert finding["lender"] in truth["aliases"]
        assert finding["kind"] in truth["kinds_accepted"]
        assert finding["evidence"] == truth.get("evidence_lines", truth.get("evidence_paths"))
        assert finding["active"] is truth["active"]
        assert finding["outstanding"] == truth["outstanding"]


@pytest.mark.parametrize("name", sorted(EXPECTED["statements"]))
def test_sample_statements(name: str) -> None:
    truth = EXPECTED["statements"][name]
    (answer,) = batch({"id": name, "files": [str(SAMPLES / name)], "name": truth["account_holder"]})
    check(answer, truth)
    assert answer["complete"] is True
    assert answer["identity_match"] in (True, None)


@pytest.mark.parametrize("name", sorted(EXPECTED["ideb"]))
def test_sample_idebs(name: str) -> None:
    truth = EXPECTED["ideb"][name]
    files = [str(SAMPLES / file) for file in truth["files"]]
    (answer,) = batch({"id": name, "files": files, "nik": truth["applicant"]["nik"]})
    check(answer, truth)
    assert (answer["complete"], answer["identity_match"]) == (truth["complete"], truth["identity_match"])


def test_sample_informal_debts() -> None:
    answers = json.loads(run("--informal", str(SAMPLES / "informal/cases.json")).output)
    for answer in answers:
        truth = EXPECTED["informal"][answer["id"]]
        for field in ("nominal_monthly_pct", "nominal_annual_pct", "effective_annual_pct", "class"):
            assert answer[field] == truth[field]


def test_a_batch_answers_every_row_in_order_whatever_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep.txt").write_text("[" * 10_000 + "]" * 10_000)
    (tmp_path / "cut.txt").write_text('{"header": {}, "individual": {"fasilitas": {"kreditPembiayan": [{"ljk')
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "big.txt").write_bytes(b'{"individual": "' + b"a" * 11_000_000 + b'"}')
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 50)
    names = ["deep.txt", "cut.txt", "empty.csv", "big.txt", "noise.bin", "missing.csv"]
    requests = [{"id": name, "files": [str(tmp_path / name)]} for name in names]
    answers = batch("bukan json", *requests, {"id": "tanpa"}, {"id": "nol", "files": ["a\0b"]}, "[1]")
    assert [answer["id"] for answer in answers] == [None, *names, "tanpa", "nol", None]
    for answer in answers:
        assert answer["error"]
        assert (answer["flagged"], answer["findings"]) == (None, [])
    assert {answer["id"]: answer["kind"] for answer in answers}["cut.txt"] == "ideb"


def test_another_persons_ideb_tells_nothing() -> None:
    path = str(SAMPLES / "ideb/d1/KTP_1571022605949039.txt")
    (answer,) = batch({"id": 1, "files": [path], "nik": "1571031002879098"})
    assert (answer["flagged"], answer["identity_match"], answer["findings"], answer["error"]) == (None, False, [], None)


def test_a_part_that_is_broken_leaves_the_others_incomplete(tmp_path: Path) -> None:
    broken = tmp_path / "bagian2.txt"
    broken.write_text('{"header": {"totalBagian": "2"')
    path = str(SAMPLES / "ideb/d3/KTP_1571045208869032.txt")
    (answer,) = batch({"id": 1, "files": [path, str(broken)], "nik": "1571045208869032"})
    assert (answer["flagged"], answer["complete"], answer["error"]) == (True, False, None)
    findings = answer["findings"]
    assert isinstance(findings, list)
    assert findings[0]["evidence"] == ["KTP_1571045208869032.txt:individual.fasilitas.kreditPembiayan[0]"]


def test_table_and_json_for_people() -> None:
    path = str(SAMPLES / "statements/d01.csv")
    table = run(path, "--name", "Muhammad Ridwan").output
    assert "RupiahCepat" in table
    assert "Perlu ditanyakan: ya" in table
    shown = json.loads(run(path, "--format", "json").output)
    assert shown["kind"] == "statement"


def test_a_file_that_cannot_be_read_ends_with_one_alone_and_never_in_a_batch(tmp_path: Path) -> None:
    broken = tmp_path / "rusak.txt"
    broken.write_text('{"header": {"totalBagian": "1"')
    for form in ("table", "json"):
        assert run(str(broken), "--format", form).exit_code == 1
        assert run(str(broken), str(next((SAMPLES / "statements").iterdir())), "--format", form).exit_code == 0
    row = json.dumps({"id": 1, "files": [str(broken)]})
    assert run("--batch", "-", stdin=row).exit_code == 0


def test_nothing_to_read_is_a_usage_error() -> None:
    assert run().exit_code == 2
    assert run("--informal", "tidak-ada.json").exit_code == 1
    assert run("--batch", "tidak-ada.jsonl").exit_code == 1


def test_an_informal_file_that_is_no_list(tmp_path: Path) -> None:
    for content in ("{", "5", '"x"'):
        path = tmp_path / "utang.json"
        path.write_text(content)
        assert run("--informal", str(path)).exit_code == 1


def test_the_command_needs_neither_app_nor_database() -> None:
    program = (
        "import sys; import scoring.screening.commands; print([m for m in ('flask','sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
