"""Claim: no file ends the run, and none that is only partly read is called clean.

Attack: the samples with bytes flipped, cut, doubled and spliced; rows of arbitrary text; arbitrary JSON; amounts in
every style; arbitrary schedules of payments.
"""

import json
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import DomainError
from core.files.opening import OpenedFile, open_file
from scoring.screening.amounts import read_amount
from scoring.screening.commands import packaged_caps, packaged_registry
from scoring.screening.days import read_day, read_period
from scoring.screening.evidence import read_evidence, screen_evidence
from scoring.screening.holders import same_person
from scoring.screening.informal import solve_rate
from scoring.screening.informal_cases import answer_case
from scoring.screening.normalising import plain_text
from scoring.screening.screening import Screening
from scoring.screening.statements import read_statement

SAMPLES = [path.read_bytes() for path in sorted(Path("tests/samples").rglob("*")) if path.suffix in (".csv", ".txt")]
TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "Tanggal",
        "Keterangan",
        "Debet",
        "Kredit",
        "Saldo",
        "01/08/2026",
        "'05/09",
        "1.000,00",
        "1,000.00 DB",
        "-Rp5.000",
        "PEND",
    ]
)


def screen(opened: OpenedFile) -> Screening | None:
    try:
        return screen_evidence(read_evidence([opened]), packaged_registry(), nik="1571022605949039", name="M Ridwan")
    except DomainError:
        return None


def never_clean_when_partly_read(screening: Screening | None) -> None:
    if screening is not None and screening.complete is False:
        assert screening.flagged is not False


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_damaged_samples_are_answered(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(len(content) - 1, 0)))
        match data.draw(st.sampled_from(["flip", "cut", "double", "splice"])):
            case "flip" if content:
                content[place] = data.draw(st.integers(0, 255))
            case "cut":
                del content[place:]
            case "double":
                content[place:place] = content[place : place + 200]
            case _:
                content[place:place] = data.draw(st.binary(max_size=40))
    try:
        opened = open_file("x", bytes(content))
    except DomainError:
        return
    never_clean_when_partly_read(screen(opened))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=8).map(tuple), max_size=12))
def test_any_rows_are_read_or_refused(rows: list[tuple[str, ...]]) -> None:
    statement = read_statement(list(enumerate(rows, start=1)))
    if statement is not None:
        numbers = {number for number, _ in enumerate(rows, start=1)}
        assert {line.number for line in statement.lines} <= numbers
        assert all(line.sen for line in statement.lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KEYS = [
    "header",
    "individual",
    "fasilitas",
    "kreditPembiayan",
    "ljkKet",
    "bakiDebet",
    "kondisi",
    "noIdentitas",
    "totalBagian",
]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON | st.dictionaries(st.sampled_from(KEYS), JSON), max_size=6))
def test_any_json_is_read_or_refused(value: dict[str, object]) -> None:
    never_clean_when_partly_read(screen(OpenedFile("x", json_value=value)))
    never_clean_when_partly_read(screen(OpenedFile("x", json_value={"header": {}, "individual": value})))


@given(st.integers(0, 10**13), st.integers(0, 99))
def test_an_amount_reads_the_same_in_every_style(rupiah: int, sen: int) -> None:
    grouped = f"{rupiah:,}"
    indonesian = grouped.replace(",", ".")
    for text in (
        f"{grouped}.{sen:02d}",
        f"{indonesian},{sen:02d}",
        f"{rupiah}.{sen:02d}",
        f"Rp {indonesian},{sen:02d}",
    ):
        amount = read_amount(text)
        assert amount is not None
        assert amount.sen == rupiah * 100 + sen


@given(st.text(max_size=60))
def test_readers_of_text_never_fail(text: str) -> None:
    read_amount(text)
    read_day(text)
    read_period(text)
    same_person(text, "Muhammad Ridwan")
    plain = plain_text(text)
    assert "".join(plain.words) == plain.letters
    packaged_registry().search(text)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=60).filter(any))
def test_a_solved_rate_makes_payments_worth_what_was_received(received: int, payments: list[int]) -> None:
    rate = solve_rate(Fraction(received), [Fraction(payment) for payment in payments])
    assert rate > -1
    if -0.9 < rate < 100:
        worth = sum(payment / (1 + rate) ** turn for turn, payment in enumerate(payments, start=1))
        assert abs(worth - received) <= 1e-6 * received


CASE = st.dictionaries(
    st.sampled_from(
        ["id", "received", "instalment", "count", "period", "lender_type", "principal", "date", "schedule", "balloon"]
    ),
    JSON | st.floats() | st.sampled_from(["day", "week", "month", "person", "licensed_p2p", "2026-08-01"]),
)


@settings(max_examples=200, deadline=None)
@given(CASE)
def test_any_case_gets_an_answer_that_is_json(case: dict[str, object]) -> None:
    answer = answer_case(case, packaged_caps())
    json.dumps(answer, allow_nan=False)
    assert ("class" in answer) != ("error" in answer)
