"""Framed pages such as certificates, set by typst from plain values that never become its source."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import typst

from core.documents.qr import qr_svg
from core.honesty.promise import promise


@dataclass(frozen=True, slots=True)
class FramedPage:
    """One framed page: its words from top to bottom, the address its QR code leads to, and who signs."""

    office: str
    title: str
    number: str
    lead: str
    holder: str
    deed: str
    subject: str
    details: str
    address: str
    place_and_day: str
    signed_by: str = ""
    stamp: str = ""
    """A word printed across the page, for what must not be taken as valid."""
    answer_code: str = ""
    """The code by which the holder answers whether anybody asked for money."""


def framed_to_pdf(pages: Sequence[FramedPage]) -> bytes:
    """Set framed pages on landscape A4 as one tagged PDF."""
    return bytes(typst.compile(_layout(), format="pdf", ignore_system_fonts=True, sys_inputs=_inputs(pages)))


def framed_to_picture(page: FramedPage, *, dots_an_inch: int = 144) -> bytes:
    """Set one framed page as a PNG picture, as somebody would photograph it."""
    made = typst.compile(
        _layout(), format="png", ppi=dots_an_inch, ignore_system_fonts=True, sys_inputs=_inputs([page])
    )
    return bytes(made)


def _layout() -> bytes:
    return files("core.documents.layouts").joinpath("framed.typ").read_bytes()


def _inputs(pages: Sequence[FramedPage]) -> dict[str, str]:
    plain = [
        {name: getattr(page, name) for name in FramedPage.__slots__}
        | {"qr": qr_svg(page.address), "promise": promise(page.answer_code)}
        for page in pages
    ]
    return {"pages": json.dumps(plain)}
