"""The one door to the network: what it opens, what it refuses, and that nothing gets more than its limits."""

from __future__ import annotations

import itertools
import random
import re
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.addresses import FetchError, InvalidUrl, normalise
from reader.fetch import (
    LIMITS,
    Fetched,
    HttpStatus,
    Limits,
    RefusedAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    UnsupportedKind,
    fetch,
)
from tests.servers import Server, answer, redirect, trusting

HOSTILE = Path(__file__).parents[3] / "shared/data/hostile/urls.txt"
PAGE = b"<!doctype html><title>Page</title><p>Plain text of a page."
PUBLIC = "93.184.215.14"
LOCAL = "127.0.0.1"
QUICK = Limits(bytes=2**20, seconds=0.3)
NAMES = {
    "public.test": [PUBLIC],
    "private.test": ["10.0.0.1"],
    "multi.test": [PUBLIC, "10.0.0.1"],
    "mapped.test": ["::ffff:10.0.0.1"],
    "linklocal6.test": ["fe80::1%lo"],
    "redir-private.test": [PUBLIC],
}


def named(host: str, port: int) -> list[str]:
    """A resolver that knows our invented names."""
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return NAMES[host]


def packed(data: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(data) + packer.flush()


def gzipped(data: bytes) -> bytes:
    """Pack without the time of day, which would give parametrised tests other names in each process."""
    return packed(data, zlib.MAX_WBITS | 16)


@pytest.fixture(autouse=True)
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a connection is tried to. Only those of this machine are let through."""
    tried: list[str] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        tried.append(address[0])
        if not address[0].startswith("127."):
            raise ConnectionRefusedError(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    return tried


def fetch_from(server: Server, path: str = "/", **options: Any) -> Fetched:
    return fetch(server.url(path), allow={server.address}, **options)


def fetched(page: bytes | Callable[[], Iterable[bytes]], limits: Limits = LIMITS) -> Fetched:
    """What `fetch` makes of one answer."""
    with Server({"/": page}) as server:
        return fetch_from(server, limits=limits)


def test_only_the_door_imports_a_network_client() -> None:
    clients = re.compile(
        r"^\s*(?:import|from) (httpcore2?|h11|httpx|urllib3|requests|urllib\.request|http\.client|socket)\b", re.M
    )
    project = Path(__file__).parents[2]
    files = [file for app in ("reader", "annotations") for file in project.glob(f"{app}/**/*.py")]
    assert [file for file in files if clients.search(file.read_text("utf-8"))] == [project / "reader/fetch.py"]


# Pages


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


# Addresses


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("  HTTPS://Example.ORG:443#top ", "https://example.org/"),
        ("http://example.org:80/a%2Fb?c=d&e=f#g", "http://example.org/a%2Fb?c=d&e=f"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("http://example.org./", "http://example.org/"),
        ("http://example.org:/", "http://example.org/"),
        ("https://bücher.example/größe?q=ü v", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%BC%20v"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://موقع.example/خبر", "https://xn--4gbrim.example/%D8%AE%D8%A8%D8%B1"),
        ("http://[2606:2800:0220::0001]/", "http://[2606:2800:220::1]/"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://example.org/@name/post?by=@name#@", "http://example.org/@name/post?by=@name"),
    ],
)
def test_address_has_one_form(url: str, normal: str) -> None:
    assert normalise(url) == normal


INVALID = [
    "", "example.org/page", "//127.0.0.1/", "http:/127.0.0.1/", "http:127.0.0.1/", "http:///127.0.0.1/", "http://",
    "file:///etc/passwd", "FILE:///etc/passwd", "ftp://public.test/", "gopher://public.test:70/_x", "data:text/html,hi",
    "javascript:alert(1)", "jar:http://public.test!/x", "view-source:http://public.test/",
    "http://user:pw@public.test/", "http://public.test@127.0.0.1/", "http://@public.test/", "http://:@public.test/",
    "http://public.test:80@127.0.0.1:80/", "http://public.test#@127.0.0.1/", "http://public.test?@127.0.0.1/",
    "http://127.0.0.1\\@public.test/", "http://public.test\\@127.0.0.1/", "http:\\\\public.test/",
    "ht\ttp://public.test/", "http://public\n.test/", "http://public.test/\0", "http://public.test/\x85a",
    "http://public.test%00.evil/", "http://%31%32%37.0.0.1/", "http://public.test!/", "http://public test/",
    "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/", "http://127.1/", "http://0/",
    "http://1.2.3.4.5/", "http://public.0x1/", "http://256.1.1.1/",
    "http://[::1/", "http://::1/", "http://[::1]evil/", "http://evil[::1]/", "http://[fe80::1%25lo]/", "http://[v1.x]/",
    "http://public.test:0/", "http://public.test:65536/", "http://public.test:８０/", "http://public.test:-1/",
    "http://public..test/", "http://.public.test/", f"http://{'a' * 64}.test/", f"http://{'a.' * 130}test/",
    "http://faß.test/", "http://public.test/\ud800", "http://public.test/" + "a" * 8000,
]  # fmt: skip


@pytest.mark.parametrize("url", INVALID)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidUrl):
        normalise(url)


@given(st.one_of(st.text(), st.from_regex(r"https?://[^/]+(:[0-9]+)?/.*")))
def test_any_text_is_refused_or_has_one_ascii_form(text: str) -> None:
    try:
        normal = normalise(text)
    except InvalidUrl:
        return
    assert normal.isascii()
    assert normalise(normal) == normal


PRIVATE = [
    "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "[::]", "[::1]", "[::127.0.0.1]", "[::8.8.8.8]", "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[::ffff:0:127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::808:808]", "[64:ff9b:1::a00:1]", "[100::1]", "[2001:0:7f00:1::]", "[2001:db8::1]",
    "[2001:20::1]", "[2002:7f00:1::]", "[2002:808:808::]", "[3fff::1]", "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]",
    "[fe80::1]", "[fec0::1]", "[ff02::1]", "[ff0e::1]", "[4000::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_numbers_that_are_not_public_are_not_connected_to(host: str, attempts: list[str]) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(RefusedAddress):
            fetch(f"{scheme}://{host}/", allow=frozenset())
        with pytest.raises(RefusedAddress):
            fetch(f"{scheme}://public.test/", allow=frozenset(), resolve=lambda *_: [host.strip("[]")])
        with pytest.raises(RefusedAddress):
            fetch(f"{scheme}://public.test/", allow=frozenset(), resolve=lambda *_: [PUBLIC, host.strip("[]")])
    assert attempts == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "2a00:1450:4001::1", "2001:4860:4860::8888"])
def test_public_numbers_are_connected_to(address: str, attempts: list[str]) -> None:
    with pytest.raises(Unreachable):
        fetch("https://public.test/", allow=frozenset(), resolve=lambda *_: [address])
    assert attempts == [address]


@pytest.mark.parametrize(
    "url", ["http://private.test/", "http://multi.test/", "http://mapped.test/", "http://linklocal6.test/"]
)
def test_names_of_private_addresses_are_not_connected_to(url: str, attempts: list[str]) -> None:
    with pytest.raises(RefusedAddress):
        fetch(url, allow=frozenset(), resolve=named)
    assert attempts == []


@pytest.mark.parametrize("name", ["localhost", "localhost.", "LOCALHOST"])
def test_this_machine_is_refused_by_the_systems_own_resolver(name: str, attempts: list[str]) -> None:
    with pytest.raises(RefusedAddress):
        fetch(f"http://{name}/", allow=frozenset())
    assert attempts == []


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_only_the_webs_ports_are_opened(port: int, attempts: list[str]) -> None:
    with pytest.raises(RefusedAddress, match=str(port)):
        fetch(f"http://public.test:{port}/", allow=frozenset(), resolve=named)
    assert attempts == []


@pytest.mark.skipif(not HOSTILE.exists(), reason="the list of hostile addresses is not beside the project")
def test_no_hostile_address_is_connected_to(attempts: list[str]) -> None:
    for url in HOSTILE.read_text("utf-8").splitlines():
        with pytest.raises(FetchError):
            fetch(url, allow=frozenset(), resolve=named)
        # A redirect can only be met by asking; the test server plays those.
        assert set(attempts) <= ({PUBLIC} if "redir-" in url else set()), url
        attempts.clear()


def test_unknown_name_is_told() -> None:
    with pytest.raises(Unreachable, match=r"nowhere\.test"):
        fetch("http://nowhere.test/", allow=frozenset(), resolve=named)


def test_allowed_server_is_that_host_and_port_only() -> None:
    with Server({"/": answer(PAGE)}) as server, Server({"/": answer(PAGE)}) as other:
        assert fetch(server.url(), allow={server.address}).content == PAGE
        with pytest.raises(RefusedAddress):
            fetch(other.url(), allow={server.address})
        with pytest.raises(RefusedAddress):
            fetch(server.url(host="private.test"), allow={server.address}, resolve=lambda *_: [LOCAL])
        assert other.requests == []


def test_setting_names_the_allowed_servers(settings: Any) -> None:
    with Server({"/": answer(PAGE)}) as server:
        settings.FETCH_ALLOW = frozenset({server.address})
        assert fetch(server.url()).content == PAGE
        settings.FETCH_ALLOW = frozenset()
        with pytest.raises(RefusedAddress):
            fetch(server.url())


def test_name_is_resolved_once_and_the_checked_address_connected_to(attempts: list[str]) -> None:
    answers = iter([[LOCAL], ["127.0.0.2"]])
    with Server({"/": answer(PAGE)}) as server:
        url = server.url(host="rebind.test")
        fetch(url, allow={f"rebind.test:{server.port}"}, resolve=lambda *_: next(answers))
        assert server.requests[0].headers["host"] == f"rebind.test:{server.port}"
    assert next(answers) == ["127.0.0.2"]
    assert attempts == [LOCAL]


def test_rebound_name_is_refused_at_the_next_hop(attempts: list[str]) -> None:
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    with Server({"/": redirect("http://rebind.test/")}) as server:
        for refusal in (Unreachable, RefusedAddress):
            with pytest.raises(refusal):
                fetch_from(server, resolve=lambda *_: next(answers))
    assert attempts == [LOCAL, PUBLIC, LOCAL]


def test_next_address_is_tried_when_one_is_dead(attempts: list[str]) -> None:
    with Server({"/": answer(PAGE)}) as server:
        url = server.url(host="two.test")
        page = fetch(url, allow={f"two.test:{server.port}"}, resolve=lambda *_: ["127.0.0.2", LOCAL])
        assert page.content == PAGE
    assert attempts == ["127.0.0.2", LOCAL]


# Redirects


def test_redirects_are_followed_and_the_last_address_told() -> None:
    pages = {
        "/": redirect("b/c", "301 Moved Permanently"),
        "/b/c": redirect("../d?x=ü#y", "307 Temporary Redirect"),
        "/d?x=%C3%BC": redirect("//{}/e", "308 Permanent Redirect"),
        "/e": answer(PAGE),
    }
    with Server(pages) as server:
        pages["/d?x=%C3%BC"] = redirect(f"//{server.address}/e", "303 See Other")
        page = fetch_from(server)
        assert (page.url, page.content) == (server.url("/e"), PAGE)


@pytest.mark.parametrize("steps", [5, 6])
def test_five_redirects_are_followed_and_not_six(steps: int) -> None:
    pages = {f"/{step}": redirect(f"/{step + 1}") for step in range(steps)} | {f"/{steps}": answer(PAGE)}
    with Server(pages) as server:
        if steps == 5:
            assert fetch_from(server, "/0").content == PAGE
        else:
            with pytest.raises(TooManyRedirects, match=server.url("/0")):
                fetch_from(server, "/0")


def test_loop_of_redirects_ends() -> None:
    with Server({"/": redirect("/")}) as server:
        with pytest.raises(TooManyRedirects):
            fetch_from(server)
        assert len(server.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://private.test/", "http://multi.test/", "http://127.0.0.1/", "//169.254.169.254/", "http://[::1]/",
        "http://public.test:6379/", "http://user:pw@public.test/", "file:///etc/passwd", "javascript:alert(1)",
        "data:text/html,hi", "http://[bad", "\\\\127.0.0.1\\", "http://2130706433/", "ht\ttp://127.0.0.1/",
    ],
)  # fmt: skip
def test_redirect_is_checked_like_the_first_address(location: str, attempts: list[str]) -> None:
    with Server({"/": redirect(location)}) as server, pytest.raises(RefusedAddress):
        fetch_from(server, resolve=named)
    assert attempts == [LOCAL]


# Limits


def test_page_of_exactly_the_limit_is_read_and_one_byte_more_is_not() -> None:
    assert len(fetched(answer(bytes(QUICK.bytes)), Limits(bytes=QUICK.bytes)).content) == QUICK.bytes
    for encoding, body in [("", bytes(QUICK.bytes + 1)), ("gzip", gzipped(bytes(QUICK.bytes + 1)))]:
        with pytest.raises(TooLarge, match="1 MB"):
            fetched(answer(body, content_encoding=encoding), Limits(bytes=QUICK.bytes))


def test_endless_page_is_cut_off() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with pytest.raises(TooLarge):
        fetched(lambda: itertools.chain([head], itertools.repeat(bytes(2**16))), Limits(bytes=2**20))


def test_bomb_is_not_unpacked() -> None:
    bomb = gzipped(bytes(100 * 2**20))
    with Server({"/": answer(bomb, content_encoding="gzip")}) as server:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                fetch_from(server, limits=Limits(bytes=2**20))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 8 * 2**20


def test_headers_are_limited() -> None:
    for size in (5_000, 500_000):
        with pytest.raises((TooLarge, Unreachable)):
            fetched(answer(PAGE, x_big="a" * size), Limits(bytes=10_000, header_bytes=4_000))
    assert fetched(answer(PAGE, x_big="a" * 3_000), Limits(header_bytes=4_000)).content == PAGE


def test_endless_interim_answers_are_cut_off() -> None:
    with pytest.raises(TooLarge):
        fetched(
            lambda: itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000),
            Limits(bytes=2**16, header_bytes=2**10),
        )


def dripping(text: bytes) -> Callable[[], Iterator[bytes]]:
    """Send a text byte by byte, each well within any limit between two reads, for ever."""

    def drops() -> Iterator[bytes]:
        for number in itertools.count():
            yield text[number : number + 1] or b"a"
            time.sleep(0.02)

    return drops


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_dripping_server_is_stopped(head: bytes) -> None:
    with pytest.raises(TooSlow, match=r"0\.3 seconds"):
        fetched(lambda: itertools.chain([head], dripping(b"HTTP/1.1 200 OK\r\nX: ")()), QUICK)


def test_silent_server_is_stopped() -> None:
    with socket.create_server((LOCAL, 0)) as silent:
        address = f"{LOCAL}:{silent.getsockname()[1]}"
        with pytest.raises(TooSlow):
            fetch(f"http://{address}/", allow={address}, limits=QUICK)


def test_time_is_shared_by_all_hops() -> None:
    def late() -> Iterator[bytes]:
        time.sleep(0.2)
        yield redirect("/")

    with Server({"/": late}) as server:
        with pytest.raises(TooSlow):
            fetch_from(server, limits=Limits(seconds=0.5))
        assert len(server.requests) < 6


def test_slow_resolver_is_not_waited_for() -> None:
    released, answered = threading.Event(), threading.Event()

    def slow(host: str, port: int) -> list[str]:
        released.wait(10)
        answered.set()
        return [PUBLIC]

    with pytest.raises(TooSlow):
        fetch("http://public.test/", allow=frozenset(), resolve=slow, limits=QUICK)
    assert not answered.is_set()
    released.set()


# Broken servers


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        answer(PAGE, content_length="9999"),
        answer(PAGE, content_length="-1"),
        answer(PAGE, content_length="many"),
        answer(b"zz\r\nabc", transfer_encoding="chunked"),
        answer(gzipped(PAGE)[:-9], content_encoding="gzip"),
        answer(PAGE, content_encoding="gzip"),
        answer(b"\x1f", content_encoding="gzip"),
    ],
)
def test_broken_answer_is_told_with_its_address(sent: bytes) -> None:
    with Server({"/": sent}) as server, pytest.raises(Unreachable, match=server.url()):
        fetch_from(server)


def test_closed_port_is_told() -> None:
    with Server({}) as server:
        url, address = server.url(), server.address
    with pytest.raises(Unreachable, match="does not answer"):
        fetch(url, allow={address})


# TLS


def test_tls_keeps_the_name_though_the_address_is_pinned(attempts: list[str]) -> None:
    with Server({"/": answer(PAGE)}, tls=True) as server:
        url = server.url(host="public.test")
        page = fetch(url, allow={f"public.test:{server.port}"}, resolve=lambda *_: [LOCAL], tls=trusting())
        assert page == Fetched(PAGE, "text/html", url, 200)
        assert server.server_names == ["public.test"]
    assert attempts == [LOCAL]


@pytest.mark.parametrize(("host", "trusted"), [("other.test", True), ("public.test", False)])
def test_certificate_of_another_or_of_a_stranger_is_refused(host: str, trusted: bool) -> None:
    tls = trusting() if trusted else None
    with Server({"/": answer(PAGE)}, tls=True) as server, pytest.raises(Unreachable, match="certificate"):
        fetch(server.url(host=host), allow={f"{host}:{server.port}"}, resolve=lambda *_: [LOCAL], tls=tls)
    assert server.requests == []


def test_server_that_speaks_something_else_is_told() -> None:
    for scheme in ("http", "https"):
        with Server({}, greeting=b"220 mail.test ready\r\n\r\n") as server, pytest.raises(Unreachable):
            fetch(f"{scheme}://{server.address}/", allow={server.address})


def test_handshake_is_held_to_the_time() -> None:
    with socket.create_server((LOCAL, 0)) as silent:
        address = f"{LOCAL}:{silent.getsockname()[1]}"
        with pytest.raises(TooSlow):
            fetch(f"https://{address}/", allow={address}, limits=QUICK)
