"""`manage.py reanchor --jsonl`: lines in, places out, as another program uses it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.core.anchoring import Change
from annotations.core.selectors import TextPositionSelector, quote

ROOT = Path(__file__).parents[2]
OLD = "Nine people died, the ministry said.\nThe union had counted twelve people.\n🙂 The end."
NEW = "Updated at noon.\nNine people have died, the ministry said.\n🙂 The end."


@pytest.fixture
def ask(tmp_path):
    """Return a function that gives the command these lines and returns its exit code, answers and complaints."""

    def run(*lines: object, arguments: tuple[str, ...] = ("--jsonl",)) -> tuple[int, list[dict[str, object]], str]:
        feed = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        done = subprocess.run(
            [sys.executable, "manage.py", "reanchor", *arguments],
            cwd=ROOT, input=feed, capture_output=True, text=True, encoding="utf-8", check=False,
            # A database that cannot be opened: the command has to do without.
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("ATTEST_")},
                "ATTEST_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/none/none.sqlite3",
            },
        )  # fmt: skip
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    return run


def annotation(words: str, text: str = OLD) -> dict[str, object]:
    start = text.index(words)
    selector = quote(text, TextPositionSelector(start, start + len(words)))
    return {
        "start": start,
        "end": start + len(words),
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }


def case(name: object, *passages: dict[str, object], old: str = OLD, new: str = NEW) -> dict[str, object]:
    return {"id": name, "old": old, "new": new, "annotations": list(passages)}


def test_each_line_is_answered_with_places_in_code_points_and_null_for_what_is_gone(ask):
    code, answers, complaints = ask(
        case("a", annotation("people died"), annotation("The union had counted"), annotation("🙂 The")),
        case(7),
    )
    assert (code, complaints) == (0, "")
    people, smile = NEW.index("people have died"), NEW.index("🙂")
    assert answers == [
        {"id": "a", "positions": [[people, people + len("people have died")], None, [smile, smile + 5]]},
        {"id": 7, "positions": []},
    ]


def test_it_answers_what_the_site_does(ask):
    passages = [annotation(words) for words in ("Nine", "ministry said.\nThe union", "end")]
    _, [answer], _ = ask(case("a", *passages))
    change = Change(OLD, NEW)
    found = []
    for each in passages:
        position = TextPositionSelector(each["start"], each["end"])
        found.append(change.carry(position, quote(OLD, position)))
    assert answer["positions"] == [place and [place.start, place.end] for place in found]


def test_an_annotation_without_a_place_is_looked_for_by_its_words(ask):
    words = {"exact": "Nine people died, the ministry said"}
    _, [answer], _ = ask(case("a", words, old="The end."))
    start = NEW.index("Nine")
    assert answer["positions"] == [[start, start + len("Nine people have died, the ministry said")]]


def test_a_lone_surrogate_of_json_is_a_code_point_like_another(ask):
    code, [answer], _ = ask(
        '{"id": 1, "old": "a \\ud83d b", "new": "x a \\ud83d b", "annotations": [{"start": 4, "end": 5}]}'
    )
    assert (code, answer["positions"]) == (0, [[6, 7]])


BAD = [  # a line, the id that its answer has, and what is said of it
    ("no json", None, "is not JSON"),
    ("[" * 100_000, None, "is not JSON"),
    ("[]", None, "is not a JSON object"),
    ({"id": 1, "old": "a", "new": "a"}, 1, 'has no "annotations"'),
    ({"old": "a", "new": "a", "annotations": []}, None, 'has no "id"'),
    ({"id": 1, "old": 5, "new": "a", "annotations": []}, 1, "that is not a string"),
    ({"id": 1, "old": "a", "new": "a", "annotations": {}}, 1, "that are not a list"),
    (case(1, "passage"), 1, "annotation (1) that is not a JSON object"),
    (case(1, annotation("Nine"), {"start": 0, "end": 900}), 1, "annotation (2) whose"),
    (case(1, {"start": 5, "end": 5}), 1, "no range"),
    (case(1, {"start": True, "end": 2}), 1, "no range"),
    (case(1, {"start": 0, "end": None, "exact": "Nine"}), 1, "no range"),
    (case(1, {"start": 0, "end": 2, "prefix": 5}), 1, "words are not strings"),
    (case(1, {}), 1, "no range"),
]


def test_a_bad_line_is_named_and_the_rest_goes_on(ask):
    code, answers, complaints = ask(
        case("before"), "", *(line for line, _, _ in BAD), case("after", annotation("Nine"))
    )
    assert code == 1
    assert [answer["id"] for answer in answers] == ["before", *(name for _, name, _ in BAD), "after"]
    for number, ((_, _, problem), answer) in enumerate(zip(BAD, answers[1:-1], strict=True), start=3):
        assert answer["error"].startswith(f"Line {number} ")
        assert problem in answer["error"]
        assert answer["error"] in complaints
    assert answers[-1]["positions"] == [[NEW.index("Nine"), NEW.index("Nine") + 4]]


def test_without_jsonl_it_says_what_it_wants(ask):
    code, answers, complaints = ask(arguments=())
    assert (code, answers) == (1, [])
    assert "--jsonl" in complaints
