import io

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

ASKED = "/simulasi?jumlah=10.000.000&bulan=12&angsuran=monthly"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_anybody_sees_the_form_with_an_example(client: FlaskClient) -> None:
    answer = client.get("/simulasi")
    assert answer.status_code == 200
    assert 'value="5.000.000"' in answer.text
    assert "Tiga cara menghitung" not in answer.text


def test_three_methods_stand_side_by_side(client: FlaskClient) -> None:
    answer = client.get(ASKED)
    assert answer.status_code == 200
    for amount in ("Rp846.937", "Rp858.333", "Rp163.244", "Rp300.000", "Rp162.500", "5,49%", "3,00%"):
        assert amount in answer.text
    assert "bank yang menentukan" in answer.text


def test_weekly_installments_are_counted_in_weeks(client: FlaskClient) -> None:
    answer = client.get("/simulasi?jumlah=5000000&bulan=6&angsuran=weekly&metode=flat")
    assert "26 angsuran, setiap minggu" in answer.text
    assert "Bunga dihitung dari pinjaman awal" in answer.text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/simulasi?jumlah=1 juta&bulan=12&angsuran=monthly", "Tulis angka lengkap"),
        ("/simulasi?jumlah=5000000&bulan=lama&angsuran=monthly", "harus berupa angka bulat"),
        ("/simulasi?jumlah=5000000&bulan=0&angsuran=monthly", "harus antara"),
        ("/simulasi?jumlah=99000000000&bulan=12&angsuran=monthly", "paling banyak"),
        ("/simulasi?jumlah=5000000&bulan=12&angsuran=kadang", "Pilih jarak angsuran"),
        ("/simulasi?jumlah=5000000", "Isi lama pinjaman"),
    ],
)
def test_a_wrong_wish_is_explained_and_kept(client: FlaskClient, address: str, message: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert message in answer.text
    assert "Tiga cara menghitung" not in answer.text


def test_the_files_and_the_picture_hold_the_same_schedule(client: FlaskClient) -> None:
    question = ASKED.partition("?")[2]
    pdf = client.get(f"/simulasi/jadwal.pdf?{question}")
    text = pypdf.PdfReader(io.BytesIO(pdf.data)).pages[0].extract_text()
    assert "846.937" in text
    assert "sepuluh juta rupiah" in text
    assert client.get(f"/simulasi/jadwal.xlsx?{question}").data.startswith(b"PK")
    table = client.get(f"/simulasi/jadwal.csv?{question}")
    assert table.text.splitlines()[1].endswith("821937,25000,846937,9178063")
    drawn = client.get(f"/simulasi/gambar.svg?{question}")
    assert drawn.mimetype == "image/svg+xml"
    assert "Pokok" in drawn.text
    assert " style=" not in drawn.text


@pytest.mark.parametrize("address", ["/simulasi/jadwal.pdf", "/simulasi/gambar.svg?jumlah=x", "/simulasi/jadwal.exe"])
def test_there_is_no_file_of_no_wish(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
