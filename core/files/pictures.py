"""Tells pictures by their first bytes, and which of them a browser may show."""

_SHOWN = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
_OTHERS = (b"\x89PNG", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")


def is_picture(content: bytes) -> bool:
    """Tell whether a file is a picture, whatever its name says."""
    begins = content.startswith((*(mark for mark, _ in _SHOWN), *_OTHERS))
    return begins or content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1")


def shown_as(content: bytes) -> str | None:
    """Return the media type under which a browser may show a picture; None for what is only handed out."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _SHOWN if content.startswith(mark)), None)
