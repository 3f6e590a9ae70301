"""What the one door to the network opens: pages as they were sent, unpacked, or an answer with a way out."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.fetch import (
    Fetched,
    HttpStatus,
    UnsupportedKind,
)
from tests.servers import Server, answer, redirect

from .asking import PAGE, fetch_from, fetched, gzipped, packed


def test_only_the_door_imports_a_network_client() -> None:
    clients = re.compile(
        r"^\s*(?:import|from) (httpcore2?|h11|httpx|urllib3|requests|urllib\.request|http\.client|socket)\b", re.M
    )
    project = Path(__file__).parents[3]
    files = [file for app in ("reader", "annotations") for file in project.glob(f"{app}/**/*.py")]
    assert [file for file in files if clients.search(file.read_text("utf-8"))] == [project / "reader/fetch.py"]


def test_page_comes_as_it_was_sent() -> None:
    with Server({"/a?b=c": answer(PAGE, content_type="text/html; charset=koi8-r")}) as server:
        page = fetch_from(server, "/a?b=c#part")
        assert page == Fetched(PAGE, "text/html; charset=koi8-r", server.url("/a?b=c"), 200)


def test_request_is_honest_and_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({"/": redirect("/page", set_cookie="a=b"), "/page": answer(PAGE)}) as server, Server({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        fetch_from(server)
        assert [request.path for request in server.requests] == ["/", "/page"]
        assert proxy.requests == []
        for request in server.requests:
            assert request.headers["host"] == server.address
            assert request.headers["user-agent"].startswith("Attest/")
            assert sorted(request.headers) == ["accept", "accept-encoding", "connection", "host", "user-agent"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", PAGE),
        ("identity", PAGE),
        ("gzip", gzipped(PAGE)),
        ("x-gzip", gzipped(PAGE)),
        ("GZIP", gzipped(PAGE)),
        ("gzip", gzipped(PAGE[:9]) + gzipped(PAGE[9:])),
        ("gzip", gzipped(PAGE) + bytes(100)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", packed(PAGE, -15)),
    ],
)
def test_packed_page_is_unpacked(encoding: str, body: bytes) -> None:
    assert fetched(answer(body, content_encoding=encoding)).content == PAGE


@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_packed_page_that_arrives_in_drops_is_whole(wbits: int) -> None:
    page = random.Random(7).randbytes(3000) + bytes(300_000)
    body = packed(page, wbits)

    def drops() -> Iterator[bytes]:
        yield answer(content_encoding="deflate", transfer_encoding="chunked").replace(b"Content-Length: 0\r\n", b"")
        for start in range(0, len(body), 7):
            drop = body[start : start + 7]
            yield b"%x\r\n%b\r\n" % (len(drop), drop)
        yield b"0\r\n\r\n"

    assert fetched(drops).content == page


def test_empty_page_is_a_page() -> None:
    assert fetched(answer(b"", content_encoding="gzip")).content == b""


def test_page_without_length_ends_with_the_connection() -> None:
    page = fetched(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE)
    assert (page.content, page.content_type) == (PAGE, "")


@pytest.mark.parametrize(
    "kind", ["TEXT/HTML;charset=x", "application/xhtml+xml", "text/plain", "text/xml", "", "application/pdf"]
)
def test_kinds_of_text_are_read(kind: str) -> None:
    assert fetched(answer(PAGE, content_type=kind)).content_type == kind


@pytest.mark.parametrize("kind", ["application/zip", "image/svg+xml", "video/mp4", "application/octet-stream"])
def test_other_kinds_are_refused_by_name(kind: str) -> None:
    with pytest.raises(UnsupportedKind, match=kind.replace("+", r"\+")):
        fetched(answer(PAGE, content_type=kind))


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_packing_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(UnsupportedKind, match=encoding):
        fetched(answer(PAGE, content_encoding=encoding))


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        ("403 Forbidden", "upload the file"),
        ("404 Not Found", "check the address"),
        ("429 Too Many Requests", "later"),
        ("500 Oops", "later"),
        ("304 Not Modified", "upload"),
        ("302 Found", "upload"),
        ("799 Odd", "later"),
    ],
)
def test_error_status_is_told_with_a_way_out(status: str, remedy: str) -> None:
    with Server({"/": answer(PAGE, status)}) as server, pytest.raises(HttpStatus, match=remedy) as caught:
        fetch_from(server)
    assert caught.value.status == int(status[:3])
    assert server.url() in str(caught.value)
    assert status[:3] in str(caught.value)
