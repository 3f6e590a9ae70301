"""Lists are taken apart in a process of their own, with limits."""

from __future__ import annotations

import os
import subprocess
from itertools import islice

import pytest

from reader.extraction import UnreadableSource
from reader.importers import listing
from reader.importers.lists import List, list_of
from tests.builders import PAGE

from . import exported, made

MODULE = """
def read(content):
    from reader.importers.items import link
    yield link("https://a.example/")
    if content == b"hoard":
        kept = [bytes(2**20) for _ in range(2000)]
    if content == b"crash":
        import os; os.abort()
    if content == b"fail":
        raise KeyError("a bug")
    print("this goes nowhere")
    yield link("https://b.example/")
"""


@pytest.fixture
def odd(tmp_path, monkeypatch) -> List:
    """A list whose reader does what it should not."""
    package = tmp_path / "reader" / "importers"
    package.mkdir(parents=True)
    for name in ("reader", "reader/importers"):
        here = listing.isolated.ROOT / name
        (tmp_path / name / "__init__.py").write_text((here / "__init__.py").read_text())
        for path in here.iterdir():
            if path.name not in ("__init__.py", "__pycache__", "importers"):
                os.symlink(path, tmp_path / name / path.name)
    (package / "odd.py").write_text(MODULE)
    monkeypatch.setattr(listing.isolated, "ROOT", tmp_path)
    return List("Odd", "odd")


@pytest.mark.parametrize(
    "content", [exported.omnivore(), exported.taguette(), exported.HYPOTHESIS.encode(), made.zipped({"a.html": PAGE})]
)
def test_its_items_are_what_its_reader_gives(content):
    found = list_of(content)
    assert found
    assert list(listing.listed(content, found)) == list(found.read(content))


def test_what_cannot_be_read_says_the_same_as_its_reader():
    content = exported.WALLABAG.encode()[:-9]
    found = list_of(content)
    assert found
    with pytest.raises(UnreadableSource, match="damaged or not complete"):
        list(listing.listed(content, found))


@pytest.mark.parametrize(
    ("content", "said"), [(b"hoard", listing.TOO_LARGE), (b"crash", listing.BROKEN), (b"fail", listing.BROKEN)]
)
def test_a_reader_that_breaks_is_an_error_of_its_list(odd, content, said):
    with pytest.raises(UnreadableSource) as raised:
        list(listing.listed(content, odd))
    assert str(raised.value) == said


def test_what_a_library_prints_does_not_disturb_the_items(odd):
    assert [item.source.url for item in listing.listed(b"", odd)] == ["https://a.example/", "https://b.example/"]


def test_a_list_that_nobody_reads_to_its_end_leaves_no_process_behind(monkeypatch):
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(listing.subprocess, "Popen", lambda *a, **b: started.append(popen(*a, **b)) or started[-1])
    content = "\n".join(f"https://a.example/{number}" for number in range(50_000)).encode()
    found = list_of(content)
    assert found
    items = listing.listed(content, found)
    assert len(list(islice(items, 3))) == 3
    items.close()
    assert [process.poll() is not None for process in started] == [True]
