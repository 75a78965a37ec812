"""Taking the file of a bank's own schedule out of a posted form."""

from flask import request


def sent_file(name: str) -> tuple[str, bytes] | None:
    """Return the name and bytes of a chosen file, or nothing where none was chosen."""
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    content = sent.read()
    sent.seek(0)
    return sent.filename, content
