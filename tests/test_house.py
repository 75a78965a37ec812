"""The house rules, held by a test: they are the diagram of DESIGN in a form that fails."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue

import app as app_module
from core.config import SETTINGS
from core.jobs.registry import jobs
from core.labels import LabeledEnum
from core.web.access import OpenRoute, check_routes
from harkat.commands import LIGHT, WITH_APP

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "scoring", "balikat", "harkat")
DOORS = {"models", "queries", "service", "schemas", "views", "api", "jobs", "commands", "rooms", "__main__"}
PURE_FROM_CORE = {
    "core.money",
    "core.dates",
    "core.labels",
    "core.errors",
    "core.policy.definitions",
    "core.auth.roles",
}
PURE_LIBRARIES = {"numpy", "rapidfuzz", "ahocorasick"}
FINANCE_LIBRARY_PLACES = {"scoring.screening.informal"}
FILE_LINES_AT_MOST = 300
FUNCTION_LINES_AT_MOST = 70


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of the packages by its dotted name."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text())


def imports_of(path: Path) -> Iterator[str]:
    """Yield every imported module of a file, imports inside functions too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name of what is imported"
            base = node.module or ""
            yield from (f"{base}.{alias.name}" for alias in node.names)


def is_door(name: str) -> bool:
    """Tell whether a module may touch the world: a door, or a part of one that grew into a folder."""
    return name.split(".")[0] == "core" or any(part in DOORS for part in name.split("."))


def pure_modules() -> list[tuple[str, Path]]:
    """Return every module that must think without the world."""
    return [(name, path) for name, path in modules() if not is_door(name)]


def may_be_imported_by_pure(imported: str, importer: str, pure: set[str]) -> bool:
    """Tell whether a pure module may import a name."""
    top = imported.split(".")[0]
    if top == "numpy_financial":
        return importer.startswith("harkat.loans.") or importer in FINANCE_LIBRARY_PLACES
    if top in PACKAGES:
        owners = {imported, imported.rpartition(".")[0]}
        return bool(owners & (PURE_FROM_CORE | pure))
    return top in PURE_LIBRARIES or (top in sys.stdlib_module_names and top not in {"socket", "subprocess", "sqlite3"})


def test_pure_files_import_only_what_they_may() -> None:
    pure = {name for name, _ in pure_modules()}
    found = [
        f"{name} imports {imported}"
        for name, path in pure_modules()
        for imported in imports_of(path)
        if not may_be_imported_by_pure(imported, name, pure)
    ]
    assert found == []


def test_pure_files_read_no_clock_and_no_files() -> None:
    forbidden = re.compile(
        r"\b(datetime\.now|date\.today|datetime\.utcnow|time\.time|open)\(|\.read_text\(|os\.environ"
    )
    found = [f"{name}: {hit.group()}" for name, path in pure_modules() if (hit := forbidden.search(path.read_text()))]
    assert found == []


def test_services_and_queries_know_no_request_no_clock_and_never_commit() -> None:
    forbidden = re.compile(
        r"\bcommit\(|\bcurrent_user\b|from flask import .*\brequest\b"
        r"|\bclock\.(now|today)\(|datetime\.now\(|\btransaction\("
    )
    found = [
        f"{name}: {hit.group()}"
        for name, path in modules()
        if name.split(".")[-1] in {"service", "queries"} and name != "core.jobs.service"
        if (hit := forbidden.search(path.read_text()))
    ]
    assert found == []


def test_only_the_transaction_commits() -> None:
    found = [
        name
        for name, path in modules()
        if re.search(r"session(\(\))?\.commit\(", path.read_text()) and name != "core.db"
    ]
    assert found == []


def test_only_app_and_wsgi_know_every_package() -> None:
    assert set(imports_of(ROOT / "wsgi.py")) == {"app.create_app"}
    assert not [name for name, path in modules() for imported in imports_of(path) if imported.split(".")[0] == "app"]
    assert {imported.split(".")[0] for imported in imports_of(ROOT / "app.py")} >= set(PACKAGES)


def test_rooms_are_small() -> None:
    long_files = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for _, path in modules()
        if (lines := len(path.read_text().splitlines())) > FILE_LINES_AT_MOST
    ]
    long_functions = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines"
        for _, path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES_AT_MOST
    ]
    assert long_files == []
    assert long_functions == []


def test_every_module_and_public_function_says_what_it_is_for() -> None:
    silent = []
    for name, path in modules():
        tree = tree_of(path)
        if ast.get_docstring(tree) is None:
            silent.append(name)
        silent += [
            f"{name}.{node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if ast.get_docstring(node) is None
        ]
    assert silent == []


def test_names_say_what_they_hold() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)($|_)")
    assert [name for name, _ in modules() if vague.search(name.split(".")[-1])] == []


# --- routes and pages ---------------------------------------------------------------------------------------------


def test_every_route_says_who_may_enter(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert getattr(app.view_functions[rule.endpoint], "allowed", None), rule


def test_app_refuses_to_start_with_a_silent_route() -> None:
    bare = Flask("bare", static_folder=None)

    @bare.get("/terbuka")
    def opened() -> ResponseReturnValue:
        return "siapa saja"

    with pytest.raises(OpenRoute, match="opened"):
        check_routes(bare)


def templates() -> list[Path]:
    """Return every template."""
    return sorted((ROOT / "templates").rglob("*.html"))


def test_every_post_form_has_a_csrf_field() -> None:
    bare = [
        f"{path.relative_to(ROOT)}: {form[:60]}"
        for path in templates()
        for form in re.findall(
            r"<form\b(?=[^>]*method=\"post\").*?(?:</form>|\{% endmacro %\})", path.read_text(), re.S
        )
        if "csrf_token()" not in form
    ]
    assert bare == []


def test_every_template_is_reached() -> None:
    sources = [path.read_text() for _, path in modules()] + [path.read_text() for path in templates()]
    text = "\n".join(sources)
    unreached = [
        name for path in templates() if f'"{(name := path.relative_to(ROOT / "templates").as_posix())}"' not in text
    ]
    assert unreached == []


def test_pages_carry_no_inline_style_script_or_handler() -> None:
    inline = re.compile(r"<style|\sstyle=\"|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:", re.I)
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}" for path in templates() if (hit := inline.search(path.read_text()))
    ]
    assert found == []


def test_nothing_vendored_or_minified_lies_in_the_repository() -> None:
    scripts = [path for path in (ROOT / "static").rglob("*") if path.suffix in {".js", ".css"}]
    assert not [path.name for path in scripts if ".min." in path.name]
    assert not [path.name for path in scripts if max(map(len, path.read_text().splitlines()), default=0) > 300]


# --- docs that must keep up ----------------------------------------------------------------------------------------


def docs() -> str:
    """Return the text of the documentation."""
    return "\n".join(path.read_text() for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))])


def test_every_command_setting_and_job_is_documented(app: Flask) -> None:
    text = docs()
    missing = [f"harkat {name}" for name in (*LIGHT, *WITH_APP) if f"harkat {name}" not in text]
    missing += [name for name in SETTINGS if name not in text]
    missing += [job.name for job in jobs.all() if f"`{job.name}`" not in text]
    assert missing == []


def labeled_enums() -> Iterator[type[LabeledEnum]]:
    """Yield every enum with labels that any room defines."""
    waiting = list(LabeledEnum.__subclasses__())
    while waiting:
        kind = waiting.pop()
        if kind.__module__.split(".")[0] in PACKAGES:
            yield kind
        waiting += kind.__subclasses__()


def test_every_enum_label_is_in_the_glossary(app: Flask) -> None:
    glossary = (ROOT / "docs" / "istilah.md").read_text()
    missing = sorted(
        f"{kind.__module__}.{kind.__name__}.{member.name}: {member.label}"
        for kind in labeled_enums()
        for member in kind
        if member.label not in glossary
    )
    assert missing == []


def test_every_room_with_pages_or_jobs_is_joined() -> None:
    told = re.compile(r"^(blueprint|BLUEPRINTS|JOBS)\b", re.M)
    for door, joined in (
        ("views", {room.__name__ for package in app_module.PACKAGES for room in package.ROOMS}),
        ("jobs", {room.__name__ for package in app_module.PACKAGES for room in package.JOBS}),
    ):
        there = {name for name, path in modules() if name.split(".")[-1] == door and told.search(path.read_text())}
        assert there - joined == set()
