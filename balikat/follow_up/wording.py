"""The message that asks somebody to answer, ready to be sent by hand."""

from urllib.parse import quote

from balikat.follow_up.kinds import FollowUpReason


def message(name: str, reason: FollowUpReason, months: int, address: str, *, days: int) -> str:
    """Write the message; it names no course, no number and no money."""
    finished = "menyelesaikan pelatihan" if reason is FollowUpReason.TRAINING else "lulus inkubasi"
    first = name.split()[0].title() if name.split() else ""
    return (
        f"Halo {first}, kami dari BALIKAT Kota Jambi. Sudah {months} bulan sejak Anda {finished}. "
        f"Mohon jawab tiga pertanyaan singkat tentang usaha Anda: {address} (berlaku {days} hari). "
        "Gratis, tanpa perlu masuk. Terima kasih."
    )


def whatsapp_address(phone: str, text: str) -> str:
    """Return the address that opens WhatsApp with a message filled in.

    :param phone: digits that begin with 0
    """
    return f"https://wa.me/62{phone.removeprefix('0')}?text={quote(text)}"
