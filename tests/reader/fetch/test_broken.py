"""What the one door to the network says of servers that break the protocol, or are not who they say."""

from __future__ import annotations

import socket

import pytest

from reader.fetch import (
    Fetched,
    TooSlow,
    Unreachable,
    fetch,
)
from tests.servers import Server, answer, trusting

from .asking import LOCAL, PAGE, QUICK, fetch_from, gzipped

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
