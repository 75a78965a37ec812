"""Takes the other party's name out of a statement line, whichever bank wrote it."""

import re
from functools import lru_cache

from scoring.screening.normalising import split_plain
from scoring.screening.words import BOILERPLATE, NOTES

_BANK_NAMES = (
    r"(?:BANK\s+)?(?:CENTRAL ASIA|RAKYAT INDONESIA|NEGARA INDONESIA|SYARIAH INDONESIA|CIMB NIAGA|MANDIRI|"
    r"PERMATA|DANAMON|TABUNGAN NEGARA|"
    r"SEABANK INDONESIA|SEABANK|NEO COMMERCE|OCBC NISP|MUAMALAT|MEGA|PANIN|SINARMAS|JAGO|BTPN|BCA|BRI|BNI|BSI|"
    r"BTN|JAMBI)|BPD JAMBI|BANK 9 JAMBI"
)
_FORMS = tuple(
    (hint, re.compile(pattern, re.IGNORECASE))
    for hint, pattern in (
        ("ftfva/ws", r"FTFVA/WS\w+\s+\d+/(?P<name>[^-]+?)\s*(?:-|$)"),
        ("ftscy/ws", r"FTSCY/WS\w+\s*(?P<noted>.+)$"),
        (
            "transfer",
            r"BI-?FAST (?:CR|DB).*?TRANSFER\s+(?:DR|KE)\s+\d{3}\s+(?P<name>.+?)(?:\s+(?:MyBCA|KBI|m-BCA))?\s*$",
        ),
        ("kr otomatis", r"KR OTOMATIS (?:LLG|RTGS|SKN)-\s*(?:(?:" + _BANK_NAMES + r")\s+)?(?P<name>.+)$"),
        ("switching", r"SWITCHING (?:CR|DB).*?(?:TRANSFER\s+)?(?:DR|KE)\s+\d{3}\s+(?P<name>.+)$"),
        ("byr via", r"BYR VIA E-BANKING\s+\S+\s+(?:WSID\w+\s+)?(?P<name>.+?)\s*\d*$"),
        ("pembayaran briva", r"Pembayaran BRIVA ke\s+(?P<name>.+?)\s+-\s+"),
        (
            "transfer bi",
            r"Transfer BI-?Fast (?:ke|dari)\s+.+?\s+-\s+\d+\s+-\s+(?P<name>.+?)(?:\s+-\s+.*)?(?:\s+via BRImo)?$",
        ),
        ("via brimo", r"Transfer (?:Dari|Ke)\s+(?!BANK\b)(?P<name>.+?)(?:\s+-\s+.*?)?\s+via BRImo$"),
        ("inhousetrf", r"MCM InhouseTrf (?:KE|DARI|CS-CS (?:KE|DARI))\s+(?P<name>.+?)(?:\s+Transfer Fee)?$"),
        (
            "",
            (
                r"(?:PEMINDAHAN|TRANSFER) (?:KE|DARI)\s*\|?\s*(?:PEMINDAHAN (?:KE|DARI)\s+)?[\d\s|*Xx]*"
                r"(?:Sdr\.?i?|Bpk\.?|Ibu)?\s*(?P<name>[A-Za-z].+)$"
            ),
        ),
        (" - ", r"(?:BIFAST - )?T(?:RF|rf) (?:Dari|Ke) - (?:\d{3} - )?(?:Bank \w+ )?(?P<name>.+)$"),
        (
            "",
            (
                r"(?:PEMBAYARAN|BAYAR|BYR|PAYMENT) (?:VA|VIRTUAL ACCOUNT) (?:\d+\s*\|?\s*)?"
                r"(?P<name>[A-Za-z].*?)(?:\s+\d{2,}.*)?$"
            ),
        ),
        ("pembayaran qr", r"Pembayaran QR\s+ke\s+(?P<name>.+?)(?:\s+\d+)?$"),
        (" qris", r"(?:Pembayaran|Settlement) QRIS\s+(?P<name>.+)$"),
        ("pembayaran", r"Pembayaran (?!QR|BRIVA|VA\b)(?P<name>[A-Za-z][\w .&-]*?)(?:\s+\d+.*)?$"),
    )
)  # a form is tried only where its hint in small letters stands in the text, since most lines fit none
_DOORSTEP = re.compile(r"\bbank (?:keliling|emok|plecit|titil|thitil|cuil|harian)\b", re.IGNORECASE)
_NAME_AND_ACCOUNT = re.compile(r"^(?P<name>[A-Za-z][A-Za-z .'&-]{2,40}?)\s+\d{6,}$")
_MACHINE_PART = re.compile(r"\s+(?=NBMB [A-Z]|BFST\d|BRIVA\d|ESB:|QRIS\w*\d)")
_MACHINE_MARKS = ("NBMB ", "BFST", "BRIVA", "ESB:", "QRIS")  # one of them stands in whatever _MACHINE_PART parts
_MACHINE = re.compile(r"ESB:|^NBMB |^BFST|^BRIVA|^QRIS\w*\d")


@lru_cache(maxsize=8192)
def counterparty_of(texts: tuple[str, ...], holder: str = "") -> str:
    """Give the other party's name as printed, upper case, or an empty text when the line names nobody.

    :param texts: the line's texts; :param holder: the account holder, who is never the other party
    """
    parted = [part for text in texts for part in _part_machine(text)]
    readable = [text for text in parted if not _MACHINE.search(text)] or parted
    if len(texts) > 1:
        named = next((match for text in texts[1:] if (match := _NAME_AND_ACCOUNT.match(text))), None)
        if named and (found := _clean(named["name"], holder)):
            return found
    for text in reversed(readable):
        lowered = text.lower()
        for hint, form in _FORMS:
            match = form.search(text) if hint in lowered else None
            if match:
                name = match.groupdict().get("name")
                found = _clean(name if name else _after_note(match["noted"]), holder)
                if found:
                    return found
    for text in parted:
        match = re.match(r"NBMB (.{2,40}?) TO (.{2,40}?)\s*(?:ESB:|$)", text)
        if match:
            ends = [_clean(part, holder) for part in match.groups()]
            return next((end for end in ends if end), "")
    return _residue(readable, holder)


def _part_machine(text: str) -> list[str]:
    """Part what machines print from what people typed; most texts hold no such piece and are not searched."""
    if not any(mark in text for mark in _MACHINE_MARKS):
        return [text] if text else []
    return [part for part in _MACHINE_PART.split(text) if part]


def _after_note(text: str) -> str:
    """Part ``935000.00 gula UD BERKAH TANI``: the amount, a note in small letters, the NAME."""
    rest = re.sub(r"^[\d.,]+\s*", "", text)
    capitals = re.search(r"(?:^|(?<=[a-z0-9\s]))((?:[A-Z][A-Z.'&]*\s*)+)$", rest)
    return capitals[1] if capitals and len(capitals[1].strip()) >= 3 else rest


def _clean(name: str, holder: str) -> str:
    bare = _DOORSTEP.sub(" ", name)
    words = [word for word in re.split(r"[^A-Za-z0-9.'&-]+", bare) if word]
    while words and (_is_note(words[-1]) or any(map(str.isdigit, words[-1]))):
        words.pop()
    while words and (_is_note(words[0]) or words[0].isdigit()):
        words.pop(0)
    cleaned = " ".join(words).upper().strip(" .-")
    own = holder.upper()
    if not cleaned or (own and (cleaned == own or (len(cleaned) >= 6 and own.startswith(cleaned)))):
        return ""
    return cleaned


_NAMING = frozenset({"kredit", "dana", "uang"})


def _is_note(word: str) -> bool:
    """Tell a word of a note from one that lenders put into their names."""
    lowered = word.lower()
    return lowered in NOTES and lowered not in _NAMING


def _residue(texts: list[str], holder: str) -> str:
    """Keep what is left of a line when banks' own words, numbers and notes are taken away."""
    own = split_plain(holder)
    words: list[str] = []
    for text in texts:
        for word in _without(split_plain(text), own):
            if word.isdigit() or word in BOILERPLATE or word in NOTES or (len(word) < 2):
                continue
            if word not in words:
                words.append(word)
    return " ".join(words[:4]).upper()


def _without(words: list[str], own: list[str]) -> list[str]:
    """Take the holder's whole name out of the words; single words stay, since others share them."""
    if not own:
        return words
    size = len(own)
    for start in range(len(words) - size + 1):
        if words[start : start + size] == own:
            return words[:start] + words[start + size :]
    return words
