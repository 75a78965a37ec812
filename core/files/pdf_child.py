"""The child process that reads one PDF from its input and writes its lines as JSON."""

import io
import json
import logging
import sys
import warnings

from core.files.limits import MOST_PAGES, MOST_ROWS, PDF_MEMORY, PDF_SECONDS


def limit_itself() -> None:
    """Bound this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))


def extract(content: bytes, password: str) -> dict[str, object]:
    """Extract the lines of a PDF, or name the problem: locked, many_pages."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(password):
        return {"problem": "locked"}
    if len(reader.pages) > MOST_PAGES:
        return {"problem": "many_pages"}
    lines: list[str] = []
    for page in reader.pages:
        try:
            text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        except Exception:  # noqa: BLE001 one page that cannot be laid out is read plainly
            text = page.extract_text()
        lines.extend(text.split("\n"))
        if len(lines) > MOST_ROWS:
            return {"problem": "many_pages"}
    return {"lines": lines}


def main() -> None:
    """Read the request from standard input and answer on standard output."""
    limit_itself()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    request = sys.stdin.buffer.read()
    size = int.from_bytes(request[:4], "big")
    try:
        answer = extract(request[4 + size :], request[4 : 4 + size].decode(errors="replace"))
    except Exception:  # noqa: BLE001 whatever a hostile file raises, the parent hears one word
        answer = {"problem": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
