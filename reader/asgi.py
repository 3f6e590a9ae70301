"""The site as an ASGI application, for granian: Django in one thread, which never waits for a client.

In a WSGI server a thread belongs to a request until the client has sent it all and read it all: one slow download of
an export a worker stops the site (docs/benchmarks.md has the figures). Here the event loop does the waiting. Django
gets a request when its body is there, and a long response is taken from it piece by piece, as the client reads, so that
other people's pages come in between.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reader.problems import Problem

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.settings")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]

BODY_IN_MEMORY = 2**20  # bytes of a request; what is larger waits in a temporary file
BODY_SECONDS = 300  # for a body to arrive: nobody holds a file of ours open for ever
PIECE = 2**16  # bytes of a response that one turn in the thread makes
TURN = 0.03  # seconds, after which a turn ends with however few


class OneThread:
    """Runs a WSGI application in a single thread. A body of more than `largest_body` bytes is answered 413."""

    def __init__(self, application: Wsgi, *, largest_body: int) -> None:
        self._application = application
        self._largest_body = largest_body
        self._thread = ThreadPoolExecutor(1, "site")
        # Of all long responses one at a time queues for the thread: a request waits for one piece, not for one of each.
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"This site answers HTTP, not {scope['type']}")
        with SpooledTemporaryFile(BODY_IN_MEMORY) as body, suppress(ConnectionAbortedError):
            if scope["method"] not in ("GET", "HEAD") and not await self._has_read(body, scope, receive):
                await _refuse(scope, send)
                return
            await self._answer(environ(scope, body), receive, send)

    async def _has_read(self, body: IO[bytes], scope: Message, receive: Receive) -> bool:
        """Write the request's body to the file; return False, and read no further, where it is too large."""
        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and int(declared[:20]) > self._largest_body:
            return False
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for chunk in _body(receive):
                    if body.tell() + len(chunk) > self._largest_body:
                        return False
                    body.write(chunk)
        except TimeoutError as error:
            raise ConnectionAbortedError from error
        return True

    async def _answer(self, environ: Environ, receive: Receive, send: Send) -> None:
        response = Response(self._application, environ)
        loop = asyncio.get_running_loop()
        gone = None
        try:
            piece = await loop.run_in_executor(self._thread, response.start)
            await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
            while not response.ended:
                if piece:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                gone = gone or asyncio.ensure_future(_disconnection(receive))
                if gone.done():
                    return
                async with self._turn:
                    piece = await loop.run_in_executor(self._thread, response.piece)
            await send({"type": "http.response.body", "body": piece})
        finally:
            if gone:
                gone.cancel()
            if not response.ended:  # the client has gone, or the response has failed
                await loop.run_in_executor(self._thread, response.close)


class Response:
    """A WSGI response, taken in pieces. All methods belong in the application's thread."""

    status = 500

    def __init__(self, application: Wsgi, environ: Environ) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.ended = False
        self._application, self._environ = application, environ
        self._content: Iterable[bytes] = ()

    def start(self) -> bytes:
        """Have the request answered, and return the first piece."""
        self._content = self._application(self._environ, self._start_response)
        self._chunks: Iterator[bytes] = iter(self._content)
        # Of a stream, which does not say its length, the beginning is sent before the rest is looked for.
        is_stream = all(name != b"content-length" for name, _ in self.headers)
        return self.piece(1 if is_stream else PIECE)

    def piece(self, size: int = PIECE) -> bytes:
        """Return the next piece of the body, nothing where it takes long to come; the last one where it has `ended`.

        What is compressed is small and takes long to make: other requests come in between by time, not only by size.
        """
        piece = bytearray()
        until = monotonic() + TURN
        for chunk in self._chunks:
            piece += chunk
            if len(piece) >= size or monotonic() > until:
                return bytes(piece)
        self.close()
        return bytes(piece)

    def close(self) -> None:
        self.ended = True
        if close := getattr(self._content, "close", None):
            close()

    def _start_response(self, status: str, headers: Iterable[tuple[str, str]], exc_info: object = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def environ(scope: Message, body: IO[bytes]) -> Environ:
    """Return the WSGI environment (PEP 3333) of an ASGI request whose body was written to this file."""
    length = body.tell()
    body.seek(0)
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    result: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        # With an underscore a client could pass a header off as one that the proxy sets, X-Forwarded-Proto say.
        if b"_" not in name:
            key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
            joint = "; " if key == "HTTP_COOKIE" else ","
            result[key] = result[key] + joint + value.decode("latin-1") if key in result else value.decode("latin-1")
    result["CONTENT_TYPE"] = result.pop("HTTP_CONTENT_TYPE", "")
    result.pop("HTTP_CONTENT_LENGTH", None)
    result["CONTENT_LENGTH"] = str(length) if length else ""
    return result


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionAbortedError
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _disconnection(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(scope: Message, send: Send) -> None:
    problem = Problem(413, "This is more than the site takes at once.")
    kind, body = b"text/plain", problem.detail.encode()
    if scope["path"].startswith("/api/"):
        kind, body = b"application/problem+json", problem.answer().content
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# Up to here a form can say in its own words that a file is too large.
application = OneThread(get_wsgi_application(), largest_body=settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 6 // 5)
