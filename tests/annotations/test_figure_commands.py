"""The commands that read figures and suggest passages; neither needs a database."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def answers(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def feed(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_each_line_is_answered_by_a_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    feed(monkeypatch, "At least 6 villagers were killed.\n\nThe road is closed.\nقُتل ١٢ مدنيا.\n".encode())
    call_command("read_figures")
    first, *others = answers(capsys)
    assert first == [
        {
            "start": 0,
            "end": 10,
            "raw": "At least 6",
            "low": 6,
            "best": None,
            "high": None,
            "approximate": False,
            "effect": "killed",
            "victims": "civilians",
            "rule": "floor",
            "cue": [26, 32],
            "noun": [11, 20],
        }
    ]
    assert [[figure["best"] for figure in line] for line in others] == [[], [], [12]]


def test_lines_are_read_by_a_profile(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    feed(monkeypatch, b"Dozens were killed.\n")
    call_command("read_figures", "--profile", "MUC")
    assert [(figure["low"], figure["best"]) for figure in answers(capsys)[0]] == [(24, None)]


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, b"\xff\xfe 6 people were killed.\n")
    call_command("read_figures")
    assert [figure["raw"] for figure in answers(capsys)[0]] == ["6"]


def test_each_file_is_answered_by_an_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, empty = tmp_path / "report.txt", tmp_path / "empty.txt"
    text = "😀 An officer said 6 people had been killed.\r\nThe rebels denied the report."
    report.write_text(text, encoding="utf-8", newline="")
    empty.write_text("", encoding="utf-8")
    call_command("suggest", str(report), str(empty))
    first, second = answers(capsys)
    assert second == {"file": str(empty), "suggestions": []}
    assert first["file"] == str(report)
    assert all(text[found["start"] : found["end"]] == found["quote"] for found in first["suggestions"])
    tags = {found["tag"]: found for found in first["suggestions"]}
    assert set(tags) == {"casualty figure", "claim", "disputed"}
    assert tags["casualty figure"]["figure"][0]["best"] == 6
    assert tags["disputed"]["rule"] == "disputed.denies"
    source = next(found for found in first["suggestions"] if found["tag"] == "claim")["claim"]["source"]
    assert text[slice(*source)].endswith("An officer")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.txt cannot be read"):
        call_command("suggest", str(tmp_path / "nothing.txt"))
