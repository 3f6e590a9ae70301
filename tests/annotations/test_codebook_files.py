"""The codebook as a file: written, read back, and taken in after a look at what it would change."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from annotations.codebooks import FORMATS, csv, importing, qdc
from annotations.codebooks.colours import COLOURS, nearest_tint
from annotations.codebooks.rows import MOST_BYTES, MOST_TAGS, UnreadableCodebook
from annotations.models import Operation, Tag, codebook_editing
from annotations.models.codebook import Tint
from annotations.models.codebook_tree import MOST_LEVELS, tree
from reader.models import Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article

# What makes trouble in cells and in XML.
AWKWARD = '=HYPERLINK("x"), "quoted"; 🕊 <b>&amp;\nand a second line'


@pytest.fixture
def rich(project: Project, coder: User) -> Project:
    """A codebook with something of everything."""
    claim = project.tags.get(name="Claim")
    source = Tag(project=project, name="=Source, named", parent=claim, tint="teal", description=AWKWARD, examples="'-1")
    codebook_editing.add(source, by=coder)
    official = Tag(project=project, name="رسمي", parent=source, kind="disputed", examples="One.\n\nTwo.", hotkey="9")
    codebook_editing.add(official, by=coder)
    codebook_editing.archive(project.tags.get(name="Disputed"), by=coder)
    codebook_editing.move(project.tags.get(name="Casualty figure"), "up", by=coder)
    return project


@pytest.fixture
def empty(coder: User) -> Project:
    project = Project.objects.start("Empty", by=coder)
    project.tags.all().delete()
    return project


def said(project: Project, *fields: str) -> list[tuple[object, ...]]:
    """Return what the codebook says, in the order of its tree, without keys."""
    return [
        (tag.name, tag.parent.name if tag.parent else "", *[getattr(tag, field) for field in fields])
        for tag in project.tags.select_related("parent")
    ]


def sheet(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def problems_of(content: bytes, project: Project, suffix: str = ".csv") -> str:
    with pytest.raises(UnreadableCodebook) as caught:
        importing.carry_out(FORMATS[suffix].read(content), project, by=project.members.first())
    return " | ".join(caught.value.problems)


class TestCsv:
    def test_what_is_written_is_read_back_whole(self, rich, empty, coder):
        importing.carry_out(csv.read(csv.write(rich.tags.all())), empty, by=coder)
        fields = ("kind", "tint", "hotkey", "description", "examples", "archived")
        assert said(empty, *fields) == said(rich, *fields)

    def test_its_own_codebook_changes_nothing(self, rich, coder):
        assert importing.plan(csv.read(csv.write(rich.tags.all())), rich).is_empty
        assert importing.carry_out(csv.read(csv.write(rich.tags.all())), rich, by=coder) is None

    def test_columns_and_order(self, rich):
        lines = csv.write(rich.tags.all()).decode("utf-8-sig").split("\r\n")
        assert lines[0] == "name,parent,kind,colour,hotkey,description,examples,archived,position"
        assert next(line.split(",")[0] for line in lines if line[-1:].isdigit()) == "Casualty figure"

    def test_no_cell_runs_as_a_formula(self, rich):
        text = csv.write(rich.tags.all()).decode("utf-8-sig")
        assert not re.search(r'(^|,)"?[=+\-@]', text, re.MULTILINE)
        assert '"\'=Source, named"' in text

    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_other_spreadsheets_delimiters(self, empty, coder, delimiter):
        content = csv.write([]).decode().replace(",", delimiter) + delimiter.join(
            ["Cause", "", "claim", "teal", "z", "Why, and how", "", "no", "1"]
        )
        importing.carry_out(csv.read(content.encode()), empty, by=coder)
        assert said(empty, "kind", "tint", "hotkey", "description") == [
            ("Cause", "", "claim", "teal", "z", "Why, and how")
        ]

    def test_utf_16_as_some_spreadsheets_write_it(self):
        content = codecs.BOM_UTF16_LE + "name\tdescription\r\nÜrsache\tWarum".encode("utf-16-le")
        assert [(row.name, row.description) for row in csv.read(content)] == [("Ürsache", "Warum")]

    def test_what_a_file_leaves_out_stays(self, project, coder):
        importing.carry_out(csv.read(sheet("Name,Colour", "CLAIM,#00a0a0")), project, by=coder)
        tag = project.tags.get(name="CLAIM")
        assert (tag.tint, tag.kind, tag.hotkey, bool(tag.description)) == ("teal", "claim", "c", True)

    def test_an_empty_cell_empties_a_text_and_leaves_the_kind(self, project, coder):
        importing.carry_out(csv.read(sheet("name,kind,description", "Claim,,")), project, by=coder)
        tag = project.tags.get(name="Claim")
        assert (tag.kind, tag.description) == ("claim", "")

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "no column “name”"),
            (b"title\r\nCause", "no column “name”"),
            (b"name,name\r\na,b", "two columns “name”"),
            (sheet("name,kind", "Cause,reason"), "Row 2: there is no kind “reason”"),
            (sheet("name,colour", "", "Cause,beige"), "Row 3: there is no colour “beige”"),
            (sheet("name,colour", ",teal"), "Row 2: the tag has no name"),
            (sheet("name,archived", "Cause,perhaps"), "Row 2: “perhaps” is not yes or no"),
            (sheet("name,position", "Cause,-1"), "Row 2: “-1” is no position"),
            (sheet("name,position", "Cause,99999999999"), "is no position"),
            (sheet("name,hotkey", "Cause,j"), "Row 2: The reading page uses"),
            (sheet("name,hotkey", "Cause,++"), "Row 2: "),
            (sheet("name,hotkey", "Cause,c"), "Row 2: “Claim” has the hotkey “c” too"),
            (sheet("name", "Cause", "cause"), "Row 3: the name “cause” stands twice (first: Row 2)"),
            (sheet("name,parent", "Cause,Nowhere"), "Row 2: there is no tag “Nowhere” to stand under"),
            (sheet("name,parent", "Claim,Disputed", "Disputed,Claim"), "stands under itself"),
            (sheet("name,parent", "Claim,Claim"), "stands under itself"),
            (sheet("name", "x" * 101), "Row 2: "),
            (b"PK\x03\x04 a workbook", "spreadsheet's own format"),
            ("name\r\nÜber".encode("latin-1"), "not in UTF-8"),
            (b"name\r\nA\0B", "no text"),
            (b'name\r\n"A', "no CSV"),
            (sheet("name", *[f"Tag {number}" for number in range(MOST_TAGS + 1)]), "at most"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_row(self, project, content, says):
        before = said(project)
        assert says in problems_of(content, project)
        assert said(project) == before

    def test_every_wrong_row_is_said_at_once(self, project):
        content = sheet("name,kind,parent", "A,none,", "B,,Nowhere", "C,other,")
        assert problems_of(content, project).count("Row ") == 2  # what one row says alone comes first
        assert problems_of(sheet("name,parent", "A,Nowhere", "B,Nowhere"), project).count("Row ") == 2

    def test_the_deepest_level_is_said(self, project):
        lines = [f"L{level},{f'L{level - 1}' if level > 1 else ''}" for level in range(1, MOST_LEVELS + 2)]
        assert f"Row {MOST_LEVELS + 2}" in problems_of(sheet("name,parent", *lines), project)


class TestQdc:
    def test_what_is_written_is_read_back_but_for_what_the_standard_has_no_place_for(self, rich, empty, coder):
        importing.carry_out(qdc.read(qdc.write(rich.tags.all())), empty, by=coder)
        fields = ("tint", "description", "examples")
        assert said(empty, *fields) == said(rich, *fields)
        assert {(tag.kind, tag.hotkey, tag.archived) for tag in empty.tags.all()} == {("plain", "", False)}

    def test_its_own_codebook_changes_nothing(self, rich):
        assert importing.plan(qdc.read(qdc.write(rich.tags.all())), rich).is_empty

    def test_it_is_as_the_standard_has_it(self, rich):
        root = etree.fromstring(qdc.write(rich.tags.all()))
        space = "{urn:QDA-XML:codebook:1.0}"
        assert (root.tag, root.get("origin")) == (f"{space}CodeBook", "Attest")
        assert [child.tag for child in root] == [f"{space}Codes"]
        codes = list(root.iter(f"{space}Code"))
        assert len(codes) == rich.tags.count()
        for code in codes:
            assert set(code.attrib) == {"guid", "name", "isCodable", "color"}
            assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", code.get("guid"))
            assert re.fullmatch(r"#[0-9a-f]{6}", code.get("color"))
            # xs:sequence: the description before the codes under it
            assert [child.tag for child in code if child.tag != f"{space}Code"] == [
                child.tag for child in code if child.tag == f"{space}Description"
            ]
            assert not len(code) or code[0].tag == f"{space}Description"
        nested = {code.get("name"): code.getparent().get("name") for code in codes}
        assert nested["رسمي"] == "=Source, named"
        assert {code.get("isCodable") for code in codes if code.get("name") == "Disputed"} == {"false"}

    def test_a_guid_is_the_tags_for_good(self, rich, coder):
        def guids() -> dict[int, str]:
            return {tag.pk: qdc.guid(tag) for tag in rich.tags.all()}

        before = guids()
        codebook_editing.revise(rich.tags.get(name="Claim"), {"name": "Assertion"}, by=coder)
        assert guids() == before
        assert len(set(before.values())) == len(before)

    @pytest.mark.parametrize("space", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0", ""])
    def test_other_programs_codebooks(self, empty, coder, space):
        content = f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
            <CodeBook xmlns="{space}" origin="Another"><Codes>
              <Code guid="{{2a08bddf-4c35-4250-bf77-7de37b50c930}}" name="Harm" isCodable="false" color="#FF0000">
                <Description>What was <!-- not --> done.</Description>
                <Code guid="x" name="To people" isCodable="true"/>
              </Code>
            </Codes><Sets><Set guid="y" name="All"><MemberCode guid="x"/></Set></Sets></CodeBook>"""
        importing.carry_out(qdc.read(content.encode()), empty, by=coder)
        assert said(empty, "description", "tint") == [
            ("Harm", "", "What was  done.", nearest_tint("#ff0000")),
            ("To people", "Harm", "", "grey"),
        ]

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("<CodeBook><Codes>", "no .qdc file"),
            ("<html><body/></html>", "no REFI-QDA codebook"),
            ("<CodeBook/>", "no codes"),
            ("<CodeBook><Codes><Code/></Codes></CodeBook>", "line 1 has no name"),
            ('<CodeBook><Codes><Code name="A"/><Code name="a"/></Codes></CodeBook>', "Code “a”: the name “a” stands"),
            ("<CodeBook><Codes>" + '<Code name="{}">' * 11 + "</Code>" * 11 + "</Codes></CodeBook>", "is on level 11"),
            ('<!DOCTYPE CodeBook><CodeBook><Codes><Code name="A"/></Codes></CodeBook>', "document type"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, project, content, says):
        assert says in problems_of(content.format(*range(11)).encode(), project, ".qdc")

    def test_nothing_of_our_own_is_read_through_an_entity(self, project, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("the secret")
        for kind in (f'SYSTEM "file://{secret}"', '"the secret"'):
            content = f"""<!DOCTYPE CodeBook [<!ENTITY e {kind}>]><CodeBook><Codes><Code name="A"><Description>&e;
                </Description></Code></Codes></CodeBook>"""
            assert "the secret" not in problems_of(content.encode(), project, ".qdc")
            assert not project.tags.filter(name="A").exists()

    def test_what_grows_without_end_is_refused(self, project):
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        content = f'<!DOCTYPE CodeBook [{entities}]><CodeBook><Codes><Code name="&e11;"/></Codes></CodeBook>'
        assert problems_of(content.encode(), project, ".qdc")


class TestColours:
    def test_every_tint_is_its_own_nearest(self):
        assert list(COLOURS) == Tint.values
        assert {tint: nearest_tint(colour) for tint, colour in COLOURS.items()} == {tint: tint for tint in COLOURS}

    @pytest.mark.parametrize(
        ("colour", "tint"),
        [
            ("#0000ff", "blue"), ("#008000", "green"), ("808080", "grey"), ("#000000", "grey"), ("#FFFFFF", "grey"),
            ("#ff8000", "orange"), ("#800080", "violet"), ("#00ffff", "teal"), ("#ff69b4", "rose"),
            ("#ffcc00", "amber"),
        ],
    )  # fmt: skip
    def test_other_colours_find_theirs(self, colour, tint):
        assert nearest_tint(colour) == tint

    @pytest.mark.parametrize("colour", ["", "red", "#12345", "#1234567", "#gggggg"])
    def test_what_is_no_colour_is_none(self, colour):
        assert nearest_tint(colour) is None


class TestPages:
    @pytest.fixture
    def client(self, coder: User, client_of: Callable[[User], Client]) -> Client:
        return client_of(coder)

    @pytest.fixture
    def path(self, project: Project) -> str:
        return reverse("codebook_import", args=[project.pk])

    def look(self, client: Client, path: str, content: bytes, name: str = "codebook.csv") -> dict[str, str]:
        """Send a file; return the fields of the form on the page that shows what it would change."""
        page = page_of(client.post(path, {"file": SimpleUploadedFile(name, content)}))
        return {field: page.xpath(f"string(//main//input[@name='{field}']/@value)") for field in
                ("content", "suffix", "seen")}  # fmt: skip

    def test_a_look_changes_nothing_and_the_import_does_as_it_said(self, client, path, project, coder):
        content = sheet("name,parent,description", "Cause,Claim,Why it burned.", "claim,,Another text.")
        before = said(project)
        response = client.post(path, {"file": SimpleUploadedFile("codebook.csv", content)})
        words = words_of(page_of(response).find(".//main"))
        assert "1 new tag Cause under “claim”" in words
        assert "1 changed tag claim name Claim → claim" in words
        assert "→ Another text." in words
        assert said(project) == before
        assert client.post(path, self.look(client, path, content))["Location"] == reverse("codebook", args=[project.pk])
        assert said(project) == [("claim", ""), ("Cause", "claim"), ("Disputed", ""), ("Casualty figure", "")]

    def test_it_is_one_operation_and_undone_as_one(self, client, path, project, coder):
        before = said(project, *Tag.REMEMBERED)
        operations = Operation.objects.count()
        client.post(path, self.look(client, path, sheet("name,hotkey", "Claim,d", "Disputed,c", "Cause,z")))
        assert dict(project.tags.values_list("name", "hotkey")) == {
            "Claim": "d", "Disputed": "c", "Casualty figure": "f", "Cause": "z",
        }  # fmt: skip
        assert Operation.objects.count() == operations + 1
        client.post(reverse("codebook_turn", args=[project.pk, "undo"]))
        assert said(project, *Tag.REMEMBERED) == before

    def test_a_qdc_is_known_by_what_is_in_it(self, client, path, project):
        content = b'\xef\xbb\xbf<CodeBook><Codes><Code name="Cause"/></Codes></CodeBook>'
        client.post(path, self.look(client, path, content, "codebook.txt"))
        assert project.tags.filter(name="Cause").exists()

    def test_what_was_changed_meanwhile_is_shown_anew(self, client, path, project, coder):
        fields = self.look(client, path, sheet("name", "Cause"))
        codebook_editing.add(Tag(project=project, name="cause"), by=coder)
        response = client.post(path, fields)
        assert "changed meanwhile" in words_of(page_of(response))
        assert not project.tags.filter(name="Cause").exists()

    def test_problems_are_listed_and_nothing_is_imported(self, client, path, project):
        content = sheet("name,kind", "Fine,claim", "Cause,reason")
        response = client.post(path, {"file": SimpleUploadedFile("codebook.csv", content)})
        assert response.status_code == 422
        assert "Row 3: there is no kind “reason”" in response.content.decode()
        assert project.tags.count() == 3

    @pytest.mark.parametrize(
        "data", [{}, {"content": "no base64!", "suffix": ".csv"}, {"content": "YQ==", "suffix": ".exe"}]
    )
    def test_what_is_no_file_is_422(self, client, path, data):
        assert client.post(path, data).status_code == 422

    def test_a_file_that_is_too_large_is_422(self, client, path):
        response = client.post(path, {"file": SimpleUploadedFile("codebook.csv", b"x" * (MOST_BYTES + 1))})
        assert response.status_code == 422
        assert "at most 1 MB" in response.content.decode()

    def test_a_codebook_that_is_here_already_changes_nothing(self, client, path, project):
        content = csv.write(project.tags.all())
        assert "Nothing" in words_of(
            page_of(client.post(path, {"file": SimpleUploadedFile("c.csv", content)})).find(".//main")
        )

    @pytest.mark.parametrize(("suffix", "kind"), [("csv", "text/csv"), ("qdc", "application/xml")])
    def test_downloads(self, client, project, suffix, kind):
        response = client.get(reverse("codebook_export", args=[project.pk, suffix]))
        assert response["Content-Type"].startswith(kind)
        assert response["Content-Disposition"] == f'attachment; filename="harbour-codebook.{suffix}"'
        assert [row.name for row in FORMATS[f".{suffix}"].read(response.content)] == [
            "Claim", "Disputed", "Casualty figure",
        ]  # fmt: skip

    def test_a_removed_tag_is_not_taken_away(self, client, project, coder):
        codebook_editing.remove(project.tags.get(name="Claim"), by=coder)
        for suffix in ("csv", "qdc"):
            assert b"Claim" not in client.get(reverse("codebook_export", args=[project.pk, suffix])).content

    def test_archiving_by_file_leaves_the_uses(self, client, path, project):
        made = a_highlight(an_article(project), "two", "Claim")
        client.post(path, self.look(client, path, sheet("name,archived", "Claim,yes")))
        assert [node.tag.name for node in tree(project.tags.all())] == ["Disputed", "Casualty figure"]
        assert [tag.name for tag in made.tags.all()] == ["Claim"]
