"""Static files as they are served: under names of their content, scripts without comments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(scope="module")
def collected(static_root: Path) -> Path:
    return static_root / "js"


def hashed(folder: Path) -> dict[str, str]:
    """Return our scripts as browsers get them, by the name before the hash."""
    return {
        match[1]: path.read_text("utf-8")
        for path in folder.glob("*.js")
        if (match := re.fullmatch(r"([\w-]+)\.[0-9a-f]{12}\.js", path.name))
    }


def test_every_script_arrives_whole_and_without_comments(collected):
    scripts = hashed(collected)
    sources = {path.stem: path.read_text("utf-8") for path in (settings.BASE_DIR / "static/js").glob("*.js")}
    assert scripts.keys() == sources.keys()
    for name, source in sources.items():
        assert 0.3 * len(source) < len(scripts[name]) < len(source)
        assert "/*" not in scripts[name]


def test_a_pattern_that_follows_an_arrow_keeps_its_spaces(collected):
    scripts = hashed(collected)
    for path in (settings.BASE_DIR / "static/js").glob("*.js"):
        for pattern in re.findall(r"=>\s*(/(?![/*]).*?(?<!\\)/)", path.read_text("utf-8")):
            assert pattern in scripts[path.stem]


def test_scripts_import_each_other_under_the_names_they_have(collected):
    files = {path.name for path in collected.glob("*.js")}
    imported = [name for text in hashed(collected).values() for name in re.findall(r'"\./([\w.-]+\.js)"', text)]
    assert imported
    assert set(imported) <= files
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)


@pytest.mark.parametrize("name", ["attest", "reading", "pages", "later"])
def test_the_style_sheets_that_a_page_has_arrive_whole_in_their_layers(collected, name):
    (entry,) = (path for path in (collected.parent / "css").glob(f"{name}.*.css") if path.name != f"{name}.css")
    served = entry.read_text("utf-8")
    assert "@import" not in served
    assert "/*" not in served
    folder = settings.BASE_DIR / "static/css"
    names = re.findall(r'url\("([\w-]+\.css)"\)', (folder / f"{name}.css").read_text("utf-8"))
    assert len(names) > 2
    sources = [folder / name for name in names]
    for rule in (re.search(r"^[.:a-z][^{}*]*\{", path.read_text("utf-8"), re.MULTILINE) for path in sources):
        assert rule is None or rule[0].split("\n")[0] in served
    layers = re.findall(r"@layer (\w+) \{", served)
    assert layers == re.findall(r"layer\((\w+)\)", (folder / f"{name}.css").read_text("utf-8"))
    if name == "attest":
        assert re.search(r'url\("\.\./icon\.[0-9a-f]{12}\.svg"\)', served), "what a sheet names is found from the entry"


def test_every_style_sheet_is_in_one_of_those_that_pages_have():
    folder = settings.BASE_DIR / "static/css"
    entries = [folder / f"{name}.css" for name in ("attest", "reading", "pages", "later")]
    imported = [each for path in entries for each in re.findall(r'url\("([\w-]+\.css)"\)', path.read_text("utf-8"))]
    alone = {path.name for path in entries} | {"style-page.css"}  # in debug only
    assert sorted(imported) == sorted({path.name for path in folder.glob("*.css")} - alone)
