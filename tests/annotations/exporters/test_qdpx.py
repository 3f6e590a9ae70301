"""A REFI-QDA project that keeps the schema's rules, and holds every highlight, also those without a tag or a place."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from lxml import etree

from annotations.codebooks import qdc
from annotations.exporters.format import Selection
from annotations.exporters.people import Pseudonyms
from annotations.exporters.qdpx import write
from annotations.models import Annotation, Tag
from tests.builders import a_highlight, an_article

from .qda_rules import NAMESPACE, broken, local

HOSTILE = 'كلمة 🙂 <b attr="x">&amp; ]]> \r\n\x01 end'


def exported(project, **options) -> bytes:
    return b"".join(write(Selection(project, Annotation.objects.alive(), **options)))


def opened(content: bytes):
    """Return the project's root, and its files by their names."""
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(files["project.qde"]), files


def all_of(root, name):
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


def text_of(element, files) -> str:
    path = element.get("plainTextPath")
    if path:
        return files[f"sources/{path.removeprefix('internal://')}"].decode()
    return element.find(f"{{{NAMESPACE}}}PlainTextContent").text


@pytest.fixture
def article(project):
    return an_article(project, ["One 🙂 two three.", "Four five six."], title=HOSTILE, url="https://example.org/a?b&c")


class TestRules:
    def test_everything_there_is_breaks_none(self, project, article, coder):
        project.name = HOSTILE
        project.save()
        parent, child, _ = project.tags.all()
        child.parent, child.description = parent, HOSTILE
        child.save()
        a_highlight(article, "two", "Claim", "Disputed", note=HOSTILE, by=coder)
        a_highlight(article, "three")
        a_highlight(article, "five", "Claim", note="gone", by=coder)
        a_highlight(an_article(project, ["Another."]), "Another")
        article.cut_block(1, by=coder)
        assert broken(exported(project)) == []

    def test_nothing_breaks_none(self, project):
        assert broken(exported(project)) == []
        project.tags.all().delete()
        assert broken(exported(project)) == []

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("<Users>", "<Notes/><Users>"), (' origin="Attest"', ' origins="Attest"'), ("<CodeRef ", "<SourceRef "),
            ('startPosition="', 'startPosition="9999'), ('isCodable="true"', 'isCodable="yes"'), ("<Notes>", "<Note>"),
            ('<Coding guid="', '<Coding guid="x'), ('targetGUID="', 'targetGUID="00000000-0000-0000-0000-000000000000'),
            ('plainTextPath="internal://', 'plainTextPath="internal://x'), (NAMESPACE, "urn:other"),
            (' startPosition="', ' start="'), ('creationDateTime="20', 'creationDateTime="x'),
        ],
    )  # fmt: skip
    def test_each_of_them_is_looked_at(self, project, article, coder, before, after):
        a_highlight(article, "two", "Claim", note="why", by=coder)
        content = exported(project)
        assert broken(content) == []
        _, files = opened(content)
        said = files["project.qde"].decode()
        assert before in said
        changed = io.BytesIO()
        with ZipFile(changed, "w") as archive:
            for name, file in files.items():
                archive.writestr(name, said.replace(before, after, 1).encode() if name == "project.qde" else file)
        try:
            assert broken(changed.getvalue()) != []
        except etree.XMLSyntaxError:
            assert before == "<Notes>", "which then ends otherwise than it began"


class TestProject:
    def test_a_highlight_is_a_selection_with_its_codes_and_its_note(self, project, article, coder):
        made = a_highlight(article, "two", "Claim", "Disputed", note=HOSTILE, by=coder)
        root, files = opened(exported(project))
        (found,) = all_of(root, "TextSource")
        assert text_of(found, files) == article.current.text
        (part,) = all_of(found, "PlainTextSelection")
        assert part.get("guid") == str(made.key).upper()
        assert text_of(found, files)[int(part.get("startPosition")) : int(part.get("endPosition"))] == "two"
        codes = {code.get("guid"): code.get("name") for code in all_of(root, "Code")}
        assert [codes[code.get("targetGUID")] for code in all_of(part, "CodeRef")] == ["Claim", "Disputed"]
        (note,) = all_of(root, "Note")
        assert part.find(f"{{{NAMESPACE}}}NoteRef").get("targetGUID") == note.get("guid")
        assert text_of(note, files) == HOSTILE
        (user,) = all_of(root, "User")
        assert (user.get("name"), part.get("creatingUser")) == ("coder", user.get("guid"))
        assert part.get("creationDateTime") == made.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def test_the_codes_are_those_of_the_codebooks_file(self, project, article):
        Tag.objects.filter(name="Disputed").update(parent=Tag.objects.get(name="Claim"))
        root, _ = opened(exported(project))
        alone = etree.fromstring(qdc.write(project.tags.all()))
        ours, theirs = ([dict(each.attrib) for each in it.iter() if local(each) == "Code"] for it in (root, alone))
        assert ours == theirs

    def test_a_highlight_without_a_tag_is_there(self, project, article):
        a_highlight(article, "two")
        root, _ = opened(exported(project))
        (part,) = all_of(root, "PlainTextSelection")
        assert list(part) == []

    def test_an_orphan_is_a_note_that_holds_its_words(self, project, article, coder):
        made = a_highlight(article, "five", "Claim", note="why", by=coder)
        article.cut_block(1, by=coder)
        root, files = opened(exported(project))
        (found,) = all_of(root, "TextSource")
        assert all_of(found, "PlainTextSelection") == []
        holder = next(note for note in all_of(root, "Note") if all_of(note, "PlainTextSelection"))
        assert [each.get("targetGUID") for each in all_of(found, "NoteRef")] == [holder.get("guid")]
        (part,) = all_of(holder, "PlainTextSelection")
        text = text_of(holder, files)
        assert text == made.prefix + made.exact + made.suffix
        assert text[int(part.get("startPosition")) : int(part.get("endPosition"))] == "five"
        assert len(all_of(part, "CodeRef")) == len(all_of(part, "NoteRef")) == 1

    def test_it_is_the_same_bytes_for_the_same_highlights(self, project, article, coder):
        a_highlight(article, "two", "Claim", note="why", by=coder)
        assert exported(project) == exported(project)

    def test_no_name_is_in_it_where_pseudonyms_are_asked_for(self, project, article, coder):
        a_highlight(article, "two", by=coder)
        _, files = opened(exported(project, people=Pseudonyms.of(project)))
        assert b"coder" not in files["project.qde"]
