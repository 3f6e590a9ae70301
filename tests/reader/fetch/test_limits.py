"""Nothing gets more from the one door to the network than its limits: redirects, bytes and time."""

from __future__ import annotations

import itertools
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from reader.fetch import (
    Limits,
    RefusedAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    fetch,
)
from tests.servers import Server, answer, redirect

from .asking import LOCAL, PAGE, PUBLIC, QUICK, fetch_from, fetched, gzipped, named

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
