"""Decodes text files of unknown origin: UTF-8 with or without a mark, UTF-16, or what Excel saves on Windows."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode_text(content: bytes) -> str:
    """Decode bytes to text without ever failing: a byte no encoding knows becomes a replacement sign."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if content[:200].count(b"\x00") > len(content[:200]) // 4:
        little = content[1:200:2].count(b"\x00") >= content[0:200:2].count(b"\x00")
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    cut = content[:-3] if len(content) > 3 else content
    for tail in (content[:-1], content[:-2], cut):
        try:
            return tail.decode("utf-8")  # a file cut in the middle of one letter is still UTF-8
        except UnicodeDecodeError:
            continue
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def split_lines(text: str) -> list[str]:
    """Split at the line ends an editor counts (CRLF, LF, CR), so that line numbers agree with what people see."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
