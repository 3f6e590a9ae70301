from __future__ import annotations

import runpy
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest

from reader.extraction import UnreadableSource, extract, isolated
from reader.extraction.html_page import NOTHING_READABLE
from reader.extraction.isolated import ROOT, extract_isolated

from .shared import shared

PAGE = "<html lang=en><title>Fire</title><ul><li><b>One</b><li lang=ar>اثنان</ul><table><tr><th scope=row>A<td></table>"


def test_it_is_what_extract_gives():
    assert extract_isolated(PAGE, url="https://news.example/") == extract(PAGE, url="https://news.example/")
    content = PAGE.encode("utf-16")
    assert extract_isolated(content, content_type="text/html") == extract(content, content_type="text/html")


def test_the_page_s_address_comes_along():
    page = "<link rel=canonical href=/fire><p>The fire is out.</p>"
    assert extract_isolated(page, url="https://news.example/").url == "https://news.example/fire"


def test_lone_surrogates_reach_the_child():
    assert extract_isolated("a\ud800b").text == "a\ufffdb"


def test_what_cannot_be_read_says_so_and_the_next_is_read():
    with pytest.raises(UnreadableSource, match="PDF"):
        extract_isolated(b"%PDF-1.7")
    assert extract_isolated("<p>One</p>").text == "One"


def test_several_threads_at_once():
    texts = [f"This is text number {number}." for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert [found.text for found in pool.map(extract_isolated, texts)] == texts


@pytest.fixture
def small_limits(monkeypatch, tmp_path):
    """Children with limits that a test reaches, and none of them left to the tests after it."""
    (tmp_path / "child.py").write_text(
        textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from reader import extraction
        from reader.extraction import isolated
        isolated.CPU_SECONDS, isolated.MEMORY, isolated.OUTPUT = 1, 64 * 2**20, 10_000

        def extract(content, **options):
            if content == "spin":
                while True: pass
            if content == "sleep":
                import time; time.sleep(60)
            if content == "hoard":
                return [bytes(2**20) for _ in range(1000)]
            if content == "crash":
                import os; os.abort()
            if content == "fail":
                raise KeyError("a bug")
            if content == "print":
                print("this goes nowhere")
            return real(content, **options)

        real, extraction.extract = extraction.extract, extract
        isolated.serve()
        """)
    )
    command = [sys.executable, str(tmp_path / "child.py")]
    popen = subprocess.Popen
    monkeypatch.setattr(isolated, "_idle", [])
    monkeypatch.setattr(isolated, "WALL_SECONDS", 60)
    monkeypatch.setattr(isolated.subprocess, "Popen", lambda _, **options: popen(command, **options))
    yield
    for child in isolated._idle:
        child.stop()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("spin", isolated.TOO_LONG),
        ("sleep", isolated.TOO_LONG),
        ("hoard", isolated.TOO_LARGE),
        ("crash", isolated.BROKEN),
        ("fail", isolated.BROKEN),
        ("word " * 5_000, isolated.TOO_MUCH),
    ],
)
def test_what_exceeds_a_limit_ends_with_a_message_and_the_next_is_read(small_limits, monkeypatch, content, message):
    with monkeypatch.context() as patch:
        if content == "sleep":
            patch.setattr(isolated, "WALL_SECONDS", 1)
        with pytest.raises(UnreadableSource) as raised:
            extract_isolated(content)
    assert str(raised.value) == message
    assert extract_isolated("One sentence.").text == "One sentence."


def test_what_a_library_prints_does_not_disturb_the_answer(small_limits):
    assert extract_isolated("print").text == "print"


def test_a_child_that_died_waiting_is_replaced(small_limits):
    extract_isolated("One.")
    (child,) = isolated._idle
    child._process.kill()
    child._process.wait()
    assert extract_isolated("Two.").text == "Two."


def test_the_child_ends_with_its_input():
    child = subprocess.Popen([sys.executable, "-m", "reader.extraction.isolated"], cwd=ROOT, stdin=subprocess.PIPE)
    child.communicate(b"", timeout=60)
    assert child.returncode == 0


def test_the_child_holds_no_secrets(monkeypatch):
    monkeypatch.setenv("ATTEST_SECRET_KEY", "do not tell")
    child = isolated._Child()
    try:
        with open(f"/proc/{child._process.pid}/environ", "rb") as environment:
            assert b"do not tell" not in environment.read()
    finally:
        child.stop()


def test_a_forked_process_starts_children_of_its_own():
    program = """
import os
from reader.extraction import isolated
isolated.extract_isolated("One.")
pid = os.fork()
if pid == 0:
    os._exit(len(isolated._idle))
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), len(isolated._idle))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]


def test_importing_the_package_imports_nothing_that_parses():
    program = "import sys, reader.extraction.isolated; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"lxml", "bleach", "nh3", "trafilatura", "charset_normalizer", "django"}
    assert heavy & set(done.stdout.split()) == set()


def test_every_slow_shape_ends():
    cases = runpy.run_path(str(shared("data/hostile/slow_shapes.py")))["cases"](100_000)
    answers = {name: answer(source) for name, source in cases.items()}
    assert [name for name, said in answers.items() if said in ("", isolated.BROKEN)] == []
    with_text = ("paragraphs", "deep_div", "attr_many", "attr_huge", "a_links", "af_blowup")
    refusals = (NOTHING_READABLE, isolated.TOO_LONG, isolated.TOO_LARGE)
    assert [name for name in with_text if answers[name] in refusals] == []


def test_a_megabyte_of_what_grows_fastest_ends():
    cases = runpy.run_path(str(shared("data/hostile/slow_shapes.py")))["cases"](1_000_000)
    answers = {name: answer(cases[name]) for name in ("deep_div", "attr_many", "attr_huge", "lt_bang", "a_links")}
    assert [name for name, said in answers.items() if said == isolated.BROKEN] == []
    assert [len(answers[name]) for name in ("deep_div", "attr_many", "attr_huge")] == [1, 1, 1]
    assert answers["lt_bang"] == NOTHING_READABLE


def answer(source: str) -> str:
    """Return the text that was read, or why it was refused."""
    try:
        return extract_isolated(source, content_type="text/html").text
    except UnreadableSource as refusal:
        return str(refusal)
