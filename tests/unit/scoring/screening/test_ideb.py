"""iDeb reports: parts, spellings, settled and written-off debts, the person's number, numbers without sense."""

import copy
import json
from pathlib import Path

import pytest

from scoring.screening.ideb import IdebReport, NamedJson, read_ideb, same_number
from scoring.screening.ideb_debts import find_ideb_debts
from scoring.screening.matching import LenderRegistry
from scoring.screening.screening import screen_ideb

SAMPLE = json.loads(Path("tests/samples/ideb/d1/KTP_1571022605949039.txt").read_text(encoding="utf-8-sig"))
NIK = "1571022605949039"


def with_facilities(*facilities: dict[str, str], **header: str) -> dict[str, object]:
    value = copy.deepcopy(SAMPLE)
    base = value["individual"]["fasilitas"]["kreditPembiayan"][0]
    value["individual"]["fasilitas"]["kreditPembiayan"] = [{**base, **facility} for facility in facilities]
    value["header"].update(header)
    return dict(value)


def report_of(*values: object) -> IdebReport:
    report = read_ideb([NamedJson(f"bagian{number}.txt", value) for number, value in enumerate(values, start=1)])
    assert report is not None
    return report


def test_every_field_the_page_shows() -> None:
    facility = report_of(SAMPLE).facilities[0]
    assert (facility.reporter, facility.outstanding, facility.limit) == (
        "PT Kuaikuai Tech Indonesia",
        1_260_000,
        2_000_000,
    )
    assert (facility.quality, facility.days_late, facility.principal_late) == (2, 22, 500_000)
    assert [(month.month, month.quality) for month in facility.history] == [("202609", 2), ("202608", 1), ("202607", 1)]
    assert facility.path == "individual.fasilitas.kreditPembiayan[0]"
    assert facility.worst_quality == 2


def test_individual_as_a_list_and_the_right_spelling_keep_their_paths() -> None:
    value = copy.deepcopy(SAMPLE)
    value["individual"]["fasilitas"]["kreditPembiayaan"] = value["individual"]["fasilitas"].pop("kreditPembiayan")
    value["individual"] = [value["individual"]]
    paths = [facility.path for facility in report_of(value).facilities]
    assert paths == [f"individual[0].fasilitas.kreditPembiayaan[{index}]" for index in range(2)]


@pytest.mark.parametrize(
    ("condition", "active", "flagged"),
    [("00", True, True), ("02", False, False), ("12", False, False), ("03", None, True), ("08", None, False)],
)
def test_what_is_active_and_what_flags(
    condition: str, *, active: bool | None, flagged: bool, registry: LenderRegistry
) -> None:
    screening = screen_ideb(report_of(with_facilities({"kondisi": condition})), registry, nik=NIK)
    assert screening.findings[0].active is active
    assert screening.flagged is flagged


def test_a_written_off_debt_of_zero_owes_its_arrears(registry: LenderRegistry) -> None:
    facility = {
        "kondisi": "03",
        "bakiDebet": "0",
        "tunggakanPokok": "700000",
        "tunggakanBunga": "50000",
        "denda": "1000",
    }
    (finding,) = find_ideb_debts(report_of(with_facilities(facility)), registry)
    assert (finding.outstanding, finding.written_off) == (751_000, True)


def test_bank_credit_written_off_never_flags(registry: LenderRegistry) -> None:
    value = with_facilities(
        {"ljk": "002", "ljkKet": "PT Bank Rakyat Indonesia (Persero) Tbk", "kondisi": "03", "kualitas": "5"}
    )
    screening = screen_ideb(report_of(value), registry, nik=NIK)
    assert (screening.flagged, screening.findings[0].quality) == (False, 5)


def test_facilities_of_one_lender_are_summed_with_all_paths(registry: LenderRegistry) -> None:
    value = with_facilities({"bakiDebet": "100"}, {"bakiDebet": "250", "kondisi": "02"})
    (finding,) = find_ideb_debts(report_of(value), registry)
    assert (finding.outstanding, finding.active) == (350, True)
    assert [item.place for item in finding.evidence] == [
        "individual.fasilitas.kreditPembiayan[0]",
        "individual.fasilitas.kreditPembiayan[1]",
    ]


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("PT BPR Artha Mulia", "600123", "bank"),
        ("PT Adira Dinamika Multi Finance Tbk", "251234", "bank"),
        ("PT Commerce Finance", "252670", "paylater"),
        ("PT Kredivo Finance Indonesia d/h FinAccel Finance Indonesia", "251670", "paylater"),
        ("PT Permodalan Nasional Madani (Persero)", "900001", "microfinance"),
        ("PT Pegadaian", "900002", "microfinance"),
        ("Koperasi Simpan Pinjam Maju", "900003", "microfinance"),
        ("PT Pinjam Baru Teknologi Finansial", "812345", "pinjol_licensed"),
        ("PT Bank Jago Tbk", "542", "bank"),
    ],
)
def test_who_the_lender_is(name: str, code: str, kind: str, registry: LenderRegistry) -> None:
    (finding,) = find_ideb_debts(report_of(with_facilities({"ljk": code, "ljkKet": name})), registry)
    assert finding.kind.value == kind


def test_parts_together_are_complete_and_prefixed() -> None:
    first = with_facilities({"bakiDebet": "10"}, totalBagian="2", nomorBagian="1")
    second = with_facilities({"bakiDebet": "20"}, totalBagian="2", nomorBagian="2")
    report = report_of(second, first)
    assert (report.complete, report.total_outstanding) == (True, 30)
    assert report.facilities[0].path == "bagian1.txt:individual.fasilitas.kreditPembiayan[0]"


def test_a_missing_part_is_named_and_nothing_is_summed(registry: LenderRegistry) -> None:
    report = report_of(with_facilities({"kondisi": "02"}, totalBagian="3", nomorBagian="2"))
    assert (report.complete, report.missing_parts, report.total_outstanding) == (False, (1, 3), None)
    assert screen_ideb(report, registry, nik=NIK).flagged is None


def test_one_part_given_twice_counts_once() -> None:
    part = with_facilities({"bakiDebet": "10"})
    assert report_of(part, part).total_outstanding == 10


def test_a_part_that_could_not_be_read_makes_it_incomplete() -> None:
    assert report_of(SAMPLE, None).complete is False


def test_the_number_inside_decides(registry: LenderRegistry) -> None:
    report = report_of(SAMPLE)
    assert same_number(report, NIK) is True
    assert same_number(report, "1571022605949038") is False
    assert same_number(report, None) is None
    other = screen_ideb(report, registry, nik="1571022605949038")
    assert (other.flagged, other.identity_match, other.findings) == (None, False, ())


@pytest.mark.parametrize("amount", ["9" * 400, "abc", "", "1e400", "-"])
def test_amounts_without_sense_are_unknown(amount: str) -> None:
    assert report_of(with_facilities({"bakiDebet": amount})).facilities[0].outstanding is None


@pytest.mark.parametrize("value", [None, [], {}, {"a": 1}, [1, 2], "x"])
def test_other_json_is_no_ideb(value: object) -> None:
    assert read_ideb([NamedJson("x", value)]) is None


def test_a_damaged_list_of_facilities_is_not_complete(registry: LenderRegistry) -> None:
    value = copy.deepcopy(SAMPLE)
    value["individual"]["fasilitas"]["kreditPembiayan"] = ["rusak", 5]
    screening = screen_ideb(report_of(value), registry, nik=NIK)
    assert (screening.complete, screening.flagged) == (False, None)
