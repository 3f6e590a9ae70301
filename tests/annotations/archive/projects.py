"""A project in which everything is that a project can have, with hostile text, and what it takes to bring it back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection
from django.db.models import Model

from annotations.archive.keys import analyse, reserved
from annotations.archive.opening import Archive
from annotations.archive.restoring import Restored, restore
from annotations.models import (
    Annotation,
    Change,
    Claim,
    CountingRules,
    CountingWord,
    Dismissal,
    Event,
    Figure,
    Operation,
    Relation,
    Tag,
)
from annotations.models.editing import merge, split
from annotations.models.event import hold_apart, start_event
from annotations.models.figure import add_figure
from annotations.models.relation import relate
from annotations.models.taggings import Tagging, insert
from reader.extraction.model import PageBreak
from reader.models import Address, CleaningRule, Label, Project, User
from tests.annotations.exporters.selections import HOSTILE, opened, written
from tests.builders import a_highlight, an_article, paragraph

RTL = "كلمة 🙂 <b>&amp;</b> ]]> “=1+1” e\u0301"


def fill(project: Project, owner: User, coder: User) -> None:
    """Do in a project one of everything that can be done in it, and undo some of that."""
    Tag.objects.create(project=project, name="=cmd|'/c calc'!A0", position=9, parent=project.tags.get(name="Claim"))
    first = an_article(
        project,
        [
            f"Before 🙂 it, 12 people died, {RTL} said.",
            "In the fire at least 12 people were killed, the office said.",
            "Of 7 people who were hurt, one died.",
            paragraph("Linked and bold.", '<a href="https://example.org/" rel="noopener noreferrer nofollow">Linked</a>'
                      " and <strong>bold</strong>."),
            replace(paragraph("Gone later."), page=2, page_label="ii", breaks=(PageBreak(5, 3, "iii"),)),
            paragraph("Give.", cut="appeal"),
        ],
        title=RTL,
        url="https://example.org/a?b=1&c#d",
        by=owner,
    )  # fmt: skip
    second = an_article(project, ["Nobody said where it is from.", "line\nline"], title=HOSTILE[0], by=coder)
    claim = a_highlight(first, "12 people died", "Casualty figure", "Claim", note=HOSTILE[0], by=coder)
    figure = a_highlight(first, "In the fire at least 12 people were killed, the office said.", "Casualty figure")
    third = a_highlight(first, "Of 7 people who were hurt, one died.", "Casualty figure", by=owner)
    gone = a_highlight(first, "Gone later.", "Disputed", note=RTL, by=coder)
    answer = a_highlight(second, "Nobody", "=cmd|'/c calc'!A0", note="\tnote ", by=owner)
    relate(answer, claim, "disputes", by=owner, scope="number", who="the union", note=RTL)
    relate(claim, figure, "confirms", by=coder).undo(by=coder)
    Figure.objects.get(annotation=claim).change({"low": 10, "high": 14, "date_from": "2024-03-12"}, by=coder)
    add_figure(claim, by=owner).remove(by=owner)
    Claim.objects.get(annotation=claim).change({"source_name": RTL, "factuality": "CT+"}, by=coder)
    figures = Figure.objects.filter(annotation__in=[claim, figure])
    event = start_event(figures, HOSTILE[1], project=project, by=owner)
    assert event
    event.rename(f"{RTL} 2", by=coder)
    hold_apart(Figure.objects.filter(annotation__in=[claim, figure]), by=coder)
    split(third, third.start + 20, by=owner)
    merge(a_highlight(first, "Linked", by=coder), a_highlight(first, "bold", "Claim", by=owner), by=coder)
    first.restore_block(5, by=coder)
    first.cut_block(4, by=owner)
    a_highlight(second, "from", note="to be deleted", by=coder).delete_softly(by=owner)
    gone.refresh_from_db()
    gone.revise_note("Another note.", based_on=gone.note_revision, by=coder)
    project.tags.get(name="Disputed")
    removed = Tag.objects.create(project=project, name="Removed", position=8)
    removed.removed = True
    removed.save()
    dismissed = [("claim", claim.selector), ("disputed", gone.selector)]
    Dismissal.objects.dismiss(first, dismissed, by=owner)
    Address.objects.create(article=first, key="0f" * 32)
    CleaningRule.objects.create(project=project, host="example.org", reason="appeal", created_by=coder)
    rules = CountingRules.objects.create(project=project, base="MUC")
    CountingWord.objects.create(rules=rules, word="dozens", low=24, high=99)
    first.correct({"byline": RTL}, by=coder)
    label = Label.objects.named(RTL[:60], project)
    label.put([first.pk, second.pk], present=True)
    Relation.objects.filter(annotation=answer)
    Operation.objects.filter(project=project)
    Event.objects.filter(project=project)


def lots(project: Project, number: int) -> None:
    """Fill a project up to this many highlights, with tags, notes, figures and history, in few statements."""
    there = Annotation.objects.filter(article__project=project)
    models = list(there.filter(deleted_at=None, start__isnull=False))
    made = [(key, models[at % len(models)], HOSTILE[at % len(HOSTILE)])
            for at, key in enumerate(reserved(Annotation, number - there.count()))]  # fmt: skip
    like = {each: values(each, but=("id", "key", "note")) for each in models}
    unique = Annotation._meta.get_field("key")
    _insert(Annotation, [
        {"id": key, "key": unique.get_db_prep_save(uuid4(), connection), "note": note, **like[each]}
        for key, each, note in made
    ])  # fmt: skip
    tags = list(project.tags.values_list("pk", flat=True))
    worn = [(key, tags[(at + shift) % len(tags)]) for at, (key, *_) in enumerate(made) for shift in (0, 1)]
    insert(Tagging, ["annotation_id", "tag_id"], worn)
    empty = values(Figure(), but=("id", "annotation_id", "raw", "best"))
    _insert(Figure, [empty | {"annotation_id": key, "raw": note[:50], "best": key} for key, _, note in made])
    operation = Operation.objects.create(project=project, action="created", by=models[0].created_by)
    _insert(Change, [
        {"operation_id": operation.pk, "annotation_id": key, "article_id": each.article_id,
         "before": json.dumps({"deleted": True}),
         "after": json.dumps({"deleted": False, "note": note, "range": each.range, "tags": [tags[0]]})}
        for key, each, note in made
    ])  # fmt: skip
    analyse((Annotation, Tagging, Figure, Operation, Change))


def values(row: Model, *, but: Collection[str]) -> dict[str, Any]:
    fields = [each for each in row._meta.concrete_fields if not each.generated and each.attname not in but]
    return {each.attname: each.get_db_prep_save(each.pre_save(row, add=True), connection) for each in fields}


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    names = [each.attname for each in model._meta.concrete_fields if each.attname in rows[0]]
    columns = [model._meta.get_field(name).column for name in names]
    insert(model, columns, [[row[name] for name in names] for row in rows])


def archive_of(project: Project, **options) -> bytes:
    return written("project", project, **options)


def recorded(content: bytes) -> dict[str, bytes]:
    """The files of an archive that are the same whenever and wherever it is written."""
    return {path: file for path, file in opened(content) if path.split("/")[0] in ("attest", "originals", "versions")}


def written_at(content: bytes) -> str:
    return json.loads(dict(opened(content))["datapackage.json"])["created"]


def the_same(content: bytes, again: bytes) -> bool:
    """Whether two archives are the same bytes, file by file, but for the moment that the one file names."""
    files, others = list(opened(content)), list(opened(again))
    moments = [f'"{written_at(each)}"'.encode() for each in (content, again)]
    differ = {path for (path, file), (_, other) in zip(files, others, strict=True) if file != other}
    ours, theirs = dict(files)["datapackage.json"], dict(others)["datapackage.json"]
    return (
        [path for path, _ in files] == [path for path, _ in others]
        and differ <= {"datapackage.json"}
        and ours.count(moments[0]) == 1
        and ours.replace(moments[0], moments[1]) == theirs
    )


def brought_in(content: bytes, by: User, **options) -> Restored:
    with Archive(io.BytesIO(content)) as archive:
        return restore(archive, by=by, **options)


def changed(content: bytes, edits: Mapping[str, Callable[[bytes], bytes | None]]) -> bytes:
    """The archive with these files otherwise; None leaves one out."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for path, file in opened(content):
            new = edits[path](file) if path in edits else file
            if new is not None:
                archive.writestr(path, new)
    return stream.getvalue()


def line(number: int, **values) -> Callable[[bytes], bytes]:
    """What gives a line of a file other values."""

    def edit(content: bytes) -> bytes:
        lines = content.splitlines()
        lines[number - 1] = json.dumps(json.loads(lines[number - 1]) | values).encode()
        return b"\n".join(lines) + b"\n"

    return edit
