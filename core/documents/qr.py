"""QR codes of addresses, as pictures for a page and for a printed sheet."""

import io

import segno

BORDER = 2


def qr_svg(text: str) -> str:
    """Draw a QR code as an SVG picture that scales; a quarter of it may be damaged and it still reads."""
    picture = io.BytesIO()
    segno.make(text, error="q", micro=False).save(picture, kind="svg", border=BORDER, omitsize=True, xmldecl=False)
    return picture.getvalue().decode()


def qr_address(text: str) -> str:
    """Return a QR code as a ``data:`` address for an ``img``."""
    return str(segno.make(text, error="q", micro=False).svg_data_uri(border=BORDER, omitsize=True))
