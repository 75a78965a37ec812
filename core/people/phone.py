"""Phone numbers as people write them, kept as digits that begin with 0."""

from core.errors import DomainError


class PhoneText(DomainError):
    """Text that is not an Indonesian phone number."""


def parse_phone(text: str) -> str:
    """Return a number typed any common way (``+62 812-…``, ``0812…``, ``(0741) …``) as ``081234567890``.

    :raises PhoneText: saying what is wrong with it
    """
    from lokal.phone import parse_phone as read  # its region data is heavy, and only forms need it

    found = read(text)
    if found.e164 is None:
        reason = found.errors[0].message if found.errors else "Nomor tidak dikenal."
        raise PhoneText(f"{reason} Contoh nomor HP: 0812-3456-7890.", field="phone")
    return "0" + found.e164.removeprefix("+62")


def format_phone(phone: str) -> str:
    """Write a kept number in groups that can be read aloud: ``0812-3456-7890``."""
    return "-".join(part for part in (phone[:4], phone[4:8], phone[8:]) if part)
