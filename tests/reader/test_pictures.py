"""Pictures: fetched when asked for, written anew, shown from here; whoever reads tells no third party."""

from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import Base

from reader.extraction import UnreadableSource
from reader.extraction.model import Block, Kind
from reader.importers import from_file
from reader.models import Article, Picture, Version
from reader.pictures.decoding import A_DOT, BROKEN, DRAWING, NO_PICTURE, TOO_LARGE, decode_isolated
from tests.answers import page_of, words_of
from tests.builders import PAGE, a_picture, an_article, paragraph
from tests.reader.importers.made import zipped
from tests.servers import Server, answer


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture, every pixel of which has a colour of its own, so that it does not pack to nothing."""
    file = BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(file, kind, **options)
    return file.getvalue()


def image(url: str, alt: str = "The quay") -> Block:
    return Block(Kind.IMAGE, f'<img src="{url}" alt="{alt}">', "")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


class TestDecoding:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (drawn("JPEG"), "image/jpeg"),
            (drawn("JPEG", mode="CMYK"), "image/jpeg"),
            (drawn("WEBP"), "image/jpeg"),
            (drawn("AVIF"), "image/jpeg"),
            (drawn("PNG"), "image/png"),
            (drawn("PNG", mode="P"), "image/png"),
            (drawn("GIF", mode="P"), "image/png"),
            (drawn("PNG", mode="RGBA"), "image/png"),
        ],
        ids="jpeg cmyk webp avif png palette gif alpha".split(),
    )
    def test_each_kind_comes_out_as_one_of_two(self, content, kind):
        made = decode_isolated(content)
        assert made
        with opened(made.content) as picture:
            assert (Image.MIME[picture.format or ""], picture.size) == (kind, (60, 40))
        assert (made.content_type, made.width, made.height) == (kind, 60, 40)

    def test_a_photo_is_upright_and_says_nothing_of_who_took_it_where(self):
        said = Image.Exif()
        said[Base.Orientation.value], said[Base.Make.value] = 6, "A camera"
        content = drawn(exif=said) + b"<script>behind its end</script>"
        assert b"A camera" in content
        made = decode_isolated(content)
        assert made
        assert (made.width, made.height) == (40, 60)
        with opened(made.content) as picture:
            assert dict(picture.getexif()) == {}
        assert b"A camera" not in made.content
        assert b"script" not in made.content

    def test_of_a_moving_picture_the_first_is_kept(self):
        frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
        file = BytesIO()
        frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
        made = decode_isolated(file.getvalue())
        assert made
        with opened(made.content) as picture:
            assert (getattr(picture, "n_frames", 1), picture.convert("RGB").getpixel((9, 9))) == (1, (255, 0, 0))

    def test_a_large_one_is_made_smaller(self):
        made = decode_isolated(drawn(size=(3200, 800)))
        assert made
        assert (made.width, made.height) == (1600, 400)

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', DRAWING),
            (b"<!doctype html><title>Not found</title>", NO_PICTURE),
            (b"", NO_PICTURE),
            (drawn()[:300], BROKEN),
            (drawn("PNG")[:90], BROKEN),
            (drawn(size=(1, 1)), A_DOT),
            (b"BM" + bytes(100), NO_PICTURE),
        ],
        ids="drawing page nothing cut cut-png dot another-kind".split(),
    )
    def test_what_cannot_be_shown_says_why(self, content, problem):
        with pytest.raises(UnreadableSource) as raised:
            decode_isolated(content)
        assert str(raised.value) == problem

    def test_bombs_are_refused_and_the_next_picture_is_read(self):
        packed = BytesIO()
        Image.new("1", (20_000, 20_000)).save(packed, "PNG")
        with pytest.raises(UnreadableSource) as raised:
            decode_isolated(packed.getvalue())
        assert str(raised.value) == TOO_LARGE
        assert decode_isolated(drawn())


@pytest.fixture
def site(settings):
    """A site with a picture, a drawing and a page where a picture should be."""
    pages = {
        "/quay.jpg": answer(drawn("JPEG"), content_type="image/jpeg"),
        "/map.svg": answer(b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"),
        "/gone.png": answer(b"<!doctype html><p>Sign in"),
    }
    with Server(pages) as server:
        settings.FETCH_ALLOW, settings.FETCH_PAUSE = {server.address}, 0
        yield server


@pytest.fixture
def article(project, site) -> Article:
    blocks = [paragraph("One."), *(image(site.url(path)) for path in ("/quay.jpg", "/map.svg", "/gone.png"))]
    return an_article(project, [*blocks, paragraph("Two.", cut="an appeal")])


def shown(client, article) -> list[str]:
    page = page_of(client.get(article.get_absolute_url()))
    return [each.get("src") for each in page.xpath("//text-selection//img")]


@pytest.mark.django_db(transaction=True)
class TestOfAnArticle:
    def test_they_are_loaded_when_a_coder_asks_and_seen_by_all_members(
        self, article, site, coder, viewer, stranger, client_of
    ):
        path = reverse("pictures", args=[article.pk])
        assert shown(client_of(viewer), article) == []
        for person in (viewer, stranger):
            assert client_of(person).post(path).status_code == 404
        assert site.requests == []
        assert client_of(coder).post(path).status_code == 302
        assert sorted(request.path for request in site.requests) == ["/gone.png", "/map.svg", "/quay.jpg"]

        picture = article.pictures.stored().get()
        assert shown(client_of(viewer), article) == [picture.get_absolute_url()]
        (element,) = page_of(client_of(viewer).get(article.get_absolute_url())).xpath("//text-selection//img")
        assert dict(element.attrib) == {
            "src": picture.get_absolute_url(),
            "alt": "The quay",
            "width": "60",
            "height": "40",
            "loading": "lazy",
            "decoding": "async",
        }
        assert element.getparent().get("data-start") == str(len("One.\n"))
        assert words_of(element.getparent()) == "", "what has a place in the text has no words of ours"
        response = client_of(viewer).get(picture.get_absolute_url())
        assert response.content == picture.content
        headers = {
            "Content-Type": "image/jpeg",
            "Content-Disposition": f'inline; filename="picture-{picture.pk}.jpg"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        assert {name: response[name] for name in headers} == headers
        assert client_of(stranger).get(picture.get_absolute_url()).status_code == 404
        nowhere = picture.get_absolute_url().replace(f"/articles/{picture.article_id}/", f"/articles/{2**63}/")
        assert client_of(coder).get(nowhere).status_code == 404

    def test_each_failure_is_told_and_can_be_tried_again(self, article, site, coder, viewer, client_of):
        path = reverse("pictures", args=[article.pk])
        client_of(coder).post(path)
        page = page_of(client_of(coder).get(article.get_absolute_url()))
        told = [words_of(each) for each in page.xpath("//*[@class='image-stand-in']")]
        assert [DRAWING in told[0], NO_PICTURE in told[1]] == [True, True]
        assert page_of(client_of(viewer).get(article.get_absolute_url())).xpath("//button[@name='again']") == []
        again = [button.get("value") for button in page.xpath("//*[@class='image-stand-in']/button[@name='again']")]
        site.pages["/gone.png"] = answer(drawn("PNG"), content_type="image/png")
        client_of(coder).post(path, {"again": again[1]})
        assert article.pictures.stored().count() == 2
        assert [request.path for request in site.requests].count("/map.svg") == 1

    def test_they_survive_versions_and_go_with_their_article(self, article, owner, client_of):
        client = client_of(owner)
        client.post(reverse("pictures", args=[article.pk]))
        before = shown(client, article)
        article.restore_block(4, by=owner)
        assert shown(client, article) == before
        path = article.pictures.stored().get().file.name
        assert default_storage.exists(path)
        article.remove()
        assert not default_storage.exists(path)

    def test_what_could_be_seen_stays_when_the_page_is_fetched_again(self, article, owner, client_of):
        url = article.current.picture_urls[0]
        old = a_picture(article, url)
        snapshot = article.snapshots.model.objects.keep(b"newer", article=article, by=owner)
        article.publish([image(url)], snapshot=snapshot, cause=Version.Cause.IMPORTED, by=owner)
        assert shown(client_of(owner), article) == [old.get_absolute_url()]
        newer = Picture.objects.create(article=article, snapshot=snapshot, url=url, key=old.key, state="failed")
        assert shown(client_of(owner), article) == [old.get_absolute_url()]
        newer.delete()
        client_of(owner).post(reverse("pictures", args=[article.pk]))
        newer = article.pictures.get(snapshot=snapshot)
        assert shown(client_of(owner), article) == [newer.get_absolute_url()]

    def test_the_page_is_told_how_far_it_is(self, article, coder, client_of):
        client, path = client_of(coder), reverse("pictures", args=[article.pk])
        urls = article.current.picture_urls
        first = a_picture(article, urls[0])
        for url in urls[1:]:
            Picture.objects.create(article=article, snapshot=first.snapshot, url=url, key=f"{url:.60}")
        response = client.get(path, {"done": 0}, headers={"HX-Request": "true"})
        tool = page_of(response).get_element_by_id("pictures-tool")
        assert (words_of(tool), tool.get("hx-get")) == ("Loading the pictures: 1 of 3", f"{path}?done=1")
        assert first.get_absolute_url() in response.content.decode()
        response = client.get(path, {"done": 1}, headers={"HX-Request": "true"})
        assert first.get_absolute_url() not in response.content.decode()

    def test_a_project_may_want_them_at_once(self, project, site, owner, client_of):
        client_of(owner).post(reverse("project_pictures", args=[project.pk]), {"always": "on"})
        project.refresh_from_db()
        article = an_article(project, [paragraph("One."), image(site.url("/quay.jpg"))])
        assert article.pictures.stored().count() == 1
        client_of(owner).post(reverse("project_pictures", args=[project.pk]))
        project.refresh_from_db()
        other = an_article(project, [paragraph("Three."), image(site.url("/quay.jpg"))])
        assert other.pictures.count() == 0

    def test_a_killed_workers_picture_is_fetched_by_the_next(self, article, site):
        article.pictures.create(snapshot=article.snapshots.get(), url=site.url("/quay.jpg"), key="quay")
        assert Picture.objects.claim(article.pk)
        assert Picture.objects.claim(article.pk) is None, "another worker has it"
        Picture.objects.resume()  # as a worker that starts anew does; here the job is done at once
        assert article.pictures.stored().count() == 1

    def test_an_article_has_only_so_many_bytes_of_them(self, article, monkeypatch, coder, client_of):
        monkeypatch.setattr("reader.models.picture.TOTAL", 10)
        client_of(coder).post(reverse("pictures", args=[article.pk]))
        assert article.pictures.stored().count() == 0
        assert "40 MB" in article.pictures.first().problem


def with_data(picture: bytes) -> bytes:
    url = f"data:image/png;base64,{b64encode(picture).decode()}"
    return PAGE.replace(b"<p>The", f'<figure><img src="{url}" alt="Smoke"></figure><p>The'.encode())


def with_parts(picture: bytes) -> bytes:
    page = PAGE.replace(b"<p>The", b'<figure><img src="https://ledger.example/smoke.png" alt="Smoke"></figure><p>The')
    head = b'From: <Saved by a browser>\r\nSnapshot-Content-Location: https://ledger.example/\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'  # noqa: E501
    first = b"--B\r\nContent-Type: text/html\r\nContent-Location: https://ledger.example/\r\n\r\n" + page
    second = b"\r\n--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
    second += b"Content-Location: smoke.png\r\n\r\n"
    return head + first + second + b64encode(picture) + b"\r\n--B--\r\n"


def in_a_mail(picture: bytes) -> bytes:
    page = PAGE.replace(b"<p>The", b'<figure><img src="cid:smoke%40ledger.example" alt="Smoke"></figure><p>The')
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "desk@ledger.example", "me@home.example", "Fire"
    message.set_content("Fire at the quay")
    message.add_alternative(page.decode(), subtype="html")
    html = message.get_payload(1)
    html.add_related(picture, "image", "png", cid="<smoke@ledger.example>")
    return bytes(message)


def in_a_book(picture: bytes) -> bytes:
    chapter = PAGE.replace(b"<p>A", b'<img src="../images/smoke%20.png" alt="Smoke"/><p>A', 1)
    return zipped(
        {
            "META-INF/container.xml": b'<container><rootfile full-path="b/book.opf"/></container>',
            "b/book.opf": b'<package><manifest><item id="a" href="text/a.xhtml"/></manifest><spine>'
            b'<itemref idref="a"/></spine></package>',
            "b/text/a.xhtml": chapter,
            "b/images/smoke .png": picture,
        }
    )


def in_a_document(picture: bytes) -> bytes:
    from docx import Document  # noqa: PLC0415

    document, file = Document(), BytesIO()
    document.add_paragraph("A warehouse burned on Tuesday night.")
    document.add_picture(BytesIO(picture))
    document.save(file)
    return file.getvalue()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("made", "name"),
    [
        (with_data, "a.html"),
        (with_parts, "a.mhtml"),
        (in_a_mail, "a.eml"),
        (in_a_book, "a.epub"),
        (in_a_document, "a.docx"),
    ],
)
def test_pictures_inside_a_file_are_kept_without_asking_anybody(project, made, name):
    """The suite's network is closed: what is here came out of the file."""
    article, _ = Article.objects.import_from(from_file(made(drawn("PNG")), name), project=project, by=None)
    article.refresh_from_db()
    assert article.is_ready, article.problem
    picture = article.pictures.get()
    assert (picture.state, picture.width, picture.height, picture.problem) == ("stored", 60, 40, "")
