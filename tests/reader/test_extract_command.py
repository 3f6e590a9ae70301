from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
PAGE = (
    "<html lang=en><title>Fire at the quay</title><article><h1>Fire at the quay</h1>"
    "<p>The fire at the old quay was put out before dawn, <b>the harbour master</b> said on Tuesday.</p>"
    "<ul><li>Two sheds burnt down and one was damaged in the night.</li></ul></article>"
)


def run(*arguments: str, feed: str = "") -> tuple[int, list[dict[str, object]]]:
    """Run the command as a person does, and return its exit code and the objects it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", "extract", *arguments],
        cwd=ROOT,
        input=feed,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_lines_are_answered_each_with_its_id():
    lines = [
        {"id": 1, "url": "https://news.example/", "html": PAGE},
        {"id": "two", "text": "The fire was out."},
        {"id": 3, "html": ""},
        {"id": 4},
        {"id": 5, "html": "<p>\ud800</p>"},
    ]
    code, answers = run("--jsonl", feed="\n".join([*map(json.dumps, lines), "{", ""]))
    assert code == 1
    assert [answer["id"] for answer in answers] == [1, "two", 3, 4, 5, None]
    assert ["error" in answer for answer in answers] == [False, False, True, True, False, True]
    first = answers[0]
    assert first.keys() == {
        *(
            "id",
            "title",
            "standfirst",
            "byline",
            "published",
            "language",
            "direction",
            "site_name",
            "text",
            "canonical_text",
            "html",
            "blocks",
        )
    }
    assert first["title"] == "Fire at the quay"
    assert first["text"] == (
        "The fire at the old quay was put out before dawn, the harbour master said on Tuesday.\n"
        "Two sheds burnt down and one was damaged in the night."
    )
    assert "<b>the harbour master</b>" in str(first["html"])
    assert first["blocks"][0] == {  # type: ignore[index]
        "kind": "heading",
        "text": "Fire at the quay",
        "kept": False,
        "reason": "The title, shown above",
    }


def test_files_are_printed_one_object_a_line(tmp_path):
    good, bad, gone = tmp_path / "good.html", tmp_path / "bad.html", tmp_path / "gone.html"
    good.write_text(PAGE)
    bad.write_bytes(b"")
    code, answers = run(*map(str, (bad, gone, good)), "--json")
    assert code == 1
    assert [answer["file"] for answer in answers] == [str(bad), str(gone), str(good)]
    assert ["error" in answer for answer in answers] == [True, True, False]


def test_a_line_that_says_too_little_is_told_by_its_number():
    lines = [b'{"id": 1}', b"[1]", b'{"text": "x"}', b"{", b'{"id": 5, "text": 5}', b'"\xff"', b"null"]
    done = subprocess.run(
        [sys.executable, "manage.py", "extract", "--jsonl"],
        cwd=ROOT,
        input=b"\n".join(lines),
        capture_output=True,
        check=False,
    )
    wanted = 'Each line is {"id", "url", "html"} or {"id", "text"}.'
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"id": 1, "error": f'Line 1 has no "html" and no "text". {wanted}'},
        {"id": None, "error": f"Line 2 is not a JSON object. {wanted}"},
        {"id": None, "error": f'Line 3 has no "id". {wanted}'},
        {"id": None, "error": f"Line 4 is not JSON. {wanted}"},
        {"id": 5, "error": f'Line 5: "html", "text" and "url" have to be strings. {wanted}'},
        {"id": None, "error": f"Line 6 is not JSON. {wanted}"},
        {"id": None, "error": f"Line 7 is not a JSON object. {wanted}"},
    ]
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_file_that_is_none_is_named(tmp_path):
    gone, inside = tmp_path / "gone.txt", tmp_path / "gone.txt" / "a.txt"
    errors = StringIO()
    with pytest.raises(SystemExit):
        call_command("extract", str(gone), str(inside), str(tmp_path), stderr=errors)
    assert errors.getvalue().splitlines() == [
        f"{gone}: there is no such file",
        f"{inside}: there is no such file",
        f"{tmp_path}: this is a folder: name the files in it",
    ]


def test_line_breaks_of_the_article_stay(tmp_path):
    file = tmp_path / "page.html"
    code = "def quay():\n    return 1  # " + "a long comment " * 10 + "ends"
    file.write_text(
        f"<article><h1>Code</h1><p>The program that the harbour master wrote is short, and here it is in full.</p>"
        f"<pre>{code}</pre><p>The sheds are dark,<br>and the boats are gone, the harbour master says.</p></article>"
    )
    out = StringIO()
    call_command("extract", str(file), stdout=out)
    assert f"\n\n{code}\n\n" in out.getvalue()
    assert "The sheds are dark,\nand the boats are gone" in out.getvalue()


def test_a_person_reads_the_article_and_what_was_cut(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    out = StringIO()
    call_command("extract", str(file), stdout=out)
    assert "Title: Fire at the quay" in out.getvalue()
    assert "[The title, shown above: Fire at the quay]" in out.getvalue()
    assert "the harbour master said" in out.getvalue()


def test_it_wants_files_or_lines():
    with pytest.raises(CommandError):
        call_command("extract")
