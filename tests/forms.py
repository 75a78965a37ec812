"""The forms and links of a page, as attackers and tired people meet them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset({"text", "search", "tel", "email", "url", "password", "textarea", ""})


@dataclass
class PostForm:
    """A form met on a page: what each field opens with, which of them take any text, and which take files."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    uploads: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the POST forms of a page and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PostForm] = []
        self.links: list[str] = []
        self._open: PostForm | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field or a link."""
        named = {key: value or "" for key, value in attrs}
        if tag == "a" and named.get("href", "").startswith("/"):
            self.links.append(named["href"])
        if tag == "form":
            self._open = PostForm(named.get("action", "")) if named.get("method", "").lower() == "post" else None
            if self._open:
                self.found.append(self._open)
        if self._open is None:
            return
        if tag == "option" and self._choice and ("selected" in named or not self._open.fields[self._choice]):
            self._open.fields[self._choice] = named.get("value", "")
        if "name" not in named or tag not in ("input", "select", "textarea", "button"):
            return
        self._choice = named["name"] if tag == "select" else ""
        if named.get("type") == "file":
            self._open.uploads.append(named["name"])
            return
        self._open.fields.setdefault(named["name"], named.get("value", ""))
        if tag == "textarea" or (tag == "input" and named.get("type", "") in TYPED):
            self._open.texts.add(named["name"])

    def handle_endtag(self, tag: str) -> None:
        """Close a form or a list of choices."""
        if tag == "form":
            self._open = None
        if tag == "select":
            self._choice = ""
