"""Nobody gains anything by an archive, what is wrong in it is named, and nothing of it is left then."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import ForeignObject

from annotations.archive import opening
from annotations.archive.blocks import READERS
from annotations.archive.opening import UnreadableProject
from annotations.archive.recorded import KINDS, LEFT_OUT
from annotations.archive.stand_ins import SUFFIX
from annotations.models import Annotation, Figure, Operation, Tag
from reader.extraction.model import Block
from reader.models import Article, Project, Snapshot, User, Version
from tests.annotations.archive.projects import archive_of, brought_in, changed, fill, line, recorded


def test_nobody_gets_access_or_a_word_put_into_their_mouth_by_a_file(project, owner, coder, stranger):
    fill(project, owner, coder)
    content = archive_of(project)
    there = {annotation.key for annotation in Annotation.objects.all()}
    made = brought_in(content, stranger)
    assert [(each.user, each.role) for each in made.project.memberships.all()] == [(stranger, "owner")]
    authors = {each.created_by.username for each in Annotation.objects.filter(article__project=made.project)
               if each.created_by}  # fmt: skip
    assert authors == {f"owner{SUFFIX}", f"coder{SUFFIX}"}
    for person in User.objects.filter(username__endswith=SUFFIX):
        assert (person.is_active, person.is_in_use, person.memberships.exists()) == (False, False, False)
    # The keys of the project that is still here stay its own, and the names of the file stay what they were.
    assert not there & {each.key for each in Annotation.objects.filter(article__project=made.project)}
    mine, theirs = recorded(archive_of(made.project)), recorded(content)
    assert mine["attest/people.jsonl"] == theirs["attest/people.jsonl"]
    assert {path for path in mine if mine[path] != theirs[path]} == {"attest/annotations.jsonl"}
    # Theirs to bring in as often as they like: the people that stand in are the same.
    assert brought_in(content, stranger).stand_ins == 2
    assert User.objects.filter(username__endswith=SUFFIX).count() == 2


def test_an_archive_with_pseudonyms_names_nobody_and_comes_back(project, owner, coder):
    fill(project, owner, coder)
    content = archive_of(project, people="pseudonyms")
    made = brought_in(content, owner)
    authors = Annotation.objects.filter(article__project=made.project).values_list("created_by__username", flat=True)
    assert {*authors} - {None} == {f"person-1{SUFFIX}", f"person-2{SUFFIX}"}
    assert all(b'"coder"' not in file for file in recorded(content).values())


def test_bytes_that_were_lost_are_told_of_and_stop_nothing(project, owner, coder):
    fill(project, owner, coder)
    lost = Snapshot.objects.filter(article__project=project).first()
    assert lost
    lost.file.storage.delete(lost.file.name)
    content = archive_of(project)
    made = brought_in(content, owner)
    assert made.lost == 1
    assert recorded(archive_of(made.project))["originals/MISSING.txt"] == recorded(content)["originals/MISSING.txt"]


def blocks(**values):
    """What gives the first block of a version other values."""

    def edit(content: bytes) -> bytes:
        first, *rest = json.loads(content)
        return json.dumps([first | values, *rest]).encode()

    return edit


def first_range(content: bytes) -> bytes:
    lines = content.splitlines()
    found = json.loads(lines[0])
    found["after"]["range"] |= {"start": 10_000, "end": 10_004}
    return b"\n".join([json.dumps(found).encode(), *lines[1:]])


HOSTILE = {
    "attest/project.json, version": ({"attest/project.json": lambda file: file.replace(b'n": 1', b'n": 9')}, "release"),
    "no head": ({"attest/project.json": lambda file: None}, "no project of Attest"),
    "a file is missing": ({"attest/claims.jsonl": lambda file: None}, "attest/claims.jsonl ends too early"),
    "a file ends early": ({"attest/changes.jsonl": lambda file: file[: file.rindex(b"\n", 0, -1) + 1]}, "too early"),
    "more rows than bytes": ({"attest/project.json": lambda file: file.replace(b'"apart": 1', b'"apart": 4000000')},
                             "attest/apart.jsonl ends too early"),
    "no JSON": ({"attest/tags.jsonl": lambda file: b"{" + file}, "attest/tags.jsonl, line 1"),
    "deep": ({"attest/tags.jsonl": lambda file: b"[" * 100_000}, "attest/tags.jsonl, line 1"),
    "a tag under itself": ({"attest/tags.jsonl": line(1, parent=1)}, "attest/tags.jsonl: a tag stands under itself"),
    "a script": ({"attest/articles.jsonl": line(1, url="javascript:alert(1)")}, "articles.jsonl, line 1: url"),
    "half an address": ({"attest/articles.jsonl": line(1, url="http://[")}, "articles.jsonl, line 1: url"),
    "a source": ({"attest/articles.jsonl": line(1, source_key="sha256:zz")}, "line 1: source_key"),
    "another's version": ({"attest/articles.jsonl": line(1, current=2)}, "attest/versions.jsonl: the current version"),
    "another person": ({"attest/articles.jsonl": line(2, created_by=99)}, "line 2: created_by: there is no person 99"),
    "other bytes": ({"attest/originals.jsonl": line(1, sha256="0" * 64)}, "line 1: originals/1-1.txt is not the file"),
    "a header": ({"attest/originals.jsonl": line(1, content_type="a\r\nb: c")}, "attest/originals.jsonl, line 1"),
    "an element": ({"versions/1-1.json": blocks(path=[["script", 1, {}]])}, "line 1: versions/1-1.json: a block stand"),
    "an attribute": ({"versions/1-1.json": blocks(path=[["ol", 1, {"onclick": "x"}]])}, "an attribute that none has"),
    "a page": ({"versions/1-1.json": blocks(breaks=[["3", 1, ""]])}, "pages of print begin in a block that"),
    "another text": ({"versions/1-1.txt": lambda file: file + b"!"}, "versions/1-1.txt is not the text of its blocks"),
    "other words": ({"attest/annotations.jsonl": line(2, exact="Twelve")}, "annotations.jsonl, line 2: its words"),
    "another article": ({"attest/annotations.jsonl": line(2, article=2)}, "line 2: it stands on another article"),
    "out of the text": ({"attest/annotations.jsonl": line(1, end=99_999)}, "attest/annotations.jsonl, line 1"),
    "twice": ({"attest/taggings.jsonl": line(3, annotation=1, tag=1)}, "attest/taggings.jsonl, line"),
    "numbers": ({"attest/figures.jsonl": line(1, low=9, best=1)}, "figures.jsonl, line 1: Low is at most best"),
    "a number": ({"attest/figures.jsonl": line(1, low=2**70)}, "attest/figures.jsonl, line 1: low"),
    "a yes": ({"attest/figures.jsonl": line(1, approximate="yes")}, "line 1: approximate: it is neither"),
    "a choice": ({"attest/figures.jsonl": line(1, effect="eaten")}, "line 1: effect: it is none of"),
    "a link": ({"attest/claims.jsonl": line(1, review_url="javascript:alert(1)")}, "claims.jsonl, line 1: review_url"),
    "itself": ({"attest/relations.jsonl": line(1, annotation=1, target=1)}, "attest/relations.jsonl, line 1"),
    "to come": ({"attest/operations.jsonl": line(1, made_at="2999-01-01T00:00:00Z")}, "line 1: made_at"),
    "what it undid": ({"attest/operations.jsonl": line(1, of=2)}, "operations.jsonl, line 1"),
    "unknown": ({"attest/changes.jsonl": line(1, before={"article_id": 1})}, "changes.jsonl, line 1: before: it says"),
    "a row of others": ({"attest/changes.jsonl": line(1, before={"tags": [999]})}, "there is no row 999"),
    "a place": ({"attest/changes.jsonl": first_range}, "changes.jsonl, line 1: a range is outside"),
}  # fmt: skip


@pytest.fixture
def content(project, owner, coder) -> bytes:
    fill(project, owner, coder)
    return archive_of(project)


def left() -> list[int]:
    return [model.objects.count() for model in (Project, Article, Version, Annotation, Figure, Operation)] + [
        Tag.with_removed.count(),
        sum(len(default_storage.listdir(folder)[1]) for folder in default_storage.listdir("")[0]),
    ]


def test_what_is_wrong_in_a_file_is_named_and_nothing_is_left(content, owner, django_capture_on_commit_callbacks):
    before, said = left(), {}
    for name, (edits, _) in HOSTILE.items():
        try:
            with django_capture_on_commit_callbacks(execute=True):  # files go when the transaction ends
                brought_in(changed(content, edits), owner)
        except UnreadableProject as error:
            said[name] = str(error)
    wrong = {name: said.get(name) for name, (_, told) in HOSTILE.items() if told not in said.get(name, "")}
    assert wrong == {}
    assert left() == before


def test_half_an_archive_and_bombs_are_refused(content, owner, monkeypatch):
    with pytest.raises(UnreadableProject, match="no whole ZIP"):
        brought_in(content[: len(content) // 2], owner)
    with pytest.raises(UnreadableProject, match="packed so densely"):
        brought_in(changed(content, {"attest/tags.jsonl": lambda file: b" " * 20_000_000}), owner)
    monkeypatch.setattr(opening, "LARGE", 2**20)
    with pytest.raises(UnreadableProject, match="The archive is packed so densely"):  # though none of its files is
        brought_in(changed(content, dict.fromkeys(recorded(content), lambda file: file + b" " * 500_000)), owner)
    broken = bytearray(content)
    broken[content.index(b"attest/changes.jsonl") + 200] ^= 0xFF
    with pytest.raises(UnreadableProject, match="is broken"):
        brought_in(bytes(broken), owner)


def test_markup_that_is_not_ours_is_cleaned(content, owner, project):
    text = json.loads(recorded(content)["versions/1-1.json"])[0]["text"]
    for html, cleaned in (
        (f"{text}<script>alert(1)</script>", text),
        ('<img src=x onerror="alert(1)">', text),
        ("<em>Other words</em>", text),
    ):
        made = brought_in(changed(content, {"versions/1-1.json": blocks(html=html)}), owner)
        assert made.cleaned == 1
        (first, *_) = Version.objects.filter(article__project=made.project).order_by("pk").first().blocks
        assert ("<script" in first.html, "onerror" in first.html, first.text) == (False, False, cleaned)


def test_an_archive_from_before_a_table_or_a_field_was_there_comes_in(content, owner):
    def without(file: bytes) -> bytes:
        rows = [json.loads(each) for each in file.splitlines()]
        return b"".join(
            json.dumps({name: said for name, said in row.items() if name != "former_exact"}).encode() + b"\n"
            for row in rows
        )

    head = {"attest/project.json": lambda file: file.replace(b'"corrections": 1,', b"")}
    old = {**head, "attest/corrections.jsonl": lambda file: None, "attest/annotations.jsonl": without}
    made = brought_in(changed(content, old), owner)
    assert made.rows["annotations"] == len(recorded(content)["attest/annotations.jsonl"].splitlines())
    assert "corrections" not in made.rows


def test_every_model_of_a_project_goes_along_or_is_left_out_for_a_reason():
    """Whoever adds a model decides: a line in KINDS, or in LEFT_OUT and docs/exports.md. A field of blocks is read."""
    models = {each for app in ("reader", "annotations") for each in apps.get_app_config(app).get_models(True)}
    there, before = {Project}, 0
    while before != len(there):
        before = len(there)
        there |= {
            model
            for model in models
            for field in model._meta.fields
            if isinstance(field, ForeignObject) and field.related_model in there
        }
    going = {kind.model for kind in KINDS}
    assert {each._meta.label_lower for each in there - going - {Project}} - LEFT_OUT == set()
    assert {field.name for field in fields(Block)} - READERS.keys() == set()


def test_the_command_makes_a_project_or_says_why_not(content, owner, coder, tmp_path, capsys):
    file = tmp_path / "project.zip"
    file.write_bytes(content)
    call_command("import_project", str(file), by="coder", known_people=True)
    assert "owned by coder" in capsys.readouterr().out
    made = Project.objects.latest("pk")
    assert {(each.user, each.role) for each in made.memberships.all()} == {(coder, "owner"), (owner, "owner")}
    assert {each.created_by for each in made.articles.all()} == {owner, coder}
    file.write_bytes(content[:-30])
    with pytest.raises(CommandError, match="no whole ZIP"):
        call_command("import_project", str(file), by="coder")
