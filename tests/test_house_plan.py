"""Who may import whom, and what lies at the top: the house plan, kept by reading the files."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(path for app in ("reader", "annotations") for path in (ROOT / app).rglob("*.py"))

# The client's card, and what a repository needs beside it.
TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "README.md", "reader", "annotations", "templates", "static", "tests"),
    *("Makefile", ".ci", "LICENSE", "CHANGELOG.md", "docs"),
}
HTTP_CLIENTS = (
    *("httpcore", "httpx", "requests", "urllib3", "aiohttp", "http.client", "urllib.request"),
    *("ftplib", "smtplib", "telnetlib", "socket", "trafilatura.downloads"),
)


def parsed(source: str) -> ast.AST:
    """Parse in a thread of its own: CPython 3.11 miscounts its depth beside the browser tests' greenlets."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ast.parse, source).result()


def names_in(source: str, package: str = "") -> Iterator[str]:
    """Yield every module that a source imports, or may: `a.b` and `a.b.c` for `from a.b import c`."""
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                parents = package.split(".")
                above = parents[: len(parents) - node.level + 1] if node.level else []
                module = ".".join([*above, *([node.module] if node.module else [])])
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module" | "import_string"), args=[ast.Constant(value), *_]
            ):
                yield str(value)


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, by their full names."""
    return set(names_in(path.read_text("utf-8"), ".".join(path.relative_to(ROOT).parent.parts)))


def importers_of(*modules: str, among: list[Path] = CODE) -> list[str]:
    """Return the files that import one of these modules or something in them."""
    return [
        str(path.relative_to(ROOT))
        for path in among
        if any(name == module or name.startswith(f"{module}.") for name in imports(path) for module in modules)
    ]


def below(folder: str) -> list[Path]:
    found = [path for path in CODE if path.is_relative_to(ROOT / folder)]
    assert found, f"{folder} holds no code: the rule below looks at nothing"
    return found


@pytest.mark.parametrize(
    ("source", "package", "name"),
    [
        ("import os.path", "reader", "os.path"),
        ("from django.db import models", "reader", "django.db.models"),
        ("from . import views", "reader.models", "reader.models.views"),
        ("from .. import views", "reader.models", "reader.views"),
        ("from ..views.articles import article", "reader.models", "reader.views.articles"),
        ("def f():\n    import annotations.models", "reader", "annotations.models"),
        ("if TYPE_CHECKING:\n    from annotations import models", "reader", "annotations.models"),
        ("import_string('annotations.models.Tag')", "reader", "annotations.models.Tag"),
    ],
)
def test_every_way_to_import_is_seen(source, package, name):
    assert name in set(names_in(source, package))


@pytest.mark.parametrize("folder", ["reader/extraction", "annotations/core"])
def test_the_pure_rooms_import_no_django(folder):
    assert importers_of("django", "django_htmx", "django_tasks", "csp", among=below(folder)) == []


@pytest.mark.parametrize("folder", ["reader/extraction", "annotations/core"])
def test_the_pure_rooms_import_none_of_the_rooms_around_them(folder):
    foreign = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in below(folder)
        for name in imports(path)
        if name.split(".")[0] in ("reader", "annotations") and not name.startswith(folder.replace("/", "."))
    ]
    assert foreign == []


def test_reader_never_imports_annotations():
    assert importers_of("annotations", among=below("reader")) == []


def test_reader_names_annotations_only_where_the_site_is_put_together():
    naming = {
        str(path.relative_to(ROOT))
        for path in below("reader")
        for node in ast.walk(parsed(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and str(node.value).split(".")[0] == "annotations"
        # A related name or a lookup is no module: "annotations.models…" is.
        and (str(node.value) == "annotations" or str(node.value).startswith("annotations."))
        # Nor is a field of another tool's export.
        and not (node.value == "annotations" and path.is_relative_to(ROOT / "reader/importers"))
    }
    assert naming == {"reader/settings.py", "reader/urls.py"}


def test_only_one_file_cleans_html():
    assert importers_of("bleach", "nh3") == ["reader/extraction/sanitize.py"]


def test_only_one_file_opens_connections():
    assert importers_of(*HTTP_CLIENTS) == ["reader/fetch.py"]


@pytest.mark.parametrize("app", ["reader", "annotations"])
def test_models_import_nothing_of_what_stands_on_them(app):
    above = [
        f"{a}.{room}"
        for a in ("reader", "annotations")
        for room in ("views", "forms", "urls", "exporters", "templatetags", "admin")
    ]
    assert importers_of(*above, "django.http", "django.shortcuts", among=below(f"{app}/models")) == []


def test_exporters_know_no_views_and_no_requests():
    assert (
        importers_of("annotations.views", "annotations.forms", "django.http", among=below("annotations/exporters"))
        == []
    )


def test_no_file_outgrows_one_thought():
    """About 300 lines (the style rules): a third more is past any reading of 'about'."""
    written = [path for path in CODE if path.parent.name != "migrations"]  # those Django writes
    long = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in written}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}


def test_top_level_holds_what_the_card_allows_and_dot_files():
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert {path.split("/")[0] for path in tracked if not path.startswith(".")} <= TOP_LEVEL
