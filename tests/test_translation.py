"""The interface in another language: the catalogue is whole, pages speak it, and what leaves the site does not change.

A new sentence fails `test_every_sentence_of_the_code_is_in_the_catalogue` until it is translated: docs/translating.md.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import lxml.html
import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize
from lxml.html import HtmlElement

from annotations.core.quantities.model import WORDS
from annotations.exporters import EXPORTERS, Selection
from annotations.models import Annotation
from annotations.sentences import figure_words, why
from reader.models import Project, User

CATALOGUES = Path(settings.LOCALE_PATHS[0])
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
DOMAINS = ("django", "djangojs")
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?:![rs])?(?::[^{}]*)?\}|<[^>]+>")


def messages(language: str, domain: str) -> list[Message]:
    with (CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return [message for message in read_po(file, ignore_obsolete=False) if message.id]


def texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_no_gaps(language, domain):
    found = messages(language, domain)
    assert len(found) > 50
    assert [name(each) for each in found if each.fuzzy or not all(texts(each))] == []
    text = (CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po").read_text()
    assert "\n#~ " not in text


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_values_and_markup_are_those_of_the_sentence(language, domain):
    wrong = []
    for each in messages(language, domain):
        if isinstance(each.id, str):
            wrong += [each.id] if sorted(HOLES.findall(each.id)) != sorted(HOLES.findall(texts(each)[0])) else []
        else:  # forms for one and two may leave the number out
            known = {hole for form in each.id for hole in HOLES.findall(form)}
            wrong += [each.id[0] for form in texts(each) if not set(HOLES.findall(form)) <= known]
            wrong += [each.id[1]] if set(HOLES.findall(each.id[1])) != set(HOLES.findall(texts(each)[-1])) else []
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language, domain):
    with (CATALOGUES / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    old = []
    for each in messages(language, domain):
        if isinstance(each.id, str):
            old += [each.id] if compiled.gettext(each.id) != texts(each)[0] else []
        else:
            plain = {compiled.ngettext(*each.id, number) for number in range(201)}
            old += [each.id[0]] if plain != set(texts(each)) else []
    assert old == []


# What Django makes of a template for the tools of gettext: calls of Python among letters without meaning.
MARKED = re.compile(r"""(?:gettext|_)\(u?((?:'(?:[^'\\]|\\.)*')|(?:"(?:[^"\\]|\\.)*"))""")
CALLS = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "ngettext": (1, 2)}


@cache
def sentences(domain: str) -> frozenset[str]:
    """What the code and the templates mark for translation, found without the tools of gettext."""
    root, found = settings.BASE_DIR, set()
    if domain == "django":
        for path in (root / "templates").rglob("*.*"):
            code = templatize(path.read_text(), origin=str(path))
            found |= {ast.literal_eval(text) for text in MARKED.findall(code)}
        sources = [path for app in ("reader", "annotations") for path in (root / app).rglob("*.py")]
    else:
        sources = [*(root / "static/js").rglob("*.js"), *(root / "reader").glob("*.js")]
    for path in sources:
        if "gettext" in (code := path.read_text()):
            if domain == "django":
                found |= set(called(code))
                continue
            for _line, said, _comments, _context in extract("javascript", BytesIO(code.encode()), keywords=CALLS):
                found.add(said if isinstance(said, str) else said[0])
    return frozenset(found)


def called(code: str) -> Iterator[str]:
    """What calls in Python mark; also those inside of f-strings, which makemessages does not see."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(id=function), args=[ast.Constant(value=str(said)), *_]) if function in CALLS:
                yield said


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_is_in_the_catalogue(language, domain):
    assert sentences(domain) - {name(each) for each in messages(language, domain)} == set()


# Words in Latin letters on an Arabic page: what people and pages wrote (isolated by its own language or direction, or
# known by its words), and what the translators left in Latin letters: names of formats and programs.
UNREAD = {"script", "style", "code", "kbd", "pre", "samp", "textarea", "option", "title", "desc", "template"}
SPOKEN = ("aria-label", "aria-description", "placeholder", "alt")
WORD = re.compile(r"[A-Za-z]{2,}")


def is_apart(element: HtmlElement, language: str) -> bool:
    for each in (element, *element.iterancestors()):
        if each.tag in UNREAD or each.tag == "bdi" or each.get("dir") == "auto" or "chip" in each.classes:
            return True
        if (own := each.get("lang")) is not None:
            return own != language
    return False


def said(page: HtmlElement, language: str) -> Iterator[str]:
    for element in page.iter():
        if isinstance(element.tag, str) and not is_apart(element, language):
            yield element.text or ""
            yield from (element.get(name, "") for name in SPOKEN)
        above = element.getparent()
        if above is not None and not is_apart(above, language):
            yield element.tail or ""


@cache
def kept(language: str) -> re.Pattern[str]:
    """What the translators left in Latin letters, as a pattern."""
    found = set(WORDS) | {"https"}
    for domain in DOMAINS:
        for message in messages(language, domain):
            for form in texts(message):
                found |= set(re.findall(r"[A-Za-z][\w.,’'/ -]*\w", HOLES.sub(" ", form), re.ASCII))
    # What stands between isolates was put in, and is somebody's own words.
    return re.compile(
        r"\u2068[^\u2068\u2069]*\u2069|(?<![A-Za-z])(?:"
        + "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
        + r")(?![A-Za-z])"
    )


@pytest.fixture
def sample(owner: User) -> Project:
    call_command("load_demo", owner="owner", stdout=StringIO())
    return Project.objects.get(is_sample=True)


def words_of_people(project: Project) -> list[str]:
    """Titles, names, quotes and notes that a page of the sample may show as they are."""
    found = [project.name, "owner", "Sample"]
    for article in project.articles.all():
        found += [article.title, article.byline, article.site_name, article.host.removeprefix("www.")]
    for annotation in Annotation.objects.filter(article__project=project):
        found += [annotation.exact, annotation.note]
        found += [
            value for figure in annotation.figures.all() for value in (figure.raw, figure.source_name, figure.place)
        ]
    for tag in project.tags.all():
        found += [tag.name, tag.description, tag.examples]
    found += [event.name for event in project.events.all()]
    return sorted(filter(None, found), key=len, reverse=True)


def pages(project: Project) -> list[str]:
    article = project.articles.filter(language="en").earliest("pk")
    annotation, event = article.annotations.earliest("pk"), project.events.earliest("pk")
    here = project.get_absolute_url()
    return [
        *(
            here + name
            for name in ("", "?q=fire", "annotations/", "claims/", "figures/", "events/", "counting/", "tags/")
        ),
        *(here + name for name in ("exports/", "imports/", "people/", "pictures/")),
        *(article.get_absolute_url() + name for name in ("", "?cut", "history/", "metadata/", "suggestions/")),
        annotation.get_absolute_url(),
        f"{annotation.get_absolute_url()}history/",
        event.get_absolute_url(),
        "/projects/",
    ]


def test_an_arabic_page_has_no_english_but_what_people_and_articles_wrote(sample, owner, client_of):
    owner.language = "ar"
    owner.save()
    theirs = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words_of_people(sample)))})(?!\w)")
    client, english = client_of(owner), {}
    for path in pages(sample):
        response = client.get(path, follow=True)
        assert (response.status_code, response["Content-Language"]) == (200, "ar"), path
        page = lxml.html.fromstring(response.content.decode())
        assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
        for text in said(page, "ar"):
            left = kept("ar").sub(" ", theirs.sub(" ", text))
            if WORD.search(left):
                english[" ".join(text.split())] = path
    assert english == {}


def test_exports_are_the_same_bytes_in_every_language(sample):
    def written(language: str) -> dict[str, bytes]:
        with translation.override(language):
            selection = Selection(sample, Annotation.objects.filter(article__project=sample).alive())
            return {name: b"".join(made.write(selection)) for name, made in EXPORTERS.items()}

    def without_times(content: bytes) -> bytes:
        return re.sub(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*", b"", content)

    english, arabic = written("en"), written("ar")
    assert len(english) > 10
    archives = {name for name, made in EXPORTERS.items() if made.suffix in (".zip", ".docx", ".xlsx", ".qdpx")}
    differing = [
        name for name in english if name not in archives and without_times(english[name]) != without_times(arabic[name])
    ]
    assert differing == []
    assert [name for name in archives if members(english[name]) != members(arabic[name])] == []


def members(content: bytes) -> dict[str, bytes]:
    """The files of an archive, without the times and the checksums that differ from one minute to the next."""
    with ZipFile(BytesIO(content)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist()}
    changing = (
        rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z|\+00:00)?|[0-9a-f]{64}"
        rb"|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
    )
    return {
        name: repr(members(text)).encode() if name.endswith(".docx") else re.sub(changing, b"", text)
        for name, text in texts.items()
    }


def test_the_browser_asks_for_a_language_until_somebody_chooses(owner):
    client = Client(headers={"Accept-Language": "ar-EG,ar;q=0.9,en;q=0.5"})
    page = client.get("/login/")
    assert b'<html lang="ar" dir="rtl"' in page.content
    assert "Accept-Language" in page["Vary"]
    client.post("/language/", {"language": "en"})  # without a person it is kept in the browser
    assert b'<html lang="en" dir="ltr"' in client.get("/login/").content
    client.force_login(owner)
    client.post("/language/", {"language": "ar"})
    owner.refresh_from_db()
    assert owner.language == "ar"
    elsewhere = Client(headers={"Accept-Language": "en"})
    elsewhere.force_login(owner)
    assert b'<html lang="ar" dir="rtl"' in elsewhere.get("/projects/").content


def test_programs_read_english_whatever_the_browser_says(owner):
    client = Client(headers={"Accept-Language": "ar"})
    assert client.get("/api/nothing/")["Content-Language"] == "en"


def test_numbers_for_pictures_keep_their_point_in_every_language(sample, owner, client_of):
    owner.language = "ar"
    owner.save()
    page = client_of(owner).get(sample.events.earliest("pk").get_absolute_url()).content.decode()
    drawn = re.findall(r' (?:x|y|cx|cy|x1|x2|y1|y2|width|height)="([^"]*)"', page)
    assert len(drawn) > 20
    assert [value for value in drawn if not re.fullmatch(r"-?\d+(?:\.\d+)?(?:em|%)?", value)] == []


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("12", "12"),
        ("about 100", "نحو \u2068100\u2069"),
        ("about 17 to 21", "نحو \u2068من \u206817\u2069 إلى \u206821\u2069\u2069"),
    ],
)
def test_what_a_figure_says_is_put_together_in_the_language_of_the_page(english, arabic):
    with translation.override("ar"):
        assert figure_words(english) == arabic
    assert figure_words(english) == english


def test_why_a_passage_is_suggested_is_told_with_its_words():
    with translation.override("ar"):
        assert (
            why("“denied”: somebody declares something untrue.")
            == "\u200f«\u2068denied\u2069»: أحد يعلن أن شيئًا غير صحيح."
        )
        assert why("Nothing that is known.") == "Nothing that is known."
