"""What tests build: articles whose text they know, and highlights on their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape
from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from annotations.core.selectors import TextPositionSelector
from annotations.models import Annotation
from reader.extraction.model import Block, Kind
from reader.importers import Source
from reader.models import Article, Picture, Project, User, Version
from reader.models.picture_queue import digest

PASSWORD = "a long walk to the quay"

# A page with an article, and one that a script would have to fill.
PAGE = b"""<!doctype html><html lang="en"><head><title>Fire at the quay</title></head><body><article>
<h1>Fire at the quay</h1>
<p>A warehouse burned on Tuesday night and at least twelve people died, the harbour office said in a statement.</p>
<p>The dockers' union called the figure too low and named three more men who had been on the night shift there.</p>
<p>Neither account could be checked, because the inquiry has not yet been allowed to reach the seat of the fire.</p>
</article></body></html>"""
EMPTY = b"<!doctype html><html><head><title>Nothing</title></head><body><script>render()</script></body></html>"

_numbers = count(1)


def paragraph(text: str, html: str = "", *, cut: str = "") -> Block:
    """Return a paragraph; `html` where it is more than its text, `cut` the reason where it is cut."""
    block = Block(Kind.PARAGRAPH, html or escape(text, quote=False), text)
    return block.cut(cut) if cut else block


def an_article(
    project: Project,
    paragraphs: Iterable[str | Block] = ("One two three.", "Four five six."),
    *,
    title: str = "Harbour fire",
    by: User | None = None,
    **fields: str,
) -> Article:
    """Return an article of the project with these blocks as its first version, published without extraction."""
    blocks = [block if isinstance(block, Block) else paragraph(block) for block in paragraphs]
    content = f"{title} {next(_numbers)}".encode()  # each builds a source of its own
    article, is_new = Article.objects.take_in(Source("", content, "text/plain"), project=project, by=by)
    assert is_new
    for name, value in {"title": title, "language": "en", **fields}.items():
        setattr(article, name, value)
    article.publish(blocks, snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=by)
    article.status = Article.Status.READY
    article.save()
    return article


def a_picture(article: Article, url: str = "https://pictures.example/quay.jpg") -> Picture:
    """Return a picture of the article that is here, a red square, also in place of one that is not."""
    article.pictures.filter(key=digest(url)).delete()
    red = Image.new("RGB", (40, 40), "red")
    file = BytesIO()
    red.save(file, "PNG")
    picture = Picture(
        article=article,
        snapshot=article.snapshots.latest("pk"),
        url=url,
        key=digest(url),
        state=Picture.State.STORED,
        content_type="image/png",
        size=file.tell(),
        sha256=sha256(file.getvalue()).hexdigest(),
        width=40,
        height=40,
        settled_at=timezone.now(),
    )
    picture.file.save("", ContentFile(file.getvalue()))
    return picture


def place_of(words: str, article: Article) -> TextPositionSelector:
    """Return where these words stand in the article's text; they must stand there once."""
    assert article.current
    text = article.current.text
    assert text.count(words) == 1, f"{words!r} is {text.count(words)} times in the text"
    start = text.index(words)
    return TextPositionSelector(start, start + len(words))


def a_highlight(article: Article, words: str, *tags: str, note: str = "", by: User | None = None) -> Annotation:
    """Return a highlight on these words, with the project's tags of these names."""
    found = [article.project.tags.get(name=name) for name in tags]
    return Annotation.objects.annotate_passage(article, place_of(words, article), by=by, tags=found, note=note)


def many_paragraphs(number: int) -> Sequence[str]:
    """Return paragraphs of which each says something of its own: `Sentence 7 of the report.`"""
    return [f"Sentence {i} of the report." for i in range(1, number + 1)]
