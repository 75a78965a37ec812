"""The economics department's pages through the client, each with the roles that may enter."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from core.auth.roles import Role
from core.db import db, transaction
from core.web.access import allowed
from harkat.applications.states import State, StopReason
from harkat.facility.ceilings import service as ceilings
from scoring.screening.kinds import FlagReason
from scoring.status import Readiness
from tests import books, factories
from tests import factories_reports as make
from tests.conftest import Login

PAGES = (
    "/laporan/rincian",
    "/laporan/mutu",
    "/laporan",
    "/laporan/perjalanan",
    "/laporan/orang/registered",
    "/laporan/permohonan/disbursed",
)
FILES = ("/laporan/serapan.xlsx", "/laporan/serapan.pdf", "/laporan/bank.csv", "/laporan/alasan.csv")
SECRET_NAME = "Zubaidah Rahasiawati"
TODAY = date(2026, 11, 20)

WAY = (
    State.DRAFT,
    State.SUBMITTED,
    State.VERIFIED,
    State.RECOMMENDED,
    State.AT_BANK,
    State.APPROVED,
    State.ACCEPTED,
    State.CONTRACTED,
    State.DISBURSED,
)


def steps(last: State, start: date = date(2026, 8, 3)) -> dict[State, date]:
    return {state: start + timedelta(days=3 * place) for place, state in enumerate(WAY[: WAY.index(last) + 1])}


@pytest.fixture
def city(app: Flask) -> Flask:
    """One loan of Rp4 million less change, one refused, one held by pinjol, eight by rentenir, six without papers."""
    with app.app_context(), transaction():
        ceilings.seed_ceiling_facts(now=make.noon(TODAY))
        bank = books.open_bank(ceiling=60_000_000_000)
        books.open_bank("Bank Uji Dua", ceiling=50_000_000_000)
        borrower = factories.make_person(SECRET_NAME, registered_at=make.noon(date(2026, 7, 1)))
        make.bring_papers(borrower, make.PAPERS_ALONE, date(2026, 7, 10))
        make.complete_course(borrower, date(2026, 7, 20))
        make.interview(borrower, date(2026, 7, 22))
        make.assess(borrower, Readiness.READY, date(2026, 7, 25))
        paid = make.apply(borrower, [borrower], bank_id=bank.id, steps=steps(State.DISBURSED))
        make.pay_out(paid, [borrower], date(2026, 8, 27))
        refused = factories.make_person(f"{SECRET_NAME} Dua", registered_at=make.noon(date(2026, 7, 2)))
        make.apply(
            refused,
            [refused],
            bank_id=bank.id,
            steps={**steps(State.AT_BANK), State.REFUSED: date(2026, 9, 1)},
            stop_reason=StopReason.BUSINESS_NOT_FOUND,
        )
        trapped = factories.make_person(f"{SECRET_NAME} Tiga", registered_at=make.noon(date(2026, 7, 3)))
        make.bring_papers(trapped, make.PAPERS_ALONE, date(2026, 7, 10))
        make.complete_course(trapped, date(2026, 7, 10))
        make.raise_flag(trapped, FlagReason.ILLEGAL_PINJOL, date(2026, 7, 11))
        for place in range(8):
            person = factories.make_person(f"{SECRET_NAME} R{place}", registered_at=make.noon(date(2026, 7, 4)))
            make.bring_papers(person, make.PAPERS_ALONE, date(2026, 7, 10))
            make.complete_course(person, date(2026, 7, 10))
            make.raise_flag(person, FlagReason.RENTENIR, date(2026, 7, 11))
        for place in range(6):
            factories.make_person(f"{SECRET_NAME} {place}", registered_at=make.noon(date(2026, 7, 4)))
    with app.app_context():
        db.session.remove()
    return app


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_only_economics_head_and_auditor_enter(city: Flask, login: Login) -> None:
    for role in set(Role) - {Role.SYSTEM}:
        may = role in (Role.ECONOMICS, Role.HEAD, Role.AUDITOR)
        browser = login(role)
        for address in PAGES:
            assert browser.get(address).status_code == (200 if may else 403), (role, address)


def test_nobody_enters_unasked(city: Flask, client: FlaskClient) -> None:
    for address in (*PAGES, *FILES):
        assert client.get(address).status_code == 302


def test_the_front_page_says_how_much_and_does_not_call_it_paid_before_it_is(city: Flask, login: Login) -> None:
    words = text_of(login("economics").get("/laporan").text)
    assert "Plafon program Rp110.000.000.000" in words
    assert "Dicairkan Rp3.999.998" in words
    assert "Serapan 0,004%" in words, "not 0,00%"
    assert "Juga dilaporkan Rp111.400.000.000" in words
    assert "Data bank per tanggal 27 Agustus 2026; belum dilaporkan: Bank Uji Dua" in words
    assert "disalurkan" not in words.replace("dapat disalurkan lagi", "").replace(
        "bukan dana yang sudah disalurkan", ""
    )
    assert "Pasir Putih" not in words
    assert "Jambi Selatan 0 0 0 0 Rp0" in words, "a kecamatan where nothing happened is there too"
    assert "Telanaipura 17 nomor di Telanaipura kurang dari 5 2" in words


def test_a_bank_that_never_reported_has_no_zero(city: Flask, login: Login) -> None:
    page = login("economics").get("/laporan").text
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.S) if "Bank Uji Dua" in row)
    assert "belum dilaporkan" in row
    assert "Rp50.000.000.000" in row
    assert "Rp0" not in row


def test_before_any_report_nothing_is_called_zero(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        books.open_bank(ceiling=1_000_000_000)
    words = text_of(login("economics").get("/laporan").text)
    assert "Data bank belum dilaporkan" in words
    assert "Dicairkan belum dilaporkan" in words
    assert "Serapan belum dilaporkan" in words
    assert "Besar dana program belum dicatat" in words
    assert "“Belum dilaporkan” bukan nol" in words
    before = text_of(login("economics").get("/laporan?tanggal=01/01/2020").text)
    assert "Plafon program belum dicatat" in before, "before any letter there is no ceiling of Rp0"


def test_the_way_counts_every_step_and_every_reason(city: Flask, login: Login) -> None:
    words = text_of(login("economics").get("/laporan/perjalanan").text)
    assert "Terdaftar 17 nomor orang 100,00% wajib" in words
    assert "Mengajukan permohonan 2 nomor orang 11,76% wajib" in words
    assert "Rp8.000.000" in words, "both asked for four million"
    assert "Dicairkan 1 nomor orang 5,88% wajib 0 0 1 nomor permohonan Rp3.999.998" in words
    assert "16 orang belum menerima dana" in words
    assert "Ditolak bank: usaha tidak ditemukan 1 nomor orang" in words
    assert "Masih terjerat rentenir ditutup" in words, "it protects the one held by pinjol"
    assert "Berkas belum lengkap 6 nomor orang" in words
    assert "Masih terjerat pinjol kurang dari 5" in words
    assert "Lulus inkubasi 0 0,00% tidak diminta 0" in words


def test_a_kecamatan_tells_debts_and_scores_together_and_a_wrong_question_says_so(city: Flask, login: Login) -> None:
    browser = login("economics")
    words = text_of(browser.get("/laporan/perjalanan?kecamatan=15.71.01").text)
    assert "di Telanaipura" in words
    assert "Berkas belum lengkap 6 nomor orang" in words
    assert "Utang, tunggakan, kemampuan bayar, atau skor (digabung) 9" in words
    assert "pinjol" not in words.split("Mengapa orang tertahan")[1]
    assert "0 orang di Jambi Selatan belum menerima" in text_of(
        browser.get("/laporan/perjalanan?kecamatan=15.71.02").text
    )
    alone = text_of(browser.get("/laporan/perjalanan?rute=perorangan").text)
    assert "Terdaftar 17 nomor orang" in alone
    assert "Terdaftar 0" in text_of(browser.get("/laporan/perjalanan?rute=kelompok").text)
    assert browser.get("/laporan/perjalanan?rute=terbang").status_code == 422
    unknown = browser.get("/laporan/perjalanan?kecamatan=%27&rute=")
    assert unknown.status_code == 422, "not the zeros of a kecamatan that is none"
    assert "Pilih kecamatan dari daftar" in unknown.text
    assert "Terdaftar 17 nomor orang" in text_of(unknown.text), "the whole city instead"


def test_figures_open_numbers_and_never_names(city: Flask, login: Login) -> None:
    browser = login("economics")
    page = browser.get("/laporan/tertahan/papers").text
    assert len(set(re.findall(r"HK-UJI-\d+", page))) == 6
    assert len(set(re.findall(r"HK-UJI-\d+", browser.get("/laporan/orang/registered").text))) == 17
    only = browser.get("/laporan/orang/registered?kecamatan=15.71.02").text
    assert "Tidak ada nomor yang cocok" in only
    assert "PM-UJI-" in browser.get("/laporan/permohonan/disbursed").text
    assert "PM-UJI-" not in browser.get("/laporan/permohonan/disbursed?tanggal=2026-08-01").text


CLOSED = (
    "/laporan/tertahan/pinjol",
    "/laporan/tertahan/rentenir",
    "/laporan/tertahan/arrears",
    "/laporan/tertahan/refused_slik",
    "/laporan/tertahan/unknown",
    "/laporan/orang/clear",
    "/laporan/orang/ready",
)
NOWHERE = ("/laporan/permohonan/trained", "/laporan/orang/lain", "/laporan/tertahan/lain")


def test_figures_about_debts_and_scores_open_no_list_for_anybody(city: Flask, login: Login) -> None:
    for role in ("economics", "head", "auditor"):
        browser = login(role)
        for address in (*CLOSED, *NOWHERE):
            assert browser.get(address).status_code == 404, (role, address)


def test_a_count_that_protects_another_opens_no_list(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        held = factories.make_person("Tertahan", registered_at=make.noon(date(2026, 7, 3)))
        make.bring_papers(held, make.PAPERS_ALONE, date(2026, 7, 10))
        make.complete_course(held, date(2026, 7, 10))
        make.raise_flag(held, FlagReason.ILLEGAL_PINJOL, date(2026, 7, 11))
        for place in range(6):
            factories.make_person(f"Tanpa berkas {place}", registered_at=make.noon(date(2026, 7, 4)))
    browser = login("economics")
    assert "Berkas belum lengkap ditutup" in text_of(browser.get("/laporan/perjalanan").text)
    assert browser.get("/laporan/tertahan/papers").status_code == 404


def test_a_past_day_shows_what_was_true_then(city: Flask, login: Login) -> None:
    browser = login("economics")
    before = text_of(browser.get("/laporan?tanggal=26/08/2026").text)
    assert "per 26 Agustus 2026" in before
    assert "Rp3.999.998" not in before
    assert "Angka untuk tanggal lampau" in before
    after = text_of(browser.get("/laporan?tanggal=27/08/2026&dasar=known").text)
    assert "Dicairkan Rp3.999.998" in after
    assert "Seperti yang tercatat pada hari itu" in after
    assert "Terdaftar 0" in text_of(browser.get("/laporan/perjalanan?tanggal=2026-06-30").text)


def test_a_day_that_is_none_is_explained_and_kept(city: Flask, login: Login) -> None:
    browser = login("economics")
    for typed, words in (
        ("31/02/2026", "tidak ada di kalender"),
        ("1/1/2099", "belum tiba"),
        ("besok", "tanggal/bulan"),
    ):
        answer = browser.get("/laporan", query_string={"tanggal": typed})
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{typed}"' in answer.text
        assert browser.get("/laporan/serapan.xlsx", query_string={"tanggal": typed}).status_code == 422


def test_the_start_page_shows_the_five_figures(city: Flask, login: Login) -> None:
    for role in ("economics", "head"):
        words = text_of(login(role).get("/").text)
        assert "Serapan dana" in words
        assert "Dicairkan Rp3.999.998 0,004% dari plafon" in words
    assert "Serapan dana" not in text_of(login("officer").get("/").text)


def addresses(app: Flask) -> list[str]:
    """Return every address without a parameter, and the lists of the reports, that economics may enter."""
    with app.app_context():
        found = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.arguments
            if Role.ECONOMICS in (allowed(rule.endpoint) or ())
        ]
    lists = ["/laporan/orang/registered", "/laporan/tertahan/papers", "/laporan/permohonan/applied"]
    csv = [f"/laporan/{name}.csv" for name in ("serapan", "bank", "kecamatan", "bulan", "perjalanan", "alasan")]
    return ["/", *found, *lists, *csv]


def test_no_page_of_economics_shows_a_name_or_a_nik(city: Flask, login: Login) -> None:
    with city.app_context():
        from core.people.models import Person

        niks = [person.nik for person in db.session.query(Person)]
        db.session.remove()
    browser, seen = login("economics"), addresses(city)
    assert len(seen) > 10
    for address in seen:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        if answer.mimetype in ("text/html", "text/csv"):
            assert "Rahasiawati" not in answer.text, address
            assert "Peminjam" not in answer.text, address
            assert not [
                nik for nik in niks if nik and (nik in answer.text or nik[-4:] in re.findall(r"••(\d{4})", answer.text))
            ]


def test_economics_cannot_enter_a_person(city: Flask, login: Login) -> None:
    browser = login("economics")
    for address in ("/orang", "/orang/1", "/permohonan/1", "/pinjaman", "/pemeriksaan"):
        assert browser.get(address).status_code in (403, 404), address


def test_the_number_of_questions_does_not_grow_with_the_rows(city: Flask, login: Login) -> None:
    browser = login("economics")
    few = {address: questions(city, browser, address) for address in PAGES}
    with city.app_context(), transaction():
        for place in range(30):
            person = factories.make_person(f"Banyak {place}", registered_at=make.noon(date(2026, 7, 4)))
            make.bring_papers(person, make.PAPERS_ALONE, date(2026, 7, 10))
    assert {address: questions(city, browser, address) for address in PAGES} == few
    assert few.pop("/laporan/mutu") <= 80  # many figures, each its own question
    assert max(few.values()) <= 32


def questions(app: Flask, browser: FlaskClient, address: str) -> int:
    asked: list[str] = []

    def count(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(asked)
