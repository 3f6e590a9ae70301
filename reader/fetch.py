"""The one guarded door to the network: every request of ours goes through `fetch`. Only this file imports the client.

A page's address comes from a stranger, so each hop is read strictly, its name is resolved once, every address found
must be a public one, and the connection goes to the checked address itself (the name stays in the Host header and in
TLS). Time, bytes and redirects are limited for all hops together.

The client is httpcore2 (Pydantic's continuation of httpcore: BSD-3-Clause, 86 KB, needs h11 and truststore): it takes
a network backend from us, through which every connect, handshake, read and write passes, so that address and deadline
hold for slow headers too. urllib3 can pin an address, but limits only the time between two reads.
"""

from __future__ import annotations

import socket
import ssl
import zlib
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore2 as httpcore
from django.conf import settings

from reader import fetch_errors as say
from reader.addresses import PORTS, FetchError, InvalidUrl, is_public, normalise, origin
from reader.fetch_budget import LIMITS, Budget, Limits
from reader.fetch_errors import (
    HttpStatus,
    RefusedAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    UnsupportedKind,
)
from reader.inflating import inflated
from reader.politeness import rest, retry_after, turn
from reader.wanted import PAGE, Wanted

__all__ = [
    "LIMITS", "FetchError", "Fetched", "HttpStatus", "InvalidUrl", "Limits", "RefusedAddress", "TooLarge",
    "TooManyRedirects", "TooSlow", "Unreachable", "UnsupportedKind", "fetch", "normalise",
]  # fmt: skip

HEADERS: Final = [
    ("User-Agent", "Attest/0.1 (reading and annotation; fetches the pages and feeds that a person has chosen)"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Connection", "close"),
]
PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}
REDIRECTS: Final = {301, 302, 303, 307, 308}
FOR_GOOD: Final = {301, 308}  # RFC 9110, 15.4
WAIT: Final = {429, 503}  # answers whose Retry-After counts

Resolver = Callable[[str, int], Iterable[str]]


class Redirect(NamedTuple):
    """Where an answer leads on to, as it says it, and by which status."""

    location: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: unpacked bytes, the Content-Type header ("" if none), and the address that gave it.

    `etag` and `last_modified` are what to ask with the next time; a `status` of 304 says that nothing has changed.
    """

    content: bytes
    content_type: str
    url: str
    status: int
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""  # where the address has moved for good: as far as all redirects so far were 301 or 308

    @property
    def is_unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED


def lookup(host: str, port: int) -> list[str]:
    """Ask the system's resolver: the addresses of a name, best first. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def fetch(
    url: str,
    *,
    limits: Limits = LIMITS,
    allow: Collection[str] | None = None,
    resolve: Resolver = lookup,
    tls: ssl.SSLContext | None = None,
    wanted: Wanted = PAGE,
    etag: str = "",
    last_modified: str = "",
) -> Fetched:
    """Return the page at an http(s) address, or raise a FetchError that says why not and what to do.

    With the `etag` or `last_modified` of an earlier answer the page is asked for only if it has changed since
    (RFC 9110, 13.1). A host that was asked enough for the moment raises `politeness.Busy`.

    `allow` names, as "host:port" (IPv6 in brackets), servers that may be reached although their address is private or
    their port unusual; without it the setting FETCH_ALLOW holds. Cookies and proxies are never used.
    """
    allowed = settings.FETCH_ALLOW if allow is None else allow
    url = normalise(url)
    budget = Budget(limits, first_url=url)
    asked = {"Accept": wanted.accept, "If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = [*HEADERS, *((name, value) for name, value in asked.items() if value)]
    host, moved_to, is_for_good = "", "", True
    for _ in range(limits.redirects + 1):
        addresses = _checked_addresses(url, allowed, resolve, budget)
        before, host = host, "{}:{}".format(*origin(url))
        with nullcontext(0.0) if host == before else turn(host, seconds=limits.seconds, pace=wanted.pace) as waited:
            budget.until += waited
            try:
                answer = _get(url, addresses, budget, tls, headers=headers, wanted=wanted)
            except HttpStatus as error:
                if error.retry_after:
                    rest(host, error.retry_after)
                raise
        if isinstance(answer, Fetched):
            return replace(answer, moved_to=moved_to)
        url = _next(url, answer.location)
        is_for_good = is_for_good and answer.status in FOR_GOOD
        moved_to = url if is_for_good else moved_to
    raise TooManyRedirects(say.REDIRECTED.format(budget.first_url, limits.redirects, say.UPLOAD))


def _next(url: str, location: str) -> str:
    try:
        return normalise(urljoin(url, location))
    except (InvalidUrl, ValueError) as error:
        raise RefusedAddress(say.NO_WEB_ADDRESS.format(url, say.UPLOAD)) from error


def _checked_addresses(url: str, allowed: Collection[str], resolve: Resolver, budget: Budget) -> list[str]:
    """Return the addresses of the URL's host, all of which we may connect to. The one place that resolves a name."""
    host, port = origin(url)
    may_be_private = f"{host}:{port}" in allowed
    if port not in PORTS.values() and not may_be_private:
        raise RefusedAddress(say.ODD_PORT.format(url, port, say.UPLOAD))
    literal = host.strip("[]")
    try:
        found = [ip_address(literal)]
    except ValueError:
        found = [ip_address(address) for address in _resolved(url, host, port, resolve, budget)]
    if not may_be_private and not all(is_public(address) for address in found):
        raise RefusedAddress(say.NOT_PUBLIC.format(url, say.UPLOAD))
    return [str(address) for address in found]


def _resolved(url: str, host: str, port: int, resolve: Resolver, budget: Budget) -> list[str]:
    # The system's resolver takes no timeout: a thread of its own waits for it, so that we need not.
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        found = list(pool.submit(resolve, host, port).result(timeout=budget.seconds()))
    except TimeoutError as error:
        raise budget.too_slow() from error
    except (OSError, UnicodeError) as error:
        raise Unreachable(say.UNKNOWN_HOST.format(host, url)) from error
    finally:
        pool.shutdown(wait=False)
    if not found:
        raise Unreachable(say.UNKNOWN_HOST.format(host, url))
    return found


def _get(
    url: str,
    addresses: list[str],
    budget: Budget,
    tls: ssl.SSLContext | None,
    *,
    headers: list[tuple[str, str]],
    wanted: Wanted,
) -> Fetched | Redirect:
    """Ask for one URL at its checked addresses: the page, or where it has moved to."""
    host, port = origin(url)
    parts = urlsplit(url)
    target = httpcore.URL(
        scheme=parts.scheme.encode(),
        host=host.strip("[]").encode(),
        port=port,
        target=urlunsplit(("", "", parts.path, parts.query, "")).encode(),
    )
    backend = _PinnedBackend(addresses, budget)
    try:
        with (
            httpcore.HTTPConnection(target.origin, ssl_context=tls, network_backend=backend) as connection,
            connection.stream("GET", target, headers=[("Host", parts.netloc), *headers]) as response,
        ):
            is_conditional = any(name.startswith("If-") for name, _ in headers)
            return _answer(url, response, budget, wanted, is_conditional=is_conditional)
    except httpcore.TimeoutException as error:
        raise budget.too_slow() from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            reason = error.__cause__.verify_message
            raise Unreachable(say.UNTRUSTED.format(url, reason, say.UPLOAD)) from error
        raise Unreachable(say.NO_ANSWER.format(url, say.LATER_OR_UPLOAD)) from error


def _answer(
    url: str, response: httpcore.Response, budget: Budget, wanted: Wanted, *, is_conditional: bool
) -> Fetched | Redirect:
    if sum(len(name) + len(value) for name, value in response.headers) > budget.limits.header_bytes:
        raise TooLarge(say.HEADERS_TOO_LARGE.format(url, budget.limits.header_bytes, say.UPLOAD))
    location = _header(response, b"location")
    if response.status in REDIRECTS and location:
        return Redirect(location, response.status)
    content_type = _header(response, b"content-type")
    etag, last_modified = (_header(response, name)[:200] for name in (b"etag", b"last-modified"))
    if response.status == HTTPStatus.NOT_MODIFIED and is_conditional:
        return Fetched(b"", content_type, url, response.status, etag, last_modified)
    if not 200 <= response.status < 300:
        later = say.LATER if response.status >= 500 else say.UPLOAD
        remedy = say.REMEDIES.get(response.status, later)
        raise HttpStatus(
            say.STATUS.format(url, response.status, PHRASES.get(response.status, "unknown"), remedy),
            response.status,
            retry_after(_header(response, b"retry-after")) if response.status in WAIT else 0,
        )
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in wanted.kinds:
        raise UnsupportedKind(say.OTHER_KIND.format(url, kind[:80]))
    return Fetched(_content(url, response, budget), content_type, url, response.status, etag, last_modified)


def _header(response: httpcore.Response, name: bytes) -> str:
    values = (value for key, value in response.headers if key.lower() == name)
    return next(values, b"").decode("utf-8", "replace").strip()


def _content(url: str, response: httpcore.Response, budget: Budget) -> bytes:
    encoding = _header(response, b"content-encoding").lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnsupportedKind(say.PACKED.format(url, encoding[:80], say.UPLOAD))
    wire: Iterable[bytes] = response.iter_stream()
    content = bytearray()
    try:
        for piece in wire if encoding in ("", "identity") else inflated(wire):
            content += piece
            if len(content) > budget.limits.bytes:
                raise budget.too_large()
            budget.seconds()
    except zlib.error as error:
        raise Unreachable(say.DAMAGED.format(url, say.LATER_OR_UPLOAD)) from error
    return bytes(content)


class _PinnedBackend(httpcore.NetworkBackend):
    """Connects to the checked addresses only, whatever host the client asks for."""

    def __init__(self, addresses: list[str], budget: Budget) -> None:
        self.addresses = addresses
        self.budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(host)
        for number, address in enumerate(self.addresses):
            # A dead address may use up its share of the time, not that of the others.
            share = self.budget.seconds() / (len(self.addresses) - number)
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, timeout=share)
                return _MeteredStream(stream, self.budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _MeteredStream(httpcore.NetworkStream):
    """A connection whose every step is held to the budget's time and bytes."""

    def __init__(self, stream: httpcore.NetworkStream, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.stream.read(max_bytes, self.budget.seconds())
        self.budget.received(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.budget.seconds())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            stream = self.stream.start_tls(ssl_context, server_hostname, self.budget.seconds())
        except TooSlow:
            self.close()  # the client closes only what it has been given back
            raise
        return _MeteredStream(stream, self.budget)
