"""Which addresses the one door to the network connects to, and which it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.addresses import FetchError, InvalidUrl, normalise
from reader.fetch import (
    RefusedAddress,
    Unreachable,
    fetch,
)
from tests.servers import Server, answer, redirect

from .asking import LOCAL, PAGE, PUBLIC, fetch_from, named

HOSTILE = Path(__file__).parents[4] / "shared/data/hostile/urls.txt"


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
