"""A real server for tests: plays pages, and the misbehaviour of hostile ones, on a port of this machine."""

from __future__ import annotations

import socketserver
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import TracebackType

# A certificate for public.test and its key, made for these tests alone, valid from 2020 to 2120.
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBn3daoMRl5+cFTwb
rg/p6ou4/SW6zh9BhrUmeo6jV6ShRANCAATmMhXhfF+eaeGLBPLGgWFBs9k0OxhI
4r1F3976Hg6FTZDPfMppkOcyIPiVLR+GKVN8CIg4MOY9IAtiBALpwc6A
-----END PRIVATE KEY-----
"""
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtwdWJsaWMu
dGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLcHVibGljLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATmMhXhfF+e
aeGLBPLGgWFBs9k0OxhI4r1F3976Hg6FTZDPfMppkOcyIPiVLR+GKVN8CIg4MOY9
IAtiBALpwc6Ao1owWDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIChDAd
BgNVHQ4EFgQU2IwYTDBg2FrxkjuLe/9y6OX+Ad0wFgYDVR0RBA8wDYILcHVibGlj
LnRlc3QwCgYIKoZIzj0EAwIDSAAwRQIhAP8dE9oLFz+8en+X0Av6KZDzSzA1GqFg
0/mFlq23sJn5AiAr+43LCAf/kvkbvLm5DI/fErNyR30d4TumtFgn/nG5Fw==
-----END CERTIFICATE-----
"""

# The bytes of a whole answer, or its pieces as they are to be sent: a generator may wait between them, or never end.
Answer = bytes | Callable[[], Iterable[bytes]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return an HTTP answer with these headers (`content_type` is sent as Content-Type) and the right length."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(location: str, status: str = "302 Found", **headers: str) -> bytes:
    """Return an answer that leads on to another address."""
    return answer(b"moved", status, location=location, **headers)


@dataclass(frozen=True)
class Request:
    """What a client asked: path as sent, and headers by lower-case name."""

    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """Serves `pages` (path to answer) at 127.0.0.1 while it is entered. A path without an answer gets 404."""

    pages: Mapping[str, Answer]
    tls: bool = False
    host: str = "127.0.0.1"
    greeting: bytes = b""  # sent before the request is read, as mail servers do
    requests: list[Request] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)

    def __enter__(self) -> Server:
        self.context = self._tls_context() if self.tls else None
        self._tcp = _Tcp((self.host, 0), self)
        threading.Thread(target=self._tcp.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._tcp.shutdown()
        self._tcp.server_close()

    @property
    def port(self) -> int:
        return int(self._tcp.server_address[1])

    @property
    def address(self) -> str:
        """Host and port, as the setting names them."""
        return f"{self.host}:{self.port}"

    def url(self, path: str = "/", host: str = "") -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.host}:{self.port}{path}"

    def play(self, connection: _Connection) -> None:
        """Read one request and send its answer, until it ends or the client has gone."""
        connection.wfile.write(self.greeting)
        lines = []
        while (line := connection.rfile.readline().decode("latin-1").strip()) != "":
            lines.append(line)
        if not lines:
            return
        path = lines[0].split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        self.requests.append(Request(path, headers))
        page = self.pages.get(path, answer(b"nothing here", "404 Not Found"))
        for piece in [page] if isinstance(page, bytes) else page():
            connection.wfile.write(piece)

    def _tls_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with NamedTemporaryFile("w", suffix=".pem") as file:
            Path(file.name).write_text(KEY + CERTIFICATE, "ascii")
            context.load_cert_chain(file.name)
        context.sni_callback = lambda _socket, name, _context: self.server_names.append(name)
        return context


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], server: Server) -> None:
        self.played = server
        super().__init__(address, _Connection)

    def handle_error(self, request: object, client_address: object) -> None:
        # That the client has had enough is what many tests are about.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Connection(socketserver.StreamRequestHandler):
    server: _Tcp

    def setup(self) -> None:
        if context := self.server.played.context:
            self.request = context.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        self.server.played.play(self)

    def finish(self) -> None:
        try:
            super().finish()
        finally:
            self.request.close()


def trusting() -> ssl.SSLContext:
    """Return a client's TLS context that trusts the test certificate and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=CERTIFICATE)
    return context
