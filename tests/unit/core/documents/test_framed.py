"""Framed pages: one a holder, words as plain words, and a QR code that leads to the address."""

import io
import re

import pytest
import segno
from pypdf import PdfReader

from core.documents.framed import FramedPage, framed_to_pdf
from core.documents.qr import qr_address, qr_svg

ADDRESS = "https://contoh.example/bukti/SNXxP9CnYG1D"


def framed(holder: str = "Siti Rahayu", stamp: str = "") -> FramedPage:
    return FramedPage(
        office="Kantor Uji",
        title="Sertifikat",
        number="BLK-2026-00001",
        lead="diberikan kepada",
        holder=holder,
        deed="yang telah menyelesaikan pelatihan",
        subject="Pembukuan usaha",
        details="Angkatan 1",
        address=ADDRESS,
        place_and_day="Kota Jambi, 22 November 2026",
        stamp=stamp,
    )


def words(content: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(io.BytesIO(content)).pages]


def test_each_holder_has_a_page() -> None:
    pages = words(framed_to_pdf([framed("Siti Rahayu"), framed("Budi Santoso")]))
    assert ["Siti Rahayu" in pages[0], "Budi Santoso" in pages[1]] == [True, True]
    assert len(pages) == 2
    assert "BLK-2026-00001" in pages[0]
    assert ADDRESS in pages[0].replace(" ", "")


@pytest.mark.parametrize("holder", ['#panic("x")', "*Siti* $1$", "@nama <label> [x]", 'O\'Neil "Ana" \\'])
def test_a_name_is_never_source(holder: str) -> None:
    assert holder.split()[0] in words(framed_to_pdf([framed(holder)]))[0]


def test_a_revoked_page_is_stamped() -> None:
    assert "DICABUT" in words(framed_to_pdf([framed(stamp="DICABUT")]))[0]


def test_the_code_is_that_of_the_address() -> None:
    code = segno.make(ADDRESS, error="q", micro=False)
    side = code.symbol_size(border=2)[0]
    assert f'viewBox="0 0 {side} {side}"' in qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "x")
    assert qr_address(ADDRESS).startswith("data:image/svg+xml")
